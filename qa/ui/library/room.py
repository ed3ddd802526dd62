"""The library on the page: its parts, and which event leads to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.ui.events import on
from qa.ui.library.adding import FILE_TYPES
from qa.ui.library.handlers import LibraryHandlers
from qa.ui.script import STILL, WIRED
from qa.ui.session import Session

__all__ = ["Library", "lay_out_library", "wire_library"]

_MOST_ADDRESS_CHARS = 50_000


@dataclass(frozen=True, slots=True)
class Library:
    """Every component of the library that an event reads or writes."""

    count: Any
    listed: Any
    sought: Any
    publishers: Any
    addresses: Any
    uploads: Any
    add: Any
    jobs: Any
    removing: Any
    confirm: Any
    confirm_words: Any
    confirm_yes: Any
    confirm_no: Any

    @property
    def shown(self) -> list[Any]:
        """What is drawn anew when the articles have changed."""
        return [self.count, self.listed, self.publishers]

    @property
    def confirmed(self) -> list[Any]:
        """The question that stands between "Remove" and its happening."""
        return [self.removing, self.confirm_words, self.confirm]


def lay_out_library() -> Library:
    """Place the library into the column that is open."""
    parts = _adding()
    parts["count"] = gr.HTML("", elem_id="count", **STILL)
    parts["sought"] = gr.Textbox(
        label="Find in the library", placeholder="Title, publisher, author", elem_id="sought"
    )
    parts["publishers"] = gr.Dropdown(
        [], multiselect=True, label="Ask only these publishers", elem_id="publishers"
    )
    parts["removing"] = gr.State(None)
    with gr.Column(visible=False, elem_id="confirm", min_width=0) as confirm:
        parts["confirm_words"] = gr.HTML("", **STILL)
        with gr.Row():
            parts["confirm_yes"] = gr.Button("Remove it", variant="stop", size="sm", min_width=0)
            parts["confirm_no"] = gr.Button("Keep it", size="sm", min_width=0)
    parts["confirm"] = confirm
    parts["listed"] = gr.HTML("", elem_id="listed", **WIRED)
    return Library(**parts)


def _adding() -> dict[str, Any]:
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
    parts["jobs"] = gr.HTML("", elem_id="jobs", **STILL)
    return parts


def wire_library(
    blocks: gr.Blocks, library: Library, session: Session, asking_only: Any, assistant: Assistant
) -> None:
    """Bind listing, choosing, adding and removing; ``asking_only`` says what is asked."""
    handlers = LibraryHandlers(assistant)
    listing = {
        "fn": handlers.list,
        "inputs": [session.choice, library.sought],
        "outputs": library.shown,
    }
    on(blocks.load, **listing)
    on(library.sought.input, **listing, trigger_mode="always_last")
    added = on(
        library.add.click,
        handlers.add,
        inputs=[library.addresses, library.uploads],
        outputs=[library.addresses, library.uploads, library.add, library.jobs],
    )
    on(added.then, **listing)
    _wire_choice(library, session, asking_only, handlers)
    on(
        library.confirm_yes.click,
        handlers.remove,
        inputs=[library.removing, session.choice, library.sought],
        outputs=[session.choice, asking_only, *library.confirmed, *library.shown, library.jobs],
    )
    on(library.confirm_no.click, handlers.keep, outputs=library.confirmed)


def _wire_choice(
    library: Library, session: Session, asking_only: Any, handlers: LibraryHandlers
) -> None:
    chosen = [library.listed, session.choice, asking_only]
    on(
        library.listed.click,
        handlers.choose,
        inputs=[session.choice, library.sought, library.removing],
        outputs=[*chosen, *library.confirmed],
    )
    on(
        library.publishers.input,
        handlers.choose_sources,
        inputs=[session.choice, library.sought, library.publishers],
        outputs=chosen,
    )
    on(
        asking_only.click,
        handlers.choose_all,
        inputs=library.sought,
        outputs=[*chosen, library.publishers],
    )
