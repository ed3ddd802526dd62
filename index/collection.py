"""A collection of articles in one folder: SQLite, Chroma and the lock, behind one object.

Knows how a folder is opened and closed, changed as one transaction, and searched. How articles get
into it is ``index.ingestion``'s; which passages are good is the caller's.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.additions import Addition, log_additions
from index.articles import (
    Change,
    StoredPassage,
    article_from,
    delete_article,
    hash_of_articles,
    insert_article,
    load_passages,
)
from index.database import Database
from index.derived import DerivedVectors
from index.embedding import EmbedderIdentity
from index.errors import ArticleNotFound
from index.lexical import search_text
from index.lock import DataLock
from index.manifest import check_manifest, corpus_version, count_version, key_of, manifest_of
from index.removal import Origin, Removals, reinstated, removed, take_out
from index.selection import counts, place_of, selected_articles, selected_headers
from index.types import Article, ArticleHeader, Filters
from index.vectors import VectorEntry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Collection"]


class Collection:
    """The articles of one data folder. Safe to read from several threads; one writes at a time."""

    def __init__(
        self,
        folder: Path,
        identity: EmbedderIdentity,
        passage_tokens: int,
        *,
        lock: DataLock | None = None,
    ) -> None:
        self.folder = folder
        self.lock = lock or DataLock(folder).acquire()
        self.writing = threading.RLock()
        self._identity = identity
        self._hashed = ("", "")
        self._headers: tuple[str, tuple[ArticleHeader, ...]] = ("", ())
        self._removals = Removals()
        try:
            self.database = Database(folder / "articles.sqlite3")
            made_with = manifest_of(identity, passage_tokens)
            check_manifest(self.database, made_with, folder)
        except BaseException:
            self.lock.release()
            raise
        self._vectors = DerivedVectors(folder, key_of(made_with), self.database, self.writing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Seal the vector index, close the files and give the lock back."""
        with self.writing:
            self._vectors.close()
            self.database.close()
            self.lock.release()

    @property
    def version(self) -> str:
        """The corpus version: it changes with every article that is added, changed or removed."""
        return corpus_version(self.database)

    def content_hash(self) -> str:
        """Return a short hash of every article, equal for equal articles in any folder."""
        if self._hashed[0] != self.version:
            self._hashed = self.version, hash_of_articles(self.database)
        return self._hashed[1]

    @property
    def identity(self) -> EmbedderIdentity:
        """The embedding model that the vectors were made with."""
        return self._identity

    # reading

    def article(self, article_id: str) -> Article:
        """Return an article; raise ArticleNotFound."""
        found = self.find(article_id)
        if found is None:
            raise _missing(article_id)
        return found

    def find(self, article_id: str) -> Article | None:
        """Return an article, or None."""
        row = self.database.row("SELECT * FROM articles WHERE id = ?", (article_id,))
        return article_from(row) if row else None

    def articles(self, filters: Filters | None = None) -> list[Article]:
        """Return every article, newest publication first, those without a date last."""
        return selected_articles(self.database, filters)

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return what ``articles`` returns, without the texts; of all articles from memory."""
        if filters is not None:
            return selected_headers(self.database, filters)
        version = self.version
        if self._headers[0] != version:
            self._headers = version, tuple(selected_headers(self.database, None))
        return list(self._headers[1])

    def counts(self, filters: Filters | None = None) -> tuple[int, int]:
        """Return the number of articles and of passages."""
        return counts(self.database, filters)

    def passages(self, numbers: Iterable[int]) -> dict[int, StoredPassage]:
        """Return passages by number; numbers that are gone are left out."""
        return load_passages(self.database, numbers, self._identity.dimension)

    def nearest(
        self, vector: NDArray[np.float32], count: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) of the nearest passages, nearest first."""
        return self._vectors.nearest(vector, count, filters)

    def matching(
        self, query: str, count: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage number, BM25) of the passages that share words, best first."""
        return search_text(self.database, query, count, filters)

    # writing

    def replace(
        self,
        changes: Sequence[Change],
        origins: Sequence[Origin],
        additions: Sequence[Addition] = (),
        obsolete: Iterable[int] = (),
    ) -> None:
        """Store articles, where they were read and the log of it as one transaction.

        ``obsolete`` are the numbers of logged failures that no longer stand.
        """
        gone: list[int] = []
        entries: list[VectorEntry] = []
        with self.writing:
            if changes:
                self.open_vectors()  # opened before the change, it can follow it
            with self.database.transaction() as connection:
                for change in changes:
                    if change.old is not None:
                        gone += delete_article(connection, change.old)
                    entries += insert_article(connection, change)
                connection.executemany(
                    "INSERT OR REPLACE INTO origins (origin, fingerprint, article_ids)"
                    " VALUES (?, ?, ?)",
                    [(origin, mark, json.dumps(list(ids))) for origin, mark, ids in origins],
                )
                log_additions(connection, additions, obsolete)
                if changes:
                    count_version(connection)
            if changes:
                self._vectors.follow(gone, entries)

    def remove(self, article_id: str) -> None:
        """Remove an article; raise ArticleNotFound."""
        with self.writing:
            taken = removed(self.database, article_id, self._identity.dimension)
            if taken is None:
                raise _missing(article_id)
            self.open_vectors()
            before = self.version
            with self.database.transaction() as connection:
                gone = take_out(connection, taken)
                count_version(connection)
            self._forget(article_id, before)
            self._vectors.follow(gone, [])
            self._removals.keep(taken)

    def reinstate(self, article_id: str) -> Article:
        """Undo one of the last removals, without embedding; return the article as it is stored.

        An article that has come in again under the id meanwhile stays. Raises ArticleNotFound.
        """
        with self.writing:
            stored = self.find(article_id)
            if stored is not None:
                return stored
            back = reinstated(self.database, self._removals.find(article_id))
            before = self.version
            self.replace([back.change], back.origins)
            stored = self.article(article_id)
            if stored.copy_of is None and back.change.article.copy_of is None:
                self._recall(stored, before)
            return stored

    def _forget(self, article_id: str, before: str) -> None:
        """Take an article out of the headers in memory, which are those of version ``before``.

        Where others are copies of it they are read anew: one of them is the original now.
        """
        known, headers = self._headers
        if known == before and all(each.copy_of != article_id for each in headers):
            self._headers = self.version, tuple(each for each in headers if each.id != article_id)

    def _recall(self, article: Article, before: str) -> None:
        """Put an article, of which there is no copy, among the headers in memory."""
        known, headers = self._headers
        if known == before and all(each.id != article.id for each in headers):
            at = place_of(self.database, article.id)
            self._headers = self.version, (*headers[:at], article.header, *headers[at:])

    # the vector index

    @property
    def vectors_state(self) -> str:
        """How the vector index was opened: sealed, checked, rebuilt; or closed."""
        return self._vectors.state

    def open_vectors(self) -> str:
        """Open the vector index if it is not; return how: sealed, checked or rebuilt."""
        return self._vectors.open()


def _missing(article_id: str) -> ArticleNotFound:
    return ArticleNotFound(f"no article has the id {article_id!r}: see `qa list` for the ids")
