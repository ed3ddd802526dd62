"""What happens on each event of the library; one object for all visitors, who share it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from index.types import ArticleHeader
from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.ui.library.adding import Adding, jobs_from, jobs_html
from qa.ui.library.listing import Choice, confirmation, library_html, publishers
from qa.ui.markup import Html
from qa.ui.notices import notice
from qa.ui.talk.welcome import asking_only_html, count_html

__all__ = ["LibraryHandlers"]


class LibraryHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._adding = Adding(assistant)

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
        """Return choice, asking-only, the confirmation, the library and what went wrong."""
        problem: Html = Html()
        if removing:
            choice = choice.without(removing)
            try:
                await self._assistant.aremove(removing)
            except ArticleQAError as error:
                problem = notice(str(error), "problem")
        headers = await self._assistant.aheaders()
        library = _library(headers, choice, sought)
        return (choice, asking_only_html(choice), *_confirm(None), *library, problem)

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
