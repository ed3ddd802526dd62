"""The conversation on the page: its parts, and which event leads to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.settings import Settings
from qa.ui.events import on
from qa.ui.script import FOCUS_QUESTION, ONCE_ARRIVED, REMEMBER, WIRED
from qa.ui.session import Session
from qa.ui.talk.handlers import TalkHandlers
from qa.ui.talk.welcome import OPENING

__all__ = ["Going", "Talk", "lay_out_talk", "wire_talk"]


@dataclass(frozen=True, slots=True)
class Talk:
    """Every component of the conversation that an event reads or writes."""

    past: Any
    current: Any
    suggested: Any
    ask_row: Any
    asking_only: Any
    thread_line: Any
    question: Any
    ask: Any
    stop: Any

    def asked(self, session: Session) -> list[Any]:
        """What is drawn while an answer grows."""
        return [
            self.question,
            self.past,
            self.current,
            session.turns,
            session.thread,
            self.thread_line,
            self.suggested,
            self.ask,
            self.stop,
        ]

    def renewed(self, session: Session) -> list[Any]:
        """What is drawn when another conversation is opened; the question comes last."""
        return [
            self.past,
            self.current,
            session.turns,
            session.thread,
            self.thread_line,
            self.suggested,
            self.ask,
            self.stop,
            self.ask_row,
            self.question,
        ]


@dataclass(frozen=True, slots=True)
class Going:
    """Events of the talk: those after which a kept conversation has changed, those that take long.

    The latter are cancelled when another conversation is opened.
    """

    changes: list[Any]
    running: list[Any]


def lay_out_talk(settings: Settings) -> Talk:
    """Place the conversation into the column that is open."""
    with gr.Column(elem_id="scroll", min_width=0):
        past = gr.HTML(OPENING, elem_id="past", **WIRED)
        current = gr.HTML("", elem_id="current", **WIRED)
        suggested = gr.HTML("", elem_id="suggested", **WIRED)
    with gr.Column(elem_id="composer", min_width=0):
        asking_only = gr.HTML("", elem_id="asking-only", **WIRED)
        thread_line = gr.HTML("", elem_id="thread-line", **WIRED)
        with gr.Row(elem_id="ask-row") as ask_row:
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
    return Talk(past, current, suggested, ask_row, asking_only, thread_line, question, ask, stop)


def wire_talk(talk: Talk, session: Session, renew: Any, assistant: Assistant) -> Going:
    """Bind asking, stopping, beginning anew (``renew``), editing and rating."""
    handlers = TalkHandlers(assistant)
    asking = _wire_asking(talk, session, handlers)
    # cancelled first and drawn after: a late piece of the draft must not undo the drawing
    stopped = on(talk.stop.click, None, cancels=asking)
    drawn = on(
        stopped.then,
        handlers.stop,
        inputs=[session.turns, session.thread, session.owner],
        outputs=[talk.current, session.turns, talk.ask, talk.stop],
    )
    said = [session.turns, session.thread, session.suggested]
    suggesting = [
        on(each.then, handlers.suggest, said, [talk.suggested, session.suggested])
        for each in asking
    ]
    running = [*asking, *suggesting]
    left = on(renew.click, None, cancels=running)
    renewed = on(left.then, handlers.renew, outputs=talk.renewed(session))
    # the reader asks on: nobody waits for suggestions any more
    ways = [talk.ask.click, talk.question.submit, talk.suggested.click, talk.current.retry]
    on(partial(gr.on, ways), None, cancels=suggesting)
    on(talk.thread_line.change, None, js=REMEMBER)
    _wire_composer(talk, session, handlers)
    _wire_rating(talk, session, handlers)
    return Going(changes=[*asking, drawn, renewed], running=running)


def _wire_asking(talk: Talk, session: Session, handlers: TalkHandlers) -> list[Any]:
    """Bind the ways to ask: the composer, a suggested question, the same question again."""
    sent = on(partial(gr.on, [talk.ask.click, talk.question.submit]), None, js=ONCE_ARRIVED)
    kept = [session.turns, session.choice, session.thread, session.owner]
    drawn = talk.asked(session)
    # what is sent as an answer ends is asked after it; a second press finds nothing to ask
    asking = {"inputs": [talk.question, *kept], "outputs": drawn, "trigger_mode": "always_last"}
    events = [on(sent.then, handlers.ask, **asking)]
    events += [
        on(each.click, handlers.offered, kept, drawn) for each in (talk.past, talk.suggested)
    ]
    states = [session.turns, session.thread, session.owner]
    events.append(on(talk.current.retry, handlers.retry, states, drawn))
    return events


def _wire_composer(talk: Talk, session: Session, handlers: TalkHandlers) -> None:
    outputs = [talk.question, session.thread, talk.thread_line]
    edited = on(
        partial(gr.on, [talk.past.edit, talk.current.edit]),
        handlers.edit,
        inputs=[session.turns, session.thread],
        outputs=outputs,
    )
    on(edited.then, None, js=FOCUS_QUESTION)
    left = on(talk.thread_line.click, handlers.leave, inputs=session.thread, outputs=outputs)
    on(left.then, None, js=FOCUS_QUESTION)


def _wire_rating(talk: Talk, session: Session, handlers: TalkHandlers) -> None:
    for origin in (talk.past, talk.current):
        on(
            origin.like,
            handlers.rate,
            inputs=[session.turns, session.thread],
            outputs=[talk.past, talk.current, session.thread],
        )
