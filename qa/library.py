"""The articles of an assistant: added, listed, read again, removed and brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from index.additions import Addition, Logged, last_additions
from index.types import AddProgress, AddReport, Article, ArticleHeader, Filters
from qa.engine import Engine

__all__ = ["Library", "OnProgress"]

OnProgress = Callable[[AddProgress], object]


class Library:
    """What ``Assistant`` does with articles; each call has an asynchronous form."""

    _engine: Engine

    def add(
        self,
        *sources: str | Path,
        on_progress: OnProgress | None = None,
        names: Mapping[str, str] | None = None,
    ) -> AddReport:
        """Add files, folders, URLs, feeds and sitemaps; a bad one never stops the rest.

        ``names`` says what a path is called in the report and in the log, where not by itself.
        """
        return self._engine.add_sources([str(source) for source in sources], on_progress, names)

    def add_articles(
        self, articles: Iterable[Article], on_progress: OnProgress | None = None
    ) -> AddReport:
        """Add articles; ids are kept where given, and a given id that exists is updated."""
        return self._engine.add_articles(articles, on_progress)

    def refresh(self, article_id: str, *, files: bool = True) -> AddReport:
        """Read an article again from where it was read, else from its URL, under the same id.

        Where that fails the article stays as it is, and the report has the reason. Without
        ``files`` only pages are read. Raises ArticleNotFound, SourceError where there is no
        address to read.
        """
        return self._engine.refresh(article_id, files=files)

    def remove(self, article_id: str) -> None:
        """Remove an article and everything made from it; raise ArticleNotFound.

        It is kept in memory for ``reinstate``, among the last ones, until ``close``.
        """
        self._engine.collection.remove(article_id)

    def reinstate(self, article_id: str) -> Article:
        """Undo one of the last removals: nothing is fetched or embedded, and nothing is lost.

        An article that has come in again under the id meanwhile stays. Raises ArticleNotFound.
        """
        return self._engine.collection.reinstate(article_id)

    def additions(self, limit: int = 100, outcome: Logged | None = None) -> list[Addition]:
        """Return what was added or failed lately, newest first; of one outcome where given.

        A failure goes when its source is read again.
        """
        return last_additions(self._engine.collection.database, limit, outcome)

    def article(self, article_id: str) -> Article:
        """Return an article; raise ArticleNotFound."""
        return self._engine.collection.article(article_id)

    def articles(self, filters: Filters | None = None) -> list[Article]:
        """Return the articles, newest publication first, those without a date last."""
        return self._engine.collection.articles(filters)

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return what ``articles`` returns, without the texts."""
        return self._engine.collection.headers(filters)

    # the same, asynchronous

    async def aadd(
        self,
        *sources: str | Path,
        on_progress: OnProgress | None = None,
        names: Mapping[str, str] | None = None,
    ) -> AddReport:
        """Add sources without blocking the event loop; ``on_progress`` runs in another thread."""
        return await asyncio.to_thread(self.add, *sources, on_progress=on_progress, names=names)

    async def aadd_articles(
        self, articles: Iterable[Article], on_progress: OnProgress | None = None
    ) -> AddReport:
        """Add articles without blocking the event loop."""
        return await asyncio.to_thread(self.add_articles, articles, on_progress)

    async def arefresh(self, article_id: str, *, files: bool = True) -> AddReport:
        """Read an article again without blocking the event loop."""
        return await asyncio.to_thread(self.refresh, article_id, files=files)

    async def aremove(self, article_id: str) -> None:
        """Remove an article without blocking the event loop."""
        await asyncio.to_thread(self.remove, article_id)

    async def areinstate(self, article_id: str) -> Article:
        """Undo a removal without blocking the event loop."""
        return await asyncio.to_thread(self.reinstate, article_id)

    async def aadditions(self, limit: int = 100, outcome: Logged | None = None) -> list[Addition]:
        """Return the log without blocking the event loop."""
        return await asyncio.to_thread(self.additions, limit, outcome)

    async def aarticle(self, article_id: str) -> Article:
        """Return an article without blocking the event loop."""
        return await asyncio.to_thread(self.article, article_id)

    async def aarticles(self, filters: Filters | None = None) -> list[Article]:
        """Return the articles without blocking the event loop."""
        return await asyncio.to_thread(self.articles, filters)

    async def aheaders(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return the headers without blocking the event loop."""
        return await asyncio.to_thread(self.headers, filters)
