"""What happens on each event of the page; one object for all visitors, who share the library."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from index.types import ArticleHeader
from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.types import Citation
from qa.ui.adding import Adding, jobs_from, jobs_html
from qa.ui.conversation import Turn, answering
from qa.ui.library import Choice, confirmation, library_html, publishers
from qa.ui.markup import Html
from qa.ui.place import Place
from qa.ui.rating import RATINGS, Rated
from qa.ui.reader import EMPTY, article_html, missing_html
from qa.ui.render import turn_html, turns_html
from qa.ui.welcome import asking_only_html, count_html, welcome_html

__all__ = ["Handlers"]

Turns = tuple[Turn, ...]
Ratings = Mapping[str, Rated]
"""By the trace ids of the answers."""


class Handlers:
    """Each method is one event; what it returns fits the outputs named in ``qa.ui.page``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._adding = Adding(assistant)

    # -- arriving ------------------------------------------------------------------------------

    async def arrive(self, request: gr.Request) -> tuple[Any, ...]:
        """Return past, then what ``_library`` returns, then the article that a deep link names."""
        headers = await self._assistant.aheaders()
        place = Place.read(dict(request.query_params))
        article = await self._article(place, ()) if place else EMPTY
        return (welcome_html(headers), *_library(headers, Choice(), ""), article)

    async def renew(self) -> tuple[Any, ...]:
        """Return past, current, turns, question, ask and stop of a new conversation."""
        headers = await self._assistant.aheaders()
        return (welcome_html(headers), "", (), "", *_buttons(asking=False))

    # -- asking --------------------------------------------------------------------------------

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

    # -- reading -------------------------------------------------------------------------------

    async def open(self, turns: Turns, event: gr.EventData) -> Html:
        """Return the article at the place that was clicked."""
        names = ("article", "start", "end", "turn")
        place = Place.read({name: getattr(event, name, None) for name in names})
        return await self._article(place, turns) if place else EMPTY

    async def _article(self, place: Place, turns: Turns) -> Html:
        cited: Sequence[Citation] = ()
        if place.turn is not None and place.turn < len(turns):
            answer = turns[place.turn].answer
            cited = answer.citations if answer else ()
        try:
            return article_html(await self._assistant.aarticle(place.article_id), place, cited)
        except ArticleQAError as error:
            return missing_html(str(error))

    # -- the library ---------------------------------------------------------------------------

    async def list(self, choice: Choice, sought: str) -> tuple[Any, ...]:
        """Return what ``_library`` returns, read anew."""
        return _library(await self._assistant.aheaders(), choice, sought)

    async def choose(
        self, choice: Choice, sought: str, removing: str | None, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Return the listed articles, choice, asking-only, and the parts of the confirmation."""
        headers = await self._assistant.aheaders()
        article = _by_id(headers, getattr(event, "id", None))
        if article is None:
            return (*_chosen(headers, choice, sought), *_confirm(None))
        if getattr(event, "do", None) == "remove":
            return (*_chosen(headers, choice, sought), *_confirm(article))
        choice = choice.toggled(article.id)
        return (*_chosen(headers, choice, sought), *_confirm(_by_id(headers, removing)))

    async def choose_sources(
        self, choice: Choice, sought: str, sources: Sequence[str]
    ) -> tuple[Any, ...]:
        """Return the listed articles, choice and asking-only after a choice of publishers."""
        headers = await self._assistant.aheaders()
        return _chosen(headers, replace(choice, sources=tuple(sources)), sought)

    async def choose_all(self, sought: str) -> tuple[Any, ...]:
        """Return the listed articles, choice, asking-only and publishers with nothing chosen."""
        headers = await self._assistant.aheaders()
        return (*_chosen(headers, Choice(), sought), [])

    async def remove(self, removing: str | None, choice: Choice, sought: str) -> tuple[Any, ...]:
        """Return choice, asking-only, the confirmation, the library and the reader."""
        reader: Html = EMPTY
        if removing:
            choice = choice.without(removing)
            try:
                await self._assistant.aremove(removing)
            except ArticleQAError as error:
                reader = missing_html(str(error))
        headers = await self._assistant.aheaders()
        library = _library(headers, choice, sought)
        return (choice, asking_only_html(choice), *_confirm(None), *library, reader)

    def keep(self) -> tuple[Any, ...]:
        """Return the confirmation closed."""
        return _confirm(None)

    async def add(
        self, addresses: str, uploads: Sequence[str] | None
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Yield addresses, uploads, add and jobs, whenever a source has moved."""
        jobs = tuple(jobs_from(addresses, uploads or ()))
        if not jobs:
            return
        busy = gr.Button(value="Adding…", interactive=False)
        yield "", None, busy, jobs_html(jobs)
        async for moved in self._adding.follow(jobs):
            yield gr.skip(), gr.skip(), gr.skip(), jobs_html(moved)
        yield gr.skip(), gr.skip(), gr.Button(value="Add", interactive=True), gr.skip()


def _by_id(headers: Sequence[ArticleHeader], article_id: object) -> ArticleHeader | None:
    return next((each for each in headers if each.id == article_id), None)


def _buttons(*, asking: bool) -> tuple[Any, Any]:
    return gr.Button(visible=not asking), gr.Button(visible=asking)


def _library(headers: Sequence[ArticleHeader], choice: Choice, sought: str) -> tuple[Any, ...]:
    """Return count, listed articles and publishers."""
    names = publishers(headers)
    chosen = [name for name in choice.sources if name in names]
    return (
        count_html(headers),
        library_html(headers, choice, sought),
        gr.Dropdown(choices=names, value=chosen),
    )


def _chosen(headers: Sequence[ArticleHeader], choice: Choice, sought: str) -> tuple[Any, ...]:
    return library_html(headers, choice, sought), choice, asking_only_html(choice)


def _confirm(article: ArticleHeader | None) -> tuple[Any, ...]:
    """Return the article to be removed, the question, and whether it shows."""
    return (
        article.id if article else None,
        confirmation(article),
        gr.Column(visible=article is not None),
    )
