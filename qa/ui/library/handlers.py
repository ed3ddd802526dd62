"""What happens on each event of the library; one object for all visitors, who share it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import gradio as gr

from index.additions import MAX_ADDITIONS, Addition
from index.types import ArticleHeader
from qa.assistant import Assistant
from qa.errors import ArticleNotFound
from qa.ui.library.adding import Adding
from qa.ui.library.drawn import Drawn, told
from qa.ui.library.failures import failures_html, job_again
from qa.ui.library.jobs import Job, jobs_from, jobs_html
from qa.ui.library.listing import Choice, publishers
from qa.ui.library.rows import lately_html, rows_html
from qa.ui.library.view import SHOWN, Shelf, View
from qa.ui.markup import Html, join
from qa.ui.notices import notice
from qa.ui.talk.welcome import asking_only_html, count_html

__all__ = ["LibraryHandlers"]

_ALL = Choice()


@dataclass(frozen=True, slots=True)
class _Stock:
    """What the library holds, and what could not be added to it lately."""

    headers: tuple[ArticleHeader, ...]
    failed: tuple[Addition, ...]


class LibraryHandlers:
    """Each method is one event; ``fields`` are those that ``View.read`` takes.

    ``now`` is the clock, in UTC.
    """

    def __init__(self, assistant: Assistant, now: Callable[[], datetime]) -> None:
        self._assistant = assistant
        self._now = now
        self._adding = Adding(assistant)

    @told
    async def arrive(self, kept: object, shelf: Shelf, *fields: Any) -> Drawn:
        """Draw everything as the page opens, with the choice that its tab has ``kept``."""
        stock, before = await self._stock(), Choice.read(kept)
        choice = before.among(stock.headers)
        drawn = self._whole(stock, choice, shelf, View.read(*fields))
        return _asking(choice, drawn, before)

    @told
    async def list(self, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Draw everything anew, when something was added."""
        return self._changed(await self._stock(), choice, shelf, View.read(*fields))

    @told
    async def look(self, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Draw everything anew where somebody else has changed the library meanwhile."""
        stock = await self._stock()
        if hash(stock) == shelf.seen:
            return Drawn(said=gr.skip())
        return self._changed(stock, choice, shelf, View.read(*fields))

    @told
    async def narrow(self, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Draw what other fields show, from its beginning."""
        return await self._redrawn(choice, replace(shelf, shown=SHOWN), View.read(*fields))

    @told
    async def show_all(self, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Empty the fields that narrow the list; the order stays."""
        view = View(sort=View.read(*fields).sort)
        drawn = await self._redrawn(choice, replace(shelf, shown=SHOWN), view)
        return replace(drawn, sought="", publishers=[], since="", until="")

    @told
    async def more(self, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Draw a longer list."""
        longer = replace(shelf, shown=shelf.shown + SHOWN)
        return await self._redrawn(choice, longer, View.read(*fields))

    @told
    async def choose(
        self, event: gr.EventData, choice: Choice, shelf: Shelf, *fields: Any
    ) -> Drawn:
        """Choose what is asked: one article, all that are listed, their publishers, or all."""
        view = View.read(*fields)
        headers = await self._assistant.aheaders()
        chosen = _chosen(event, choice, view, headers)
        return _asking(chosen, self._drawn(headers, chosen, shelf, view))

    @told
    async def ask_all(self, shelf: Shelf, *fields: Any) -> Drawn:
        """Choose nothing, so that all is asked."""
        return _asking(Choice(), await self._redrawn(Choice(), shelf, View.read(*fields)))

    @told
    async def remove(
        self, event: gr.EventData, choice: Choice, shelf: Shelf, *fields: Any
    ) -> Drawn:
        """Remove an article; its place in the list offers to undo that."""
        article_id = _text(event, "id")
        try:
            gone = await self._assistant.aarticle(article_id)
            await self._assistant.aremove(article_id)
        except ArticleNotFound as error:  # removed in another tab
            said = notice(str(error), "problem")
        else:
            said, shelf = Html(), shelf.after(gone.header)
        left = choice.without(article_id)
        drawn = await self._redrawn(left, shelf, View.read(*fields))
        return replace(_asking(left, drawn, choice), said=said)

    @told
    async def undo(self, event: gr.EventData, choice: Choice, shelf: Shelf, *fields: Any) -> Drawn:
        """Put a removed article back as it was."""
        article_id = _text(event, "id")
        await self._assistant.areinstate(article_id)
        return await self._redrawn(choice, shelf.without(article_id), View.read(*fields))

    @told
    async def refresh(self, event: gr.EventData) -> Drawn:
        """Begin to read an article again from its address."""
        article = await self._assistant.aarticle(_text(event, "id"))
        return self._begun([Job(article.title or article.id, article_id=article.id)])

    @told
    async def again(self, event: gr.EventData) -> Drawn:
        """Begin to add again what has failed."""
        job = job_again(await self._failed(), _text(event, "id"))
        return self._begun([job] if job else [])

    @told
    async def add(self, addresses: str, uploads: Sequence[str] | None) -> Drawn:
        """Begin to add what was pasted and dropped, and empty these fields."""
        begun = self._begun(jobs_from(addresses, uploads or ()))
        return replace(begun, addresses="", uploads=None)

    async def watch(self) -> AsyncIterator[Html]:
        """Yield the sources under way and what became of them, as long as something moves."""
        async for jobs in self._adding.watch():
            yield jobs_html(jobs)

    async def rejoin(self) -> AsyncIterator[tuple[Html, bool]]:
        """Yield what ``watch`` does if something is under way as the page opens, and its end."""
        if self._adding.busy:
            async for shown in self.watch():
                yield shown, not self._adding.busy

    def _begun(self, jobs: Sequence[Job]) -> Drawn:
        if not jobs:
            return Drawn()
        self._adding.begin(jobs)
        return Drawn(jobs=jobs_html(self._adding.jobs))

    async def _failed(self) -> Sequence[Addition]:
        return await self._assistant.aadditions(MAX_ADDITIONS, outcome="failed")

    async def _stock(self) -> _Stock:
        return _Stock(tuple(await self._assistant.aheaders()), tuple(await self._failed()))

    def _changed(self, stock: _Stock, choice: Choice, shelf: Shelf, view: View) -> Drawn:
        """Return everything as drawn, with a new choice where some of it is gone."""
        left = choice.among(stock.headers)
        drawn = self._whole(stock, left, shelf, view)
        return drawn if left == choice else _asking(left, drawn, choice)

    def _whole(self, stock: _Stock, choice: Choice, shelf: Shelf, view: View) -> Drawn:
        names = publishers(stock.headers)
        view = replace(view, sources=tuple(each for each in view.sources if each in names))
        failed = len(stock.failed)
        return replace(
            self._drawn(stock.headers, choice, replace(shelf, seen=hash(stock)), view),
            publishers=gr.Dropdown(choices=names, value=list(view.sources), multiselect=True),
            failing=gr.Accordion(f"Failed ({failed})", visible=bool(failed)),
            failures=failures_html(stock.failed),
        )

    async def _redrawn(self, choice: Choice, shelf: Shelf, view: View) -> Drawn:
        return self._drawn(await self._assistant.aheaders(), choice, shelf, view)

    def _drawn(
        self, headers: Sequence[ArticleHeader], choice: Choice, shelf: Shelf, view: View
    ) -> Drawn:
        now = self._now()
        filters = view.filtering
        return Drawn(
            shelf=shelf,
            count=join([count_html(headers), lately_html(headers, now)]),
            listed=rows_html(headers, view, shelf, choice, now),
            filtering=gr.Accordion(f"Filter · {filters} set" if filters else "Filter"),
        )


def _asking(choice: Choice, drawn: Drawn, before: Choice = _ALL) -> Drawn:
    """Return what is drawn with a new choice; other events leave it, lest an old one comes back.

    Where nothing is left of the choice ``before``, the page says so.
    """
    gone = before.filters is not None
    return replace(drawn, choice=choice, asking_only=asking_only_html(choice, gone=gone))


def _chosen(
    event: gr.EventData, choice: Choice, view: View, headers: Sequence[ArticleHeader]
) -> Choice:
    """Return the choice after a press of a tick or of one of the buttons above the list."""
    match _text(event, "do"):
        case "choose-all":
            return Choice(tuple(each.id for each in view.of(headers)))
        case "choose-sources":
            return Choice(sources=view.sources)
        case "choose-none":
            return Choice()
        case _:
            article = _by_id(headers, _text(event, "id"))
            return choice.toggled(article.id) if article else choice


def _by_id(headers: Sequence[ArticleHeader], article_id: str) -> ArticleHeader | None:
    return next((each for each in headers if each.id == article_id), None)


def _text(event: gr.EventData, name: str) -> str:
    """Return a string that a click carries, "" when a browser sent none."""
    value = getattr(event, name, "")
    return value if isinstance(value, str) else ""
