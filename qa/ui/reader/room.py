"""The reader on the page: its parts, and which event leads to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.ui.events import on
from qa.ui.reader.article import EMPTY
from qa.ui.reader.handlers import ReaderHandlers
from qa.ui.script import SHOW_LINKED, SHOW_READER, STILL, WIRED
from qa.ui.session import Session

__all__ = ["Reader", "lay_out_reader", "wire_reader"]

_HEAD = """<h2>Reader</h2>
<span id="opening" role="status"></span>
<button type="button" class="fold" data-toggle="reader" aria-label="Close the reader">✕</button>
<div class="find" role="search">
<input id="find" type="search" aria-label="Find in this article" placeholder="Find in this article"
 autocomplete="off" spellcheck="false">
<span id="matches" role="status"></span>
<button type="button" class="step" data-match="-1" aria-label="Previous match">‹</button>
<button type="button" class="step" data-match="1" aria-label="Next match">›</button>
</div>
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Every component of the reader that an event reads or writes."""

    article: Any


def lay_out_reader() -> Reader:
    """Place the reader into the column that is open."""
    gr.HTML(_HEAD, elem_classes="pane-head", **STILL)
    return Reader(gr.HTML(EMPTY, elem_id="article", **WIRED))


def wire_reader(
    reader: Reader,
    session: Session,
    origins: Sequence[Any],
    *,
    restored: Any,
    assistant: Assistant,
) -> None:
    """Bind the links to places in articles, which stand in ``origins`` and in the reader itself.

    The article of the address waits until the conversation is ``restored`` that may cite it.
    """
    handlers = ReaderHandlers(assistant)
    arrived = on(restored.then, handlers.arrive, inputs=session.turns, outputs=reader.article)
    on(arrived.then, None, js=SHOW_LINKED)
    for origin in (*origins, reader.article):
        opened = on(origin.select, handlers.open, inputs=session.turns, outputs=reader.article)
        on(opened.then, None, js=SHOW_READER)
