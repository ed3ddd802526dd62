"""A data folder made again for other settings, or from a backup. Needs the folder to itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from index.additions import carry_over
from index.articles import article_from
from index.collection import Collection
from index.conversations import copy_conversations
from index.database import Database
from index.embedding import Embedder
from index.errors import StoreDamaged, StoreError
from index.feedback import add_feedback, all_feedback
from index.ingestion import Ingestion
from index.lock import DataLock
from index.types import AddProgress, Article

__all__ = ["reindex", "restore"]

_TRUTH = "articles.sqlite3"


def reindex(
    folder: Path,
    embedder: Embedder,
    passage_tokens: int,
    on_progress: Callable[[AddProgress], object] | None = None,
) -> int:
    """Split and embed every article again; return how many there are.

    The new index is made beside the old one and takes its place at the end: a kill on the way
    leaves the old one as it was.
    """
    lock = DataLock(folder).acquire()
    try:
        beside = folder / "reindex"
        shutil.rmtree(beside, ignore_errors=True)
        old = Database(folder / _TRUTH)
        with Collection(beside, embedder.identity, passage_tokens) as new:
            run = Ingestion(new, embedder, passage_tokens, on_progress=on_progress)
            run.add_articles(_articles(old))
            new.replace([], _origins(old))
            add_feedback(new.database, all_feedback(old))
            copy_conversations(old, new.database)
            carry_over(old, new.database)
            count = new.counts()[0]
        old.close()
        _take_over(folder, beside / _TRUTH)
        shutil.rmtree(beside, ignore_errors=True)
        return count
    finally:
        lock.release()


def restore(folder: Path, backup: Path) -> None:
    """Put a backup in the place of a folder's articles; what was there is kept beside it.

    Raises StoreError when there is no such backup, StoreDamaged when it cannot be read.
    """
    if not backup.is_file():
        raise StoreError(f"no backup at {backup}: give the file that `qa backup` wrote")
    lock = DataLock(folder).acquire()
    copy = folder / "restore.sqlite3"
    try:
        shutil.copyfile(backup, copy)
        if not _holds_articles(copy):
            raise StoreDamaged(f"{backup} holds no articles: give the file of `qa backup`")
        if (folder / _TRUTH).exists():
            Database(folder / _TRUTH).close()  # brings what is only in its log into the file
            shutil.copyfile(folder / _TRUTH, folder / "before-restore.sqlite3")
        _take_over(folder, copy)
    finally:
        copy.unlink(missing_ok=True)
        lock.release()


def _holds_articles(path: Path) -> bool:
    try:
        opened = Database(path)
    except StoreDamaged:
        return False
    try:
        return bool(opened.manifest())
    finally:
        opened.close()


def _take_over(folder: Path, truth: Path) -> None:
    """Put a closed truth file in its place and drop the vector index of the one before."""
    for suffix in ("-wal", "-shm"):
        (folder / f"{_TRUTH}{suffix}").unlink(missing_ok=True)
    truth.replace(folder / _TRUTH)
    (folder / "chroma.seal.json").unlink(missing_ok=True)
    shutil.rmtree(folder / "chroma", ignore_errors=True)


def _articles(database: Database) -> Iterator[Article]:
    last = 0
    while rows := database.rows(
        "SELECT * FROM articles WHERE number > ? ORDER BY number LIMIT 100", (last,)
    ):
        yield from map(article_from, rows)
        last = rows[-1]["number"]


def _origins(database: Database) -> list[tuple[str, str, list[str]]]:
    rows = database.rows("SELECT origin, fingerprint, article_ids FROM origins")
    return [(row["origin"], row["fingerprint"], json.loads(row["article_ids"])) for row in rows]
