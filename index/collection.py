"""A collection of articles in one folder: SQLite, Chroma and the lock, behind one object.

Knows how a folder is opened, checked, rebuilt and closed, and how it is searched. How articles get
into it is ``index.ingestion``'s; which passages are good is the caller's.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.additions import Addition, log_additions
from index.articles import (
    HEADER_COLUMNS,
    Change,
    StoredPassage,
    article_from,
    delete_article,
    hash_of_articles,
    header_from,
    insert_article,
    load_passages,
    vector_entries,
)
from index.database import Database, Row
from index.embedding import EmbedderIdentity
from index.errors import ArticleNotFound, StoreError
from index.lexical import search_text
from index.listing import filter_clause
from index.lock import DataLock
from index.manifest import check_manifest, count_version, manifest_of
from index.removal import Origin, Removals, reinstated, removed, take_out
from index.types import Article, ArticleHeader, Filters
from index.vectors import ChromaIndex, VectorEntry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Collection"]

_log = logging.getLogger(__name__)
_SAMPLE = 200
"""Vectors that must find themselves before an index that was not closed cleanly is trusted."""
_VECTORS = "SELECT p.number, p.vector, a.* FROM passages p JOIN articles a ON a.id = p.article_id"


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
        self._manifest = manifest_of(identity, passage_tokens)
        self._vectors = ChromaIndex(folder / "chroma")
        self._opened: str | None = None
        self._hashed = ("", "")
        self._headers: tuple[str, tuple[ArticleHeader, ...]] = ("", ())
        self._removals = Removals()
        try:
            self.database = Database(folder / "articles.sqlite3")
            check_manifest(self.database, self._manifest, folder)
        except BaseException:
            self.lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Seal the vector index, close the files and give the lock back."""
        with self.writing:
            if self._opened is not None:
                self._vectors.close(self._key, self.version)
                self._opened = None
            self.database.close()
            self.lock.release()

    @property
    def version(self) -> str:
        """The corpus version: it changes with every article that is added, changed or removed."""
        return self.database.manifest()["corpus_version"]

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
        return [article_from(row) for row in self._selected("a.*", filters)]

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return what ``articles`` returns, without the texts; of all articles from memory."""
        if filters is not None:
            return [header_from(row) for row in self._selected(HEADER_COLUMNS, filters)]
        version = self.version
        if self._headers[0] != version:
            found = self._selected(HEADER_COLUMNS, None)
            self._headers = version, tuple(map(header_from, found))
        return list(self._headers[1])

    def counts(self, filters: Filters | None = None) -> tuple[int, int]:
        """Return the number of articles and of passages."""
        condition, values = filter_clause(filters)
        theirs = f"WHERE article_id IN (SELECT a.id FROM articles a WHERE {condition})"
        row = self.database.row(
            f"SELECT (SELECT count(*) FROM articles a WHERE {condition}) AS a,"
            f" (SELECT count(*) FROM passages {theirs if filters else ''}) AS p",
            (*values, *values),
        )
        assert row is not None
        return row["a"], row["p"]

    def passages(self, numbers: Iterable[int]) -> dict[int, StoredPassage]:
        """Return passages by number; numbers that are gone are left out."""
        return load_passages(self.database, numbers, self._identity.dimension)

    def nearest(
        self, vector: NDArray[np.float32], count: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) of the nearest passages, nearest first."""
        self.open_vectors()
        try:
            return self._vectors.nearest(vector, count, filters)
        except Exception as error:  # noqa: BLE001 - whatever a broken index raises
            _log.warning("the vector index failed (%s); building it again", error)
            self._rebuild()
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
                self._follow(gone, entries)

    def remove(self, article_id: str) -> None:
        """Remove an article; raise ArticleNotFound."""
        with self.writing:
            taken = removed(self.database, article_id, self._identity.dimension)
            if taken is None:
                raise _missing(article_id)
            self.open_vectors()
            with self.database.transaction() as connection:
                gone = take_out(connection, taken)
                count_version(connection)
            self._follow(gone, [])
            self._removals.keep(taken)

    def reinstate(self, article_id: str) -> Article:
        """Undo one of the last removals, without embedding; return the article as it is stored.

        An article that has come in again under the id meanwhile stays. Raises ArticleNotFound.
        """
        with self.writing:
            stored = self.find(article_id)
            if stored is None:
                back = reinstated(self.database, self._removals.find(article_id))
                self.replace([back.change], back.origins)
            return stored or self.article(article_id)

    # the vector index

    @property
    def vectors_state(self) -> str:
        """How the vector index was opened: sealed, checked, rebuilt; or closed."""
        return self._opened or "closed"

    def open_vectors(self) -> str:
        """Open the vector index if it is not; return how: sealed, checked or rebuilt."""
        if self._opened is None:
            with self.writing:
                if self._opened is None:
                    self._opened = self._open_vectors()
        return self._opened

    def _open_vectors(self) -> str:
        try:
            how = self._vectors.open(
                self._key, self.version, self.counts()[1], self._sample, self._everything
            )
        except OSError as error:
            raise StoreError(
                f"the vector index in {self.folder} cannot be written ({error.strerror}): "
                "free some space or give yourself the right to write there"
            ) from error
        _log.info("the vector index was %s", how)
        return how

    def _rebuild(self) -> None:
        with self.writing:
            self._vectors.discard()
            self._opened = self._open_vectors()

    def _follow(self, gone: Sequence[int], entries: Sequence[VectorEntry]) -> None:
        """Bring the vector index up to what was just committed."""
        try:
            self._vectors.delete(gone)
            self._vectors.add(entries)
            self._vectors.mark(self._key, self.version)
        except Exception as error:  # noqa: BLE001 - the truth is safe; the index can be made again
            _log.warning("the vector index failed (%s); building it again", error)
            self._rebuild()

    def _sample(self) -> list[VectorEntry]:
        # golden-ratio hashing: spread over the collection, the same at every start
        order = " ORDER BY (p.number * 2654435761) % 4294967296 LIMIT ?"
        return vector_entries(self.database.rows(_VECTORS + order, (_SAMPLE,)))

    def _everything(self) -> Iterator[VectorEntry]:
        last = 0
        while rows := self.database.rows(
            _VECTORS + " WHERE p.number > ? ORDER BY p.number LIMIT 1000", (last,)
        ):
            yield from vector_entries(rows)
            last = rows[-1]["number"]

    def _selected(self, columns: str, filters: Filters | None) -> list[Row]:
        condition, values = filter_clause(filters)
        return self.database.rows(
            f"SELECT {columns} FROM articles a WHERE {condition}"
            " ORDER BY a.published DESC, a.number DESC",
            values,
        )

    @property
    def _key(self) -> str:
        return "|".join(f"{name}={value}" for name, value in sorted(self._manifest.items()))


def _missing(article_id: str) -> ArticleNotFound:
    return ArticleNotFound(f"no article has the id {article_id!r}: see `qa list` for the ids")
