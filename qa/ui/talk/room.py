"""The conversation on the page: its parts, and which event leads to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.settings import Settings
from qa.ui.events import on
from qa.ui.script import WIRED
from qa.ui.session import Session
from qa.ui.talk.handlers import TalkHandlers

__all__ = ["Talk", "lay_out_talk", "wire_talk"]


@dataclass(frozen=True, slots=True)
class Talk:
    """Every component of the conversation that an event reads or writes."""

    past: Any
    current: Any
    asking_only: Any
    question: Any
    ask: Any
    stop: Any

    @property
    def buttons(self) -> list[Any]:
        """What is shown in turn: ask, or stop while an answer is under way."""
        return [self.ask, self.stop]


def lay_out_talk(settings: Settings) -> Talk:
    """Place the conversation into the column that is open."""
    with gr.Column(elem_id="scroll", min_width=0):
        past = gr.HTML("", elem_id="past", **WIRED)
        current = gr.HTML("", elem_id="current", **WIRED)
    with gr.Column(elem_id="composer", min_width=0):
        asking_only = gr.HTML("", elem_id="asking-only", **WIRED)
        with gr.Row(elem_id="ask-row"):
            question = gr.Textbox(
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
            shared: dict[str, Any] = {"scale": 0, "min_width": 72}
            ask = gr.Button("Ask", variant="primary", elem_id="ask", **shared)
            stop = gr.Button("Stop", variant="stop", elem_id="stop", visible=False, **shared)
    return Talk(past, current, asking_only, question, ask, stop)


def wire_talk(
    blocks: gr.Blocks, talk: Talk, session: Session, renew: Any, assistant: Assistant
) -> None:
    """Bind asking, stopping, beginning anew (``renew``) and rating."""
    handlers = TalkHandlers(assistant)
    on(blocks.load, handlers.arrive, outputs=talk.past)
    asking = {
        "fn": handlers.ask,
        "inputs": [talk.question, session.turns, session.choice, session.ratings],
        "outputs": [talk.question, talk.past, talk.current, session.turns, *talk.buttons],
    }
    asked = on(partial(gr.on, [talk.ask.click, talk.question.submit]), **asking)
    chosen = on(talk.past.click, handlers.example, outputs=talk.question)
    suggested = on(chosen.then, **asking)
    # cancelled first and drawn after: a late piece of the draft must not undo the drawing
    stopped = on(talk.stop.click, None, cancels=[asked, suggested])
    on(
        stopped.then,
        handlers.stop,
        inputs=[session.turns, session.ratings],
        outputs=[talk.current, session.turns, *talk.buttons],
    )
    on(
        renew.click,
        handlers.renew,
        outputs=[talk.past, talk.current, session.turns, talk.question, *talk.buttons],
        cancels=[asked, suggested],
    )
    _wire_rating(talk, session, handlers)


def _wire_rating(talk: Talk, session: Session, handlers: TalkHandlers) -> None:
    for origin in (talk.past, talk.current):
        on(
            origin.like,
            handlers.rate,
            inputs=[session.turns, session.ratings],
            outputs=[talk.past, talk.current, session.ratings],
        )
