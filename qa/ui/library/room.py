"""The library on the page: its parts, and which event leads to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.ui.events import on
from qa.ui.library.drawn import Drawn
from qa.ui.library.handlers import LibraryHandlers
from qa.ui.library.view import ORDERS, Shelf
from qa.ui.script import AWARE, DATED, KEEP_CHOICE, STILL, WIRED, with_kept_choice
from qa.ui.session import Session

__all__ = ["Library", "lay_out_library", "wire_library"]

_MOST_ADDRESS_CHARS = 50_000
_HINT = """<p>This changes what is listed, not what is asked. To ask only some articles,
tick them.</p>"""


@dataclass(frozen=True, slots=True)
class Library:
    """Every component of the library that an event reads or writes."""

    shelf: Any
    addresses: Any
    uploads: Any
    add: Any
    jobs: Any
    rejoined: Any
    failing: Any
    failures: Any
    count: Any
    sought: Any
    order: Any
    filtering: Any
    publishers: Any
    since: Any
    until: Any
    said: Any
    listed: Any

    @property
    def fields(self) -> list[Any]:
        """What ``View.read`` takes, in its order."""
        return [self.sought, self.order, self.publishers, self.since, self.until]

    def drawn(self, session: Session, asking_only: Any) -> list[Any]:
        """Return the components of ``Drawn``, in its order."""
        others = {"choice": session.choice, "asking_only": asking_only}
        return [others.get(name) or getattr(self, name) for name in Drawn.names()]


def lay_out_library() -> Library:
    """Place the library into the column that is open."""
    parts = {"shelf": gr.State(Shelf()), **_adding()}
    parts["count"] = gr.HTML("", elem_id="count", **STILL)
    parts["sought"] = gr.Textbox(
        label="Find in the library", placeholder="Title, publisher, author", elem_id="sought"
    )
    parts["order"] = gr.Dropdown(
        list(ORDERS), value=ORDERS[0][1], label="Order", filterable=False, elem_id="order"
    )
    parts |= _filters()
    parts["said"] = gr.HTML("", elem_id="said", **STILL)
    parts["listed"] = gr.HTML("", elem_id="listed", **AWARE)
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
        # no ``file_types``: Gradio tells of other files in a toast, and reads their names as HTML
        parts["uploads"] = gr.File(
            label="Files: text, Markdown, HTML, PDF, Word, JSONL, feeds",
            file_count="multiple",
            elem_id="uploads",
            height=120,
        )
        parts["add"] = gr.Button("Add", variant="primary", size="sm", elem_id="add")
    parts["rejoined"] = gr.State(False)
    parts["jobs"] = gr.HTML("", elem_id="jobs", **WIRED)
    with gr.Accordion("Failed", open=False, visible=False, elem_id="failing") as failing:
        parts["failures"] = gr.HTML("", elem_id="failures", **WIRED)
    parts["failing"] = failing
    return parts


def _filters() -> dict[str, Any]:
    parts: dict[str, Any] = {}
    with gr.Accordion("Filter", open=False, elem_id="filtering") as filtering:
        gr.HTML(_HINT, elem_classes="hint", **STILL)
        parts["publishers"] = gr.Dropdown(
            [],
            multiselect=True,
            # else a publisher that is gone is named in a message that Gradio (6.31) shows as HTML
            allow_custom_value=True,
            label="List only these publishers",
            elem_id="publishers",
        )
        with gr.Row(elem_id="days"):
            parts["since"] = _day("Published from", "since")
            parts["until"] = _day("to", "until")
    parts["filtering"] = filtering
    return parts


def _day(label: str, name: str) -> Any:
    """Place a day field of the browser's own: Gradio's has neither its keyboard nor its names."""
    field = f'<label>{label}<input type="date" min="1000-01-01" max="9999-12-31"></label>'
    return gr.HTML("", html_template=field, elem_id=name, **DATED)


def wire_library(
    blocks: gr.Blocks, library: Library, session: Session, asking_only: Any, assistant: Assistant
) -> None:
    """Bind listing, choosing, adding and removing; ``asking_only`` says what is asked."""
    handlers = LibraryHandlers(assistant, partial(datetime.now, UTC))
    drawn = {"outputs": library.drawn(session, asking_only)}
    seen = [session.choice, library.shelf, *library.fields]
    listing = {"fn": handlers.list, "inputs": seen, **drawn}
    narrowing = {"fn": handlers.narrow, "inputs": seen, **drawn, "trigger_mode": "always_last"}
    kept = [asking_only, *seen[1:]]
    on(blocks.load, handlers.arrive, inputs=kept, js=with_kept_choice(len(kept)), **drawn)
    on(asking_only.change, None, js=KEEP_CHOICE)
    on(library.listed.focus, handlers.look, inputs=seen, **drawn)
    for field in (library.order, library.publishers):
        on(field.input, **narrowing)
    # a text field's own ``input`` comes with letters only, not when they are deleted or pasted
    for field in (library.sought, library.since, library.until):
        on(field.change, **narrowing)
    for event, handler in (
        (library.listed.click, handlers.choose),
        (library.listed.delete, handlers.remove),
        (library.listed.undo, handlers.undo),
        (library.listed.expand, handlers.more),
        (library.listed.clear, handlers.show_all),
    ):
        on(event, handler, inputs=seen, **drawn)
    on(asking_only.click, handlers.ask_all, inputs=seen[1:], **drawn)
    _wire_adding(blocks, library, handlers, listing)


def _wire_adding(
    blocks: gr.Blocks, library: Library, handlers: LibraryHandlers, listing: dict[str, Any]
) -> None:
    """Bind what begins to add, and the progress of what is under way on the server."""
    drawn = {"outputs": listing["outputs"]}
    added = on(
        library.add.click,
        handlers.add,
        inputs=[library.addresses, library.uploads],
        **drawn,
    )
    begun = [
        added,
        on(library.listed.retry, handlers.refresh, **drawn),
        on(library.failures.retry, handlers.again, **drawn),
    ]
    watching: dict[str, Any] = {"outputs": library.jobs, "concurrency_limit": None}
    for each in begun:
        watched = on(each.then, handlers.watch, **watching)
        on(watched.then, **listing)
    watching["outputs"] = [library.jobs, library.rejoined]
    on(blocks.load, handlers.rejoin, **watching)
    on(library.rejoined.change, **listing)
    on(library.jobs.clear, lambda: "", outputs=library.jobs)
