"""What one open page remembers between its events; each room reads and writes some of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from qa.ui.library.listing import Choice
from qa.ui.talk.rating import Rated
from qa.ui.talk.suggested import Suggested

__all__ = ["Session", "Thread", "open_session"]

_IN_BROWSER = "article-qa"


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation that is open.

    ``id`` is None until its first turn is kept. ``editing`` is the number of the turn that the next
    question replaces, counted from 0. ``shared`` is somebody else's conversation, only to be read.
    ``problem`` says why it is not kept. ``ratings`` are by the trace ids of the answers.
    """

    id: str | None = None
    editing: int | None = None
    shared: bool = False
    problem: str = ""
    ratings: Mapping[str, Rated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """States of the page, as Gradio's components.

    ``owner`` is the key of this browser's conversations, which the browser itself keeps; the others
    last as long as the page is open: turns, the chosen articles, the conversation, what was
    suggested in it.
    """

    turns: Any
    choice: Any
    thread: Any
    suggested: Any
    owner: Any


def open_session() -> Session:
    """Return the states of a page that has just been opened, in the Blocks that are open."""
    return Session(
        turns=gr.State(()),
        choice=gr.State(Choice()),
        thread=gr.State(Thread()),
        suggested=gr.State(Suggested()),
        # With a secret of each start, which is the default, a restart would lose the key.
        owner=gr.BrowserState(None, storage_key=_IN_BROWSER, secret=_IN_BROWSER),
    )
