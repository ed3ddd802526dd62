"""Chroma as the vector index: derived from the truth, checked, and rebuilt when in doubt.

The only module that knows chromadb. Chroma's index files are rewritten in place, so a kill can
break them, some damage is silent, and some ends the process that opens it. Therefore:

- a clean close writes a *seal*: the hash of every file. An index is opened in this process only if
  its seal holds, or if a child process that is allowed to die could open it and find a sample of
  vectors by themselves;
- anything else is deleted and filled again from the vectors in SQLite, which embeds nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from index.types import Filters

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ChromaIndex", "VectorEntry", "VectorIndex"]

T = TypeVar("T")

_COLLECTION = "passages"
_CHECK_SECONDS = 120
_EQUAL = 1e-4
"""Cosine distance below which two vectors are the same passage's."""


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """A passage as the vector index holds it: number, unit vector, and what it is filtered by."""

    number: int
    vector: NDArray[np.float32]
    article_id: str
    source: str
    author: str
    language: str
    published: int
    """Days since 0001-01-01; 0 without a date."""


class VectorIndex(Protocol):
    """What the collection needs of a vector index; Chroma is one."""

    def add(self, entries: Sequence[VectorEntry]) -> None:
        """Add or replace passages."""

    def delete(self, numbers: Sequence[int]) -> None:
        """Forget passages; unknown numbers are ignored."""

    def nearest(
        self, vector: NDArray[np.float32], count: int, filters: Filters | None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) of the nearest passages, nearest first."""


class ChromaIndex:
    """A Chroma collection in a folder of its own, opened only when it can be trusted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seal = folder.with_name(folder.name + ".seal.json")
        self._client: Any = None
        self._collection: Any = None

    def open(
        self,
        key: str,
        version: str,
        count: int,
        sample: Callable[[], Sequence[VectorEntry]],
        everything: Callable[[], Iterator[VectorEntry]],
    ) -> str:
        """Open the index of ``key`` at corpus ``version``; return how: sealed, checked, rebuilt.

        ``count`` passages are expected; ``sample`` and ``everything`` read vectors from the truth.
        """
        how = "sealed"
        if not self._sealed(key, version):
            how = "checked" if self._survives_check(key, version, count, sample) else "rebuilt"
        self._seal.unlink(missing_ok=True)
        if how == "rebuilt":
            shutil.rmtree(self._folder, ignore_errors=True)
        self._connect()
        if how == "rebuilt":
            for batch in _batches(everything(), 1000):
                self.add(batch)
        self.mark(key, version)
        return how

    def add(self, entries: Sequence[VectorEntry]) -> None:
        """Add or replace passages."""
        for batch in _batches(iter(entries), self._client.get_max_batch_size()):
            self._collection.upsert(
                ids=[str(entry.number) for entry in batch],
                embeddings=np.stack([entry.vector for entry in batch]),
                metadatas=[_metadata(entry) for entry in batch],
            )

    def delete(self, numbers: Sequence[int]) -> None:
        """Forget passages; unknown numbers are ignored."""
        for batch in _batches(iter(numbers), self._client.get_max_batch_size()):
            self._collection.delete(ids=[str(number) for number in batch])

    def nearest(
        self, vector: NDArray[np.float32], count: int, filters: Filters | None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) of the nearest passages, nearest first."""
        found = self._collection.query(
            query_embeddings=[vector], n_results=count, where=_where(filters), include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(number), 1.0 - float(distance)) for number, distance in pairs]

    def mark(self, key: str, version: str) -> None:
        """Remember that the open index holds corpus ``version``."""
        _write(self._marker, {"key": key, "version": version})

    def close(self, key: str, version: str) -> None:
        """Close and seal the index as holding corpus ``version``."""
        if self._client is None:
            return
        self._client.close()
        self._client = self._collection = None
        _write(self._seal, {"key": key, "version": version, "files": _hashes(self._folder)})

    def discard(self) -> None:
        """Close and delete the index; the next ``open`` builds it again."""
        if self._client is not None:
            self._client.close()
            self._client = self._collection = None
        self._seal.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _connect(self) -> None:
        self._client = _client(self._folder)
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _sealed(self, key: str, version: str) -> bool:
        seal = _read(self._seal)
        return (
            seal.get("key") == key
            and seal.get("version") == version
            and seal.get("files") == _hashes(self._folder)
        )

    def _survives_check(
        self, key: str, version: str, count: int, sample: Callable[[], Sequence[VectorEntry]]
    ) -> bool:
        # damage under a seal is proven; only an index that was never sealed is worth a check
        if self._seal.exists() or _read(self._marker) != {"key": key, "version": version}:
            return False
        entries = sample()
        task = BytesIO()
        np.savez(
            task,
            folder=str(self._folder),
            count=count,
            numbers=np.array([entry.number for entry in entries], np.int64),
            vectors=np.stack([entry.vector for entry in entries]) if entries else np.zeros((0, 1)),
        )
        try:
            done = subprocess.run(
                [sys.executable, "-m", "index.vectors"],
                input=task.getvalue(),
                capture_output=True,
                timeout=_CHECK_SECONDS,
                check=False,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    @property
    def _marker(self) -> Path:
        return self._folder / "version.json"


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))


def _metadata(entry: VectorEntry) -> dict[str, str | int]:
    return {
        "article_id": entry.article_id,
        "source": entry.source,
        "author": entry.author,
        "language": entry.language,
        "published": entry.published,
    }


def _where(filters: Filters | None) -> dict[str, Any] | None:
    """Translate filters to Chroma's language; dates are day numbers, since it compares numbers."""
    if filters is None:
        return None
    clauses: list[dict[str, Any]] = []
    names = (
        ("article_id", filters.article_ids, str),
        ("source", filters.sources, str.casefold),
        ("author", filters.authors, str.casefold),
        ("language", filters.languages, str.casefold),
    )
    for field, wanted, fold in names:
        if wanted is not None:
            clauses.append({field: {"$in": [fold(value) for value in wanted] or [""]}})
    if filters.published_from:
        clauses.append({"published": {"$gte": filters.published_from.toordinal()}})
    if filters.published_to:
        clauses.append({"published": {"$lte": filters.published_to.toordinal()}})
        clauses.append({"published": {"$gt": 0}})
    return {"$and": clauses} if len(clauses) > 1 else clauses[0] if clauses else None


def _hashes(folder: Path) -> dict[str, str]:
    """Return the BLAKE2 hash of every file below a folder, by relative path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "blake2b").hexdigest()
            found[path.relative_to(folder).as_posix()] = digest
    return found


def _batches(entries: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(path: Path, value: dict[str, Any]) -> None:
    """Write JSON so that after a kill either the old or the new file is there."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(json.dumps(value))
    temporary.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _check(task: BytesIO) -> bool:
    """Open an index and see whether it counts right and each vector of a sample finds itself."""
    with np.load(task) as wanted:
        collection = _client(Path(str(wanted["folder"]))).get_collection(
            _COLLECTION, embedding_function=None
        )
        if collection.count() != int(wanted["count"]):
            return False
        numbers = [str(number) for number in wanted["numbers"]]
        if not numbers:
            return True
        found = collection.query(
            query_embeddings=wanted["vectors"], n_results=5, include=["distances"]
        )
    # equal passages have equal vectors: being as near as the nearest is enough
    return all(
        number in ids or distances[0] < _EQUAL
        for number, ids, distances in zip(numbers, found["ids"], found["distances"], strict=True)
    )


if __name__ == "__main__":
    sys.exit(0 if _check(BytesIO(sys.stdin.buffer.read())) else 1)
