"""The articles of the scripted assistant, with the calls of ``qa.library.Library``; no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from index.additions import Addition, Logged
from index.refreshing import address_of
from index.types import AddItem, AddProgress, AddReport, Article, ArticleHeader, Filters
from qa.errors import ArticleNotFound, ArticleQAError
from tests.fakes.articles import ARTICLES, matches, read_file

OnProgress = Callable[[AddProgress], None] | None
ADDED = datetime(2026, 3, 1, tzinfo=UTC)
"""When everything is added that was not there from the beginning."""


@dataclass
class FakeLibrary:
    """``store`` maps ids to articles; ``pages`` maps URLs to what is read there when refreshed.

    ``failure`` is what the next call raises; ``log`` is what was added, oldest first.
    """

    contents: Iterable[Article] = ARTICLES
    failure: ArticleQAError | None = field(default=None, kw_only=True)
    pages: dict[str, Article] = field(default_factory=dict, kw_only=True)
    log: list[Addition] = field(default_factory=list, kw_only=True)
    removed: dict[str, Article] = field(default_factory=dict, kw_only=True)

    def __post_init__(self) -> None:
        self.store = {article.id: article for article in self.contents}

    def add(
        self,
        *sources: str | Path,
        on_progress: OnProgress = None,
        names: Mapping[str, str] | None = None,
    ) -> AddReport:
        self._fail()
        read = [read_file(str(source)) for source in sources]
        named = [((names or {}).get(source, source), article) for source, article in read]
        return self._store(named, on_progress)

    def add_articles(
        self, articles: Iterable[Article], on_progress: OnProgress = None
    ) -> AddReport:
        self._fail()
        return self._store([(each.origin or each.title, each) for each in articles], on_progress)

    def refresh(self, article_id: str, *, files: bool = True) -> AddReport:
        article = self.article(article_id)
        address = address_of(article, files=files)
        _, read = read_file(address)
        read = self.pages.get(address, read)
        return self._store(
            [(address, read if isinstance(read, str) else replace(read, id=article_id))], None
        )

    def remove(self, article_id: str) -> None:
        self.removed[article_id] = self.article(article_id)
        del self.store[article_id]

    def reinstate(self, article_id: str) -> Article:
        self._fail()
        if article_id not in self.store and article_id not in self.removed:
            raise ArticleNotFound(f"the removal of {article_id!r} can no longer be undone: add it")
        return self.store.setdefault(article_id, self.removed.get(article_id) or ARTICLES[0])

    def additions(self, limit: int = 100, outcome: Logged | None = None) -> list[Addition]:
        self._fail()
        wanted = [each for each in self.log if outcome in {None, each.outcome}]
        return wanted[::-1][:limit]

    def article(self, article_id: str) -> Article:
        self._fail()
        if article_id not in self.store:
            raise ArticleNotFound(f"no article has the id {article_id!r}: `qa list` shows the ids")
        return self.store[article_id]

    def articles(self, filters: Filters | None = None) -> list[Article]:
        self._fail()
        found = [each for each in self.store.values() if matches(each, filters)]
        return sorted(found, key=lambda each: each.published or date.min, reverse=True)

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        return [article.header for article in self.articles(filters)]

    # -- the same, asynchronously ---------------------------------------------------------------

    async def aadd(
        self,
        *sources: str | Path,
        on_progress: OnProgress = None,
        names: Mapping[str, str] | None = None,
    ) -> AddReport:
        return self.add(*sources, on_progress=on_progress, names=names)

    async def aadd_articles(
        self, articles: Iterable[Article], on_progress: OnProgress = None
    ) -> AddReport:
        return self.add_articles(articles, on_progress)

    async def arefresh(self, article_id: str, *, files: bool = True) -> AddReport:
        return self.refresh(article_id, files=files)

    async def aremove(self, article_id: str) -> None:
        self.remove(article_id)

    async def areinstate(self, article_id: str) -> Article:
        return self.reinstate(article_id)

    async def aadditions(self, limit: int = 100, outcome: Logged | None = None) -> list[Addition]:
        return self.additions(limit, outcome)

    async def aarticle(self, article_id: str) -> Article:
        return self.article(article_id)

    async def aarticles(self, filters: Filters | None = None) -> list[Article]:
        return self.articles(filters)

    async def aheaders(self, filters: Filters | None = None) -> list[ArticleHeader]:
        return self.headers(filters)

    # -- inside --------------------------------------------------------------------------------

    def _fail(self) -> None:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure

    def _store(self, read: list[tuple[str, Article | str]], on_progress: OnProgress) -> AddReport:
        found: dict[str, list[AddItem]] = {
            "added": [], "updated": [], "unchanged": [], "failed": []
        }  # fmt: skip
        for done, (source, article) in enumerate(read, 1):
            outcome, item = self._settle(source, article)
            found[outcome].append(item)
            self._log(outcome, item)
            if on_progress:
                on_progress(AddProgress(outcome, item, done, len(read)))  # type: ignore[arg-type]
        return AddReport(**{name: tuple(items) for name, items in found.items()})

    def _settle(self, source: str, article: Article | str) -> tuple[str, AddItem]:
        if isinstance(article, str):
            return "failed", AddItem(source, reason=article)
        article = replace(article, id=article.id or article.content_hash[:16], added=ADDED)
        before = self.store.get(article.id)
        self.store[article.id] = article
        item = AddItem(source, article.id, article.title)
        if before is None:
            return "added", item
        return ("unchanged" if before == article else "updated"), item

    def _log(self, outcome: str, item: AddItem) -> None:
        self.log = [
            each for each in self.log if each.outcome != "failed" or each.source != item.source
        ]
        if outcome != "unchanged":
            self.log.append(Addition.of(ADDED, outcome, item))  # type: ignore[arg-type]
