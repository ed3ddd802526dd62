"""The parts of the page and where they stand: library, conversation, reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.settings import Settings
from qa.ui.adding import FILE_TYPES
from qa.ui.library import Choice
from qa.ui.reader import EMPTY

__all__ = ["Parts", "lay_out"]

_WIRE = "articleQA.wire(element, trigger)"
_SCRIPT = '<script src="page.js"></script>'  # in place before _WIRE runs
_MOST_ADDRESS_CHARS = 50_000
_HEADER = """
<button type="button" class="fold" data-toggle="library" aria-controls="library"
 aria-label="Library">☰</button>
<h1>Article QA</h1>
<p>Answers from your articles, each sentence with the quote it rests on</p>
"""
_LIBRARY_HEAD = """<h2>Library</h2>
<button type="button" class="fold" data-toggle="library" aria-label="Close the library">✕</button>
"""
_READER_HEAD = """<h2>Reader</h2>
<button type="button" class="fold" data-toggle="reader" aria-label="Close the reader">✕</button>
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """Every component that an event reads or writes."""

    turns: Any
    ratings: Any
    choice: Any
    removing: Any
    # conversation
    renew: Any
    past: Any
    current: Any
    asking_only: Any
    question: Any
    ask: Any
    stop: Any
    # library
    count: Any
    listed: Any
    sought: Any
    publishers: Any
    addresses: Any
    uploads: Any
    add: Any
    jobs: Any
    confirm: Any
    confirm_words: Any
    confirm_yes: Any
    confirm_no: Any
    # reader
    article: Any


def lay_out(settings: Settings) -> Parts:
    """Place all components into the Blocks that are open, and return them."""
    parts: dict[str, Any] = {
        "turns": gr.State(()),
        "ratings": gr.State({}),
        "choice": gr.State(Choice()),
        "removing": gr.State(None),
    }
    with gr.Row(elem_id="bar"):
        gr.HTML(_HEADER, elem_id="brand", apply_default_css=False, js_on_load=None)
        parts["renew"] = gr.Button("New conversation", elem_id="renew", size="sm", min_width=0)
    with gr.Row(elem_id="panes"):
        with gr.Column(elem_id="library", min_width=0):
            parts |= _library()
        with gr.Column(elem_id="talk", min_width=0):
            parts |= _talk(settings)
        with gr.Column(elem_id="reader", min_width=0):
            gr.HTML(
                _READER_HEAD, elem_classes="pane-head", apply_default_css=False, js_on_load=None
            )
            parts["article"] = gr.HTML(
                EMPTY, elem_id="article", apply_default_css=False, head=_SCRIPT, js_on_load=_WIRE
            )
    return Parts(**parts)


def _library() -> dict[str, Any]:
    gr.HTML(_LIBRARY_HEAD, elem_classes="pane-head", apply_default_css=False, js_on_load=None)
    parts: dict[str, Any] = {}
    with gr.Accordion("Add articles", open=False, elem_id="adding"):
        parts["addresses"] = gr.Textbox(
            label="Web addresses of articles or feeds, one per line",
            placeholder="https://…",
            lines=2,
            max_lines=8,
            max_length=_MOST_ADDRESS_CHARS,
            elem_id="addresses",
        )
        parts["uploads"] = gr.File(
            label="Files: text, Markdown, HTML, PDF, Word, JSONL, feeds",
            file_count="multiple",
            file_types=list(FILE_TYPES),
            elem_id="uploads",
            height=120,
        )
        parts["add"] = gr.Button("Add", variant="primary", size="sm", elem_id="add")
    parts["jobs"] = gr.HTML("", elem_id="jobs", apply_default_css=False, js_on_load=None)
    parts["count"] = gr.HTML("", elem_id="count", apply_default_css=False, js_on_load=None)
    parts["sought"] = gr.Textbox(
        label="Find in the library", placeholder="Title, publisher, author", elem_id="sought"
    )
    parts["publishers"] = gr.Dropdown(
        [], multiselect=True, label="Ask only these publishers", elem_id="publishers"
    )
    with gr.Column(visible=False, elem_id="confirm", min_width=0) as confirm:
        parts["confirm_words"] = gr.HTML("", apply_default_css=False, js_on_load=None)
        with gr.Row():
            parts["confirm_yes"] = gr.Button("Remove it", variant="stop", size="sm", min_width=0)
            parts["confirm_no"] = gr.Button("Keep it", size="sm", min_width=0)
    parts["confirm"] = confirm
    parts["listed"] = gr.HTML(
        "", elem_id="listed", apply_default_css=False, head=_SCRIPT, js_on_load=_WIRE
    )
    return parts


def _talk(settings: Settings) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    with gr.Column(elem_id="scroll", min_width=0):
        parts["past"] = gr.HTML(
            "", elem_id="past", apply_default_css=False, head=_SCRIPT, js_on_load=_WIRE
        )
        parts["current"] = gr.HTML(
            "", elem_id="current", apply_default_css=False, head=_SCRIPT, js_on_load=_WIRE
        )
    with gr.Column(elem_id="composer", min_width=0):
        parts["asking_only"] = gr.HTML(
            "", elem_id="asking-only", apply_default_css=False, head=_SCRIPT, js_on_load=_WIRE
        )
        with gr.Row(elem_id="ask-row"):
            parts["question"] = gr.Textbox(
                label="Your question",
                placeholder="Ask your articles…",
                lines=1,
                max_lines=6,
                max_length=settings.max_question_chars,
                autofocus=True,
                elem_id="question",
                scale=1,
                min_width=0,
            )
            parts["ask"] = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=72)
            parts["stop"] = gr.Button(
                "Stop", variant="stop", elem_id="stop", visible=False, scale=0, min_width=72
            )
    return parts
