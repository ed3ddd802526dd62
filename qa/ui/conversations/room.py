"""The list of conversations on the page: its parts, and which event leads to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.ui.conversations.handlers import ConversationHandlers
from qa.ui.events import on
from qa.ui.script import REMEMBER, SHOW_TALK, WIRED
from qa.ui.session import Session
from qa.ui.talk.room import Talk

__all__ = ["Conversations", "lay_out_conversations", "wire_conversations"]

_MOST_TITLE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Conversations:
    """Every component of the list that an event reads or writes; ``chosen`` is an id."""

    sought: Any
    line: Any
    listed: Any
    chosen: Any
    renaming: Any
    title: Any
    rename: Any


def lay_out_conversations() -> Conversations:
    """Place the list into the column that is open."""
    sought = gr.Textbox(
        "",
        label="Find in conversations",
        placeholder="Words of a question or answer",
        elem_id="recall",
    )
    chosen = gr.State(None)
    with gr.Row(visible=False, elem_id="renaming") as renaming:
        title = gr.Textbox(label="Title", max_length=_MOST_TITLE_CHARS, scale=1, min_width=0)
        rename = gr.Button("Rename", variant="primary", size="sm", scale=0, min_width=0)
    line = gr.HTML("", elem_id="kept-line", **WIRED)
    listed = gr.HTML("", elem_id="kept", **WIRED)
    return Conversations(sought, line, listed, chosen, renaming, title, rename)


def wire_conversations(
    blocks: gr.Blocks,
    kept: Conversations,
    talk: Talk,
    session: Session,
    *,
    changes: Sequence[Any],
    assistant: Assistant,
) -> None:
    """Bind opening, searching, renaming, removing; ``changes`` are events that alter the list."""
    handlers = ConversationHandlers(assistant)
    opened = talk.renewed(session)
    arrived = on(blocks.load, handlers.arrive, session.owner, [session.owner, kept.listed, *opened])
    on(arrived.then, None, js=REMEMBER)
    states = [session.owner, kept.sought, session.thread]
    listing: dict[str, Any] = {"fn": handlers.list, "inputs": states, "outputs": kept.listed}
    for change in changes:
        listed = on(change.then, **listing)
        on(listed.then, None, js=REMEMBER)
    on(kept.sought.change, **listing, trigger_mode="always_last")
    chosen = on(
        kept.listed.click, handlers.open, [session.owner, kept.sought], [kept.listed, *opened]
    )
    on(chosen.then, None, js=SHOW_TALK)
    _wire_renaming(kept, states, handlers)
    _wire_removing(kept, states, handlers)


def _wire_renaming(kept: Conversations, states: list[Any], handlers: ConversationHandlers) -> None:
    on(kept.listed.edit, handlers.rename, outputs=[kept.chosen, kept.title, kept.renaming])
    for event in (kept.rename.click, kept.title.submit):
        on(
            event,
            handlers.name,
            inputs=[kept.chosen, kept.title, *states],
            outputs=[kept.chosen, kept.renaming, kept.listed, kept.line],
        )


def _wire_removing(kept: Conversations, states: list[Any], handlers: ConversationHandlers) -> None:
    on(
        kept.listed.delete,
        handlers.remove,
        inputs=states,
        outputs=[kept.chosen, kept.listed, kept.line],
    )
    on(
        kept.line.undo,
        handlers.restore,
        inputs=[kept.chosen, *states],
        outputs=[kept.listed, kept.line],
    )
