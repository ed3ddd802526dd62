"""What happens on each event of the conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.ui.library.listing import Choice
from qa.ui.markup import Html
from qa.ui.session import Thread
from qa.ui.talk.actions import suggestions_html
from qa.ui.talk.composer import thread_html
from qa.ui.talk.keeping import Keeping
from qa.ui.talk.rating import RATINGS, Rated
from qa.ui.talk.suggested import Suggested, unheard
from qa.ui.talk.turn import Turn, answering
from qa.ui.talk.turns import turn_html, turns_html
from qa.ui.talk.welcome import welcome_html

__all__ = ["TalkHandlers", "opened"]

_ASKED = 9
"""Components of ``Talk.asked``."""
_SUGGESTED = 3
"""Questions that are suggested after an answer."""

Turns = tuple[Turn, ...]
Update = tuple[Any, ...]


def _now() -> datetime:
    return datetime.now(UTC)


class TalkHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(self, assistant: Assistant, clock: Callable[[], datetime] = _now) -> None:
        self._assistant = assistant
        self._keeping = Keeping(assistant)
        self._clock = clock

    # -- asking --------------------------------------------------------------------------------

    async def ask(
        self,
        question: str,
        turns: Turns,
        choice: Choice,
        thread: Thread,
        owner: str | None,
    ) -> AsyncIterator[Update]:
        """Yield ``Talk.asked`` whenever the answer has grown; keep the turn first and last."""
        under_way = bool(turns) and not turns[-1].settled
        if not question.strip() or thread.shared or under_way:
            yield _nothing(_ASKED)  # without anything Gradio would empty what is there
            return
        turn = Turn(question.strip(), self._clock(), choice.filters)
        async for update in self._answered(turn, turns, thread, owner):
            yield update

    async def _answered(
        self, turn: Turn, turns: Turns, thread: Thread, owner: str | None
    ) -> AsyncIterator[Update]:
        """Yield ``Talk.asked`` for a turn that follows the others, or takes the place of one."""
        kept, turns = len(turns), turns if thread.editing is None else turns[: thread.editing]
        thread = replace(thread, editing=None)
        thread = await self._keeping.begun(thread, owner, (*turns, turn), kept)
        past, number = turns_html(turns, thread.ratings), len(turns)
        opening = ("", past, turn_html(turn, number, thread.ratings), (*turns, turn))
        yield *opening, thread, thread_html(thread), Html(), *_buttons(asking=True)
        async for grown in answering(self._assistant, turn, turns):
            if grown.settled:
                thread = await self._keeping.ended(thread, owner, number, grown)
            shown = turn_html(grown, number, thread.ratings)
            yield *_nothing(2), shown, (*turns, grown), *_rest(thread, settled=grown.settled)

    async def offered(
        self,
        turns: Turns,
        choice: Choice,
        thread: Thread,
        owner: str | None,
        event: gr.EventData,
    ) -> AsyncIterator[Update]:
        """Yield what ``ask`` yields, for an offered question that was pressed; it comes last.

        What is being written in the composer stays, but for a question that was to be edited.
        """
        edits = thread.editing is not None
        question, thread = str(getattr(event, "id", "")), replace(thread, editing=None)
        async for written, *drawn in self.ask(question, turns, choice, thread, owner):
            yield written if edits else gr.skip(), *drawn

    async def retry(
        self,
        turns: Turns,
        thread: Thread,
        owner: str | None,
        event: gr.EventData,
    ) -> AsyncIterator[Update]:
        """Yield what ``ask`` yields, for the last question over the same articles once more."""
        number = _pressed(event, turns)
        if number is None or number != len(turns) - 1 or thread.shared or not turns[-1].settled:
            yield _nothing(_ASKED)
            return
        turn = Turn(turns[number].question, self._clock(), turns[number].filters)
        thread = replace(thread, editing=number)
        async for update in self._answered(turn, turns, thread, owner):
            # what is being written in the composer stays
            yield gr.skip(), *update[1:]

    async def stop(self, turns: Turns, thread: Thread, owner: str | None) -> Update:
        """Return current, turns, ask and stop after the model was cancelled."""
        if turns and not turns[-1].settled:
            turns = (*turns[:-1], replace(turns[-1], stopped=True))
            await self._keeping.ended(thread, owner, len(turns) - 1, turns[-1])
        current = turn_html(turns[-1], len(turns) - 1, thread.ratings) if turns else Html()
        return current, turns, *_buttons(asking=False)

    async def suggest(self, turns: Turns, thread: Thread, suggested: Suggested) -> Update:
        """Return questions that may be asked next, once the last answer is there, and all so far.

        None of them was asked or suggested before in this conversation.
        """
        answer, last = turns[-1].answer if turns else None, len(turns) - 1
        if answer is None or thread.shared:
            return Html(), gr.skip()
        before = suggested.before(thread.id, last)
        count = _SUGGESTED + min(len(before), _SUGGESTED)  # some may be left out
        try:
            found = await self._assistant.asuggest(answer.trace_id, count)
        except ArticleQAError:
            return Html(), gr.skip()  # an answer of before a restart; nothing was promised
        new = unheard(found, [*before, *(each.question for each in turns)])[:_SUGGESTED]
        return suggestions_html(new), suggested.also(thread.id, last, new)

    # -- the composer --------------------------------------------------------------------------

    def edit(self, turns: Turns, thread: Thread, event: gr.EventData) -> Update:
        """Return question, thread and its line when a question is to be put in other words."""
        number = _pressed(event, turns)
        if number is None or thread.shared:
            return _nothing(3)
        thread = replace(thread, editing=number)
        return turns[number].question, thread, thread_html(thread)

    def leave(self, thread: Thread) -> Update:
        """Return question, thread and its line when a question is left as it was."""
        thread = replace(thread, editing=None)
        return "", thread, thread_html(thread)

    async def renew(self) -> Update:
        """Return ``Talk.renewed``: an empty conversation."""
        welcome = welcome_html(await self._assistant.aheaders())
        return opened(welcome, Html(), (), Thread())

    # -- rating --------------------------------------------------------------------------------

    async def rate(self, turns: Turns, thread: Thread, event: gr.EventData) -> Update:
        """Return past, current and thread after an answer of either was rated."""
        trace_id, pressed = getattr(event, "id", None), getattr(event, "do", None)
        rating = next((each for each in RATINGS.values() if each == pressed), None)
        ids = [turn.answer.trace_id if turn.answer else None for turn in turns]
        if rating is None or trace_id is None or trace_id not in ids:
            return _nothing(3)
        try:
            await self._assistant.afeedback(trace_id, rating)
            rated = Rated(rating)
        except ArticleQAError as error:
            rated = Rated(rating, str(error))
        thread = replace(thread, ratings={**thread.ratings, trace_id: rated})
        last = len(turns) - 1
        if trace_id == ids[last]:
            return gr.skip(), turn_html(turns[last], last, thread.ratings), thread
        return turns_html(turns[:last], thread.ratings), gr.skip(), thread


def opened(past: Html, current: Html, turns: Turns, thread: Thread) -> Update:
    """Return ``Talk.renewed`` for a conversation; in one that is shared nothing can be asked."""
    shown = past, current, turns, thread, thread_html(thread), Html()
    return *shown, *_buttons(asking=False), gr.Row(visible=not thread.shared), ""


def _pressed(event: gr.EventData, turns: Turns) -> int | None:
    """Return the number of the turn whose button was pressed."""
    number = str(getattr(event, "id", ""))
    known = number.isascii() and number.isdigit() and int(number) < len(turns)
    return int(number) if known else None


def _nothing(count: int) -> Update:
    return tuple(gr.skip() for _ in range(count))


def _rest(thread: Thread, *, settled: bool) -> Update:
    """Return thread, its line, the suggestions and the buttons while an answer grows."""
    if not settled:
        return _nothing(5)
    return thread, thread_html(thread), gr.skip(), *_buttons(asking=False)


def _buttons(*, asking: bool) -> Update:
    return gr.Button(visible=not asking), gr.Button(visible=asking)
