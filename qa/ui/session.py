"""What one open page remembers between its events; each room reads and writes some of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.ui.library.listing import Choice

__all__ = ["Session", "open_session"]


@dataclass(frozen=True, slots=True)
class Session:
    """States of the page, as Gradio's components: turns, their ratings, the chosen articles."""

    turns: Any
    ratings: Any
    choice: Any


def open_session() -> Session:
    """Return the states of a page that has just been opened, in the Blocks that are open."""
    return Session(turns=gr.State(()), ratings=gr.State({}), choice=gr.State(Choice()))
