"""What happens on each event of the conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.ui.library.listing import Choice
from qa.ui.markup import Html
from qa.ui.talk.rating import RATINGS, Rated
from qa.ui.talk.turn import Turn, answering
from qa.ui.talk.turns import turn_html, turns_html
from qa.ui.talk.welcome import welcome_html

__all__ = ["TalkHandlers"]

Turns = tuple[Turn, ...]
Ratings = Mapping[str, Rated]
"""By the trace ids of the answers."""


class TalkHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def arrive(self) -> Html:
        """Return what an empty conversation shows."""
        return welcome_html(await self._assistant.aheaders())

    async def renew(self) -> tuple[Any, ...]:
        """Return past, current, turns, question, ask and stop of a new conversation."""
        headers = await self._assistant.aheaders()
        return (welcome_html(headers), "", (), "", *_buttons(asking=False))

    async def ask(
        self, question: str, turns: Turns, choice: Choice, ratings: Ratings
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Yield question, past, current, turns, ask and stop, whenever the answer has grown."""
        if not question.strip():
            return
        turn = Turn(question.strip(), narrowed=choice.filters is not None)
        number = len(turns)
        asking = _buttons(asking=True)
        past = turns_html(turns, ratings)
        yield "", past, turn_html(turn, number, ratings), (*turns, turn), *asking
        async for grown in answering(self._assistant, turn, turns, choice.filters):
            buttons = _buttons(asking=False) if grown.settled else (gr.skip(), gr.skip())
            shown = turn_html(grown, number, ratings)
            yield gr.skip(), gr.skip(), shown, (*turns, grown), *buttons

    def stop(self, turns: Turns, ratings: Ratings) -> tuple[Any, ...]:
        """Return current, turns, ask and stop after the model was cancelled."""
        if turns and not turns[-1].settled:
            turns = (*turns[:-1], replace(turns[-1], stopped=True))
        current = turn_html(turns[-1], len(turns) - 1, ratings) if turns else Html()
        return current, turns, *_buttons(asking=False)

    def example(self, event: gr.EventData) -> str:
        """Return the example question that was chosen."""
        question = getattr(event, "id", "")
        return question if isinstance(question, str) else ""

    async def rate(self, turns: Turns, ratings: Ratings, event: gr.EventData) -> tuple[Any, ...]:
        """Return past, current and ratings after an answer of either was rated."""
        trace_id, pressed = getattr(event, "id", None), getattr(event, "do", None)
        rating = next((each for each in RATINGS.values() if each == pressed), None)
        ids = [turn.answer.trace_id if turn.answer else None for turn in turns]
        if rating is None or trace_id is None or trace_id not in ids:
            return gr.skip(), gr.skip(), gr.skip()
        try:
            await self._assistant.afeedback(trace_id, rating)
            rated = Rated(rating)
        except ArticleQAError as error:
            rated = Rated(rating, str(error))
        ratings = {**ratings, trace_id: rated}
        last = len(turns) - 1
        if trace_id == ids[last]:
            return gr.skip(), turn_html(turns[last], last, ratings), ratings
        return turns_html(turns[:last], ratings), gr.skip(), ratings


def _buttons(*, asking: bool) -> tuple[Any, Any]:
    return gr.Button(visible=not asking), gr.Button(visible=asking)
