"""The list of conversations on the page: its parts, and which event leads to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.ui.conversations.handlers import ConversationHandlers
from qa.ui.events import on
from qa.ui.script import AGREE_ON_KEY, ARRIVED, AWARE, SHOW_TALK, WIRED, with_pressed
from qa.ui.session import Session
from qa.ui.talk.room import Going, Talk

__all__ = ["Conversations", "lay_out_conversations", "wire_conversations"]

_MOST_TITLE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Conversations:
    """Every component of the list that an event reads or writes.

    ``chosen`` is the id of what is being renamed.
    """

    sought: Any
    line: Any
    listed: Any
    chosen: Any
    renaming: Any
    title: Any
    rename: Any
    leave: Any


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
        leave = gr.Button("Leave it", size="sm", scale=0, min_width=0)
    line = gr.HTML("", elem_id="kept-line", **WIRED)
    listed = gr.HTML("", elem_id="kept", **AWARE)
    return Conversations(sought, line, listed, chosen, renaming, title, rename, leave)


def wire_conversations(
    blocks: gr.Blocks,
    kept: Conversations,
    talk: Talk,
    session: Session,
    *,
    going: Going,
    assistant: Assistant,
) -> Any:
    """Bind opening, searching, renaming and removing, beside what is ``going`` on in the talk.

    Returns the event that restores the conversation of the address.
    """
    handlers = ConversationHandlers(assistant)
    opened = talk.renewed(session)
    restored = on(
        blocks.load,
        handlers.arrive,
        session.owner,
        [session.owner, kept.listed, *opened[:-1]],
        js=AGREE_ON_KEY,
    )
    on(restored.then, None, js=ARRIVED)
    states = [session.owner, kept.sought, session.thread]
    listing: dict[str, Any] = {"fn": handlers.list, "inputs": states, "outputs": kept.listed}
    for change in going.changes:
        on(change.then, **listing)
    on(kept.sought.change, **listing, trigger_mode="always_last")
    on(kept.listed.focus, **listing)  # another tab may have asked meanwhile
    # cancelled first and drawn after: a late piece of an answer must not undo the drawing
    left = on(kept.listed.click, None, cancels=going.running)
    chosen = [kept.line, session.owner, kept.sought]
    drawn = on(
        left.then, handlers.open, chosen, [kept.listed, *opened], js=with_pressed(len(chosen))
    )
    on(drawn.then, None, js=SHOW_TALK)
    _wire_renaming(kept, states, handlers)
    _wire_removing(kept, states, handlers)
    return restored


def _wire_renaming(kept: Conversations, states: list[Any], handlers: ConversationHandlers) -> None:
    on(kept.listed.edit, handlers.rename, outputs=[kept.chosen, kept.title, kept.renaming])
    for event in (kept.rename.click, kept.title.submit):
        on(
            event,
            handlers.name,
            inputs=[kept.chosen, kept.title, *states],
            outputs=[kept.chosen, kept.renaming, kept.listed, kept.line],
        )

    on(kept.leave.click, lambda: gr.Row(visible=False), outputs=kept.renaming)


def _wire_removing(kept: Conversations, states: list[Any], handlers: ConversationHandlers) -> None:
    on(
        kept.listed.delete,
        handlers.remove,
        inputs=states,
        outputs=[kept.listed, kept.line],
    )
    on(
        kept.line.undo,
        handlers.restore,
        inputs=states,
        outputs=[kept.listed, kept.line],
    )
