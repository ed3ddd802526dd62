"""The vector index beside the truth: opened when it is first asked, kept level, built again.

Every vector is in SQLite too, so whatever Chroma raises costs a rebuilding and loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from index.articles import vector_entries
from index.database import Database
from index.errors import StoreError
from index.manifest import corpus_version
from index.selection import counts
from index.types import Filters
from index.vectors import ChromaIndex, VectorEntry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DerivedVectors"]

_log = logging.getLogger(__name__)
_SAMPLE = 200
"""Vectors that must find themselves before an index that was not closed cleanly is trusted."""
_VECTORS = "SELECT p.number, p.vector, a.* FROM passages p JOIN articles a ON a.id = p.article_id"


class DerivedVectors:
    """The vector index of a data folder; ``key`` names what its vectors were made with.

    ``writing`` is held by whoever changes the articles; opening and rebuilding take it too.
    """

    def __init__(self, folder: Path, key: str, database: Database, writing: RLock) -> None:
        self.index = ChromaIndex(folder / "chroma")
        self._folder = folder
        self._key = key
        self._database = database
        self._writing = writing
        self._opened: str | None = None

    @property
    def state(self) -> str:
        """How it was opened: sealed, checked, rebuilt; or closed."""
        return self._opened or "closed"

    def open(self) -> str:
        """Open it if it is not; return how: sealed, checked or rebuilt."""
        if self._opened is None:
            with self._writing:
                if self._opened is None:
                    self._opened = self._open()
        return self._opened

    def nearest(
        self, vector: NDArray[np.float32], count: int, filters: Filters | None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) of the nearest passages, nearest first."""
        self.open()
        try:
            return self.index.nearest(vector, count, filters)
        except Exception as error:  # noqa: BLE001 - whatever a broken index raises
            self._rebuild(error)
            return self.index.nearest(vector, count, filters)

    def follow(self, gone: Sequence[int], entries: Sequence[VectorEntry]) -> None:
        """Take over what was just committed; it must have been opened before the change."""
        try:
            self.index.delete(gone)
            self.index.add(entries)
            self.index.mark(self._key, corpus_version(self._database))
        except Exception as error:  # noqa: BLE001 - the truth is safe; the index can be made again
            self._rebuild(error)

    def close(self) -> None:
        """Seal and close it."""
        if self._opened is not None:
            self.index.close(self._key, corpus_version(self._database))
            self._opened = None

    def _open(self) -> str:
        passages = counts(self._database)[1]
        try:
            how = self.index.open(
                self._key,
                corpus_version(self._database),
                passages,
                self._sample,
                self._everything,
            )
        except OSError as error:
            raise StoreError(
                f"the vector index in {self._folder} cannot be written ({error.strerror}): "
                "free some space or give yourself the right to write there"
            ) from error
        _log.info("the vector index was %s", how)
        return how

    def _rebuild(self, why: Exception) -> None:
        _log.warning("the vector index failed (%s); building it again", why)
        with self._writing:
            self.index.discard()
            self._opened = self._open()

    def _sample(self) -> list[VectorEntry]:
        # golden-ratio hashing: spread over the collection, the same at every start
        order = " ORDER BY (p.number * 2654435761) % 4294967296 LIMIT ?"
        return vector_entries(self._database.rows(_VECTORS + order, (_SAMPLE,)))

    def _everything(self) -> Iterator[VectorEntry]:
        last = 0
        while rows := self._database.rows(
            _VECTORS + " WHERE p.number > ? ORDER BY p.number LIMIT 1000", (last,)
        ):
            yield from vector_entries(rows)
            last = rows[-1]["number"]
