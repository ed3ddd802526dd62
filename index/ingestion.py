"""Articles in: read, compared with what is stored, split, embedded, stored.

An article is settled when its transaction is committed; only then is it reported. What was read
before and has not changed is neither parsed nor embedded again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from index.additions import Addition, Standing
from index.articles import Change, EmbeddedPassage
from index.collection import Collection
from index.copies import bands, signature
from index.embedding import Embedder
from index.errors import SourceError
from index.identity import match, storable
from index.passages import BATCH_PASSAGES, PassageEmbedder, Spans
from index.refreshing import read_again
from index.sources import Raw, SourceReader, Unreadable
from index.stories import find_copy
from index.types import AddItem, AddProgress, AddReport, Article

__all__ = ["Ingestion"]

Outcome = Literal["added", "updated", "unchanged", "failed"]
Settled = list[tuple[Outcome, AddItem]]

_BATCH_ORIGINS = 500


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article that waits to be stored."""

    article: Article
    source: str
    signature: bytes
    passages: Spans


@dataclass(slots=True)
class _Batch:
    """What the next transaction stores, and what is reported after it."""

    pending: list[_Pending] = field(default_factory=list)
    origins: list[tuple[str, str, list[str]]] = field(default_factory=list)
    unchanged: list[AddItem] = field(default_factory=list)
    renews: str | None = None
    """The article that is read again, without which nothing of the batch is stored."""

    @property
    def full(self) -> bool:
        passages = sum(len(each.passages) for each in self.pending)
        return passages >= BATCH_PASSAGES or len(self.origins) >= _BATCH_ORIGINS

    def holds(self, article: Article, keys: set[bytes]) -> bool:
        """Return whether a waiting article could be the same one, or of the same story."""
        return any(
            (each.article.id == article.id)
            or (article.url is not None and each.article.url == article.url)
            or not keys.isdisjoint(bands(each.signature))
            for each in self.pending
        )


def _now() -> datetime:
    return datetime.now(UTC)


class Ingestion:
    """One run of adding, which is logged (``index.additions``).

    ``before_batch`` is called before each batch is embedded; ``names`` says what paths are called
    in reports and in the log, where not by themselves; ``clock`` gives the time in UTC.
    """

    def __init__(
        self,
        collection: Collection,
        embedder: Embedder,
        passage_tokens: int,
        *,
        on_progress: Callable[[AddProgress], object] | None = None,
        before_batch: Callable[[], None] | None = None,
        names: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._collection = collection
        self._passages = PassageEmbedder(embedder, passage_tokens, before_batch)
        self._on_progress = on_progress
        self._names = names or {}
        self._clock = clock
        self._standing = Standing(collection.database)
        self._batch = _Batch()
        self._outcomes: dict[Outcome, list[AddItem]] = {
            "added": [],
            "updated": [],
            "unchanged": [],
            "failed": [],
        }

    def add_sources(self, reader: SourceReader, sources: Iterable[str]) -> AddReport:
        """Add what files, folders, URLs and feeds hold; a bad one never stops the rest."""
        for source in sources:
            for raw in reader.read(source):
                if isinstance(raw, Unreadable):
                    self._fail(raw.origin, raw.reason)
                else:
                    self._add_raw(reader, raw)
            self._keep([], self._standing.obsolete([self._named(source)]))
        return self._finish()

    def refresh(self, reader: SourceReader, article: Article, address: str) -> AddReport:
        """Read a stored article again; where that fails it stays as it is.

        Raises ArticleNotFound where it was removed meanwhile, and stores nothing.
        """
        try:
            raw, again = read_again(reader, article, address)
        except SourceError as error:
            reason = str(error)
            self._settle("failed", replace(self._item(address, article), reason=reason))
        else:
            article_id = self._add(storable(again), raw.origin)
            self._batch.origins.append((raw.origin, raw.fingerprint, [article_id]))
            self._batch.renews = article.id
        return self._finish()

    def add_articles(self, articles: Iterable[Article]) -> AddReport:
        """Add articles that the caller made."""
        for article in articles:
            source = article.url or article.id or article.title
            if article.text.strip():
                self._add(storable(article), source)
                self._flush_if_full()
            else:
                reason = "the article has no text: give it some, or leave it out"
                self._settle("failed", AddItem(source, article.id or None, article.title, reason))
        return self._finish()

    def _add_raw(self, reader: SourceReader, raw: Raw) -> None:
        known = self._collection.database.row(
            "SELECT fingerprint, article_ids FROM origins WHERE origin = ?", (raw.origin,)
        )
        earlier: list[str] = json.loads(known["article_ids"]) if known else []
        if known and known["fingerprint"] == raw.fingerprint:
            for article_id in earlier:
                self._settle("unchanged", AddItem(self._named(raw.origin), article_id))
            return
        try:
            articles = reader.parse(raw)
        except SourceError as error:
            self._fail(raw.origin, str(error))
            return
        # a source of one article keeps that article when its text changes
        same = earlier[0] if len(earlier) == len(articles) == 1 else None
        ids = [self._add(storable(article), raw.origin, same) for article in articles]
        self._batch.origins.append((raw.origin, raw.fingerprint, ids))
        self._flush_if_full()

    def _add(self, article: Article, source: str, earlier: str | None = None) -> str:
        """Queue an article, or note that it is unchanged; return its id."""
        mark = signature(article.text)
        if self._batch.holds(article, set(bands(mark))):
            self._flush()
        found = match(self._collection.database, article, source, earlier)
        if found.unchanged:
            self._batch.unchanged.append(self._item(source, found.article))
        else:
            spans = self._passages.split(article)
            self._batch.pending.append(_Pending(found.article, source, mark, spans))
        return found.article.id

    # storing

    def _flush_if_full(self) -> None:
        if self._batch.full:
            self._flush()

    def _flush(self) -> None:
        """Embed and store what waits, then report it."""
        batch, self._batch = self._batch, _Batch()
        passages = self._passages.embed([(each.article, each.passages) for each in batch.pending])
        unchanged: Settled = [("unchanged", item) for item in batch.unchanged]
        with self._collection.writing:
            if batch.renews is not None:
                self._collection.article(batch.renews)
            changes = list(map(self._change, batch.pending, passages))
            stored: Settled = [
                ("updated" if change.old else "added", self._item(each.source, change.article))
                for each, change in zip(batch.pending, changes, strict=True)
            ]
            self._collection.replace(changes, batch.origins, *self._log([*unchanged, *stored]))
        for outcome, item in (*unchanged, *stored):
            self._tell(outcome, item)

    def _change(self, pending: _Pending, passages: list[EmbeddedPassage]) -> Change:
        """Return what is to be stored; the old article is looked up as it is by now."""
        article, mark = pending.article, pending.signature
        story = find_copy(self._collection.database, article, mark)
        article = replace(article, copy_of=story, added=self._clock())
        return Change(self._collection.find(article.id), article, mark, passages)

    # reporting

    def _fail(self, source: str, reason: str) -> None:
        for path, name in self._names.items():
            reason = reason.replace(path, name)
        self._settle("failed", AddItem(self._named(source), reason=reason))

    def _settle(self, outcome: Outcome, item: AddItem) -> None:
        """Log and report what needs no transaction of articles."""
        self._keep(*self._log([(outcome, item)]))
        self._tell(outcome, item)

    def _keep(self, additions: list[Addition], obsolete: set[int]) -> None:
        if additions or obsolete:
            self._collection.replace([], [], additions, obsolete)

    def _log(self, settled: Settled) -> tuple[list[Addition], set[int]]:
        """Return the entries of the log that sources lead to, and those that they end."""
        now = self._clock()
        additions = [
            Addition.of(now, outcome, item) for outcome, item in settled if outcome != "unchanged"
        ]
        return additions, self._standing.obsolete(item.source for _, item in settled)

    def _tell(self, outcome: Outcome, item: AddItem) -> None:
        self._outcomes[outcome].append(item)
        if self._on_progress:
            done = sum(map(len, self._outcomes.values()))
            self._on_progress(AddProgress(outcome, item, done))

    def _item(self, source: str, article: Article) -> AddItem:
        return AddItem(self._named(source), article.id, article.title)

    def _named(self, source: str) -> str:
        """Return what a source is called; an entry of a list adds ``#`` and its id to a path."""
        for path, name in self._names.items():
            if source.startswith(path):
                return name + source[len(path) :]
        return source

    def _finish(self) -> AddReport:
        self._flush()
        return AddReport(**{name: tuple(items) for name, items in self._outcomes.items()})
