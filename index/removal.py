"""An article taken out of the collection, with all that is needed to put it back as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from index.articles import Change, article_from, delete_article, embedded_from
from index.database import Database, Row, Transaction
from index.errors import ArticleNotFound
from index.stories import find_copy

__all__ = ["Origin", "Removals", "Removed", "reinstated", "removed", "take_out"]

Origin = tuple[str, str, list[str]]
"""Where articles were read from: path or URL, fingerprint, ids of the articles read there."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A removed article with its passages, vectors and numbers, and what it was read from."""

    change: Change
    origins: tuple[Origin, ...]


class Removals:
    """The newest ``most`` removals, in memory alone.

    On the disk text, passages and vectors are overwritten in SQLite's file, when its log is written
    back and at the latest when the folder is closed. Words in its full-text index and vectors in
    Chroma's files may lie there longer; ``qa reindex`` makes both anew.
    """

    def __init__(self, most: int = 50) -> None:
        self._most = most
        self._kept: dict[str, Removed] = {}

    def keep(self, taken: Removed) -> None:
        """Remember a removal, and forget the oldest where there are too many."""
        article_id = taken.change.article.id
        self._kept.pop(article_id, None)
        self._kept[article_id] = taken
        for oldest in list(self._kept)[: -self._most]:
            del self._kept[oldest]

    def find(self, article_id: str) -> Removed:
        """Return a removal; raise ArticleNotFound where it is not remembered."""
        if article_id not in self._kept:
            raise ArticleNotFound(
                f"the removal of {article_id!r} can no longer be undone: "
                "add the article again from its source"
            )
        return self._kept[article_id]


def removed(database: Database, article_id: str, dimension: int) -> Removed | None:
    """Return what is to be kept of an article that is about to go; None where there is none."""
    row = database.row("SELECT * FROM articles WHERE id = ?", (article_id,))
    if row is None:
        return None
    passages = database.rows(
        "SELECT * FROM passages WHERE article_id = ? ORDER BY position", (article_id,)
    )
    read_from = database.rows(
        "SELECT * FROM origins WHERE EXISTS (SELECT 1 FROM json_each(article_ids) WHERE value = ?)",
        (article_id,),
    )
    embedded = tuple(embedded_from(each, dimension) for each in passages)
    return Removed(
        Change(None, article_from(row), row["signature"], embedded, row["number"]),
        tuple(map(_origin, read_from)),
    )


def _origin(row: Row) -> Origin:
    return row["origin"], row["fingerprint"], json.loads(row["article_ids"])


def take_out(connection: Transaction, taken: Removed) -> list[int]:
    """Delete an article and the memory of where it was read; return its passage numbers."""
    connection.executemany(
        "DELETE FROM origins WHERE origin = ?", [(origin,) for origin, *_ in taken.origins]
    )
    return delete_article(connection, taken.change.article)


def reinstated(database: Database, taken: Removed) -> Removed:
    """Return what is to be stored so that an article is back among those of today.

    It joins the story that its copies are in now. An origin that was read again meanwhile, or whose
    other articles are gone, is left out: it would hide from a later reading what is missing.
    """
    article = taken.change.article
    story = find_copy(database, article, taken.change.signature)
    origins = tuple(each for each in taken.origins if _still_holds(database, article.id, each))
    return Removed(replace(taken.change, article=replace(article, copy_of=story)), origins)


def _still_holds(database: Database, article_id: str, origin: Origin) -> bool:
    name, _, ids = origin
    row = database.row(
        "SELECT NOT EXISTS (SELECT 1 FROM origins WHERE origin = ?) AND NOT EXISTS"
        " (SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT id FROM articles)) AS holds",
        (name, json.dumps([each for each in ids if each != article_id])),
    )
    return row is not None and bool(row["holds"])
