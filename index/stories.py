"""Copies of one story among the stored articles, and which of them is the original."""

from __future__ import annotations

from index.copies import bands, is_copy
from index.database import Database, Transaction
from index.types import Article

__all__ = ["find_copy", "hand_over_story", "join_story"]


def find_copy(database: Database, article: Article, signature: bytes) -> str | None:
    """Return the id of a stored article that is a near-identical copy of this one."""
    keys = bands(signature)
    rows = database.rows(
        "SELECT id, text FROM articles WHERE id <> ? AND id IN"
        f" (SELECT article_id FROM bands WHERE band IN ({', '.join('?' * len(keys))}))"
        " ORDER BY number LIMIT 20",
        (article.id, *keys),
    )
    copies = (str(row["id"]) for row in rows if is_copy(article.text, row["text"]))
    return next(copies, None)


def join_story(connection: Transaction, article_id: str, other_id: str | None) -> None:
    """Put an article into the story of another one, of which it is a copy, if that is there."""
    other = connection.execute(
        "SELECT coalesce(copy_of, id) AS story FROM articles WHERE id = ?", (other_id,)
    ).fetchone()
    if other:
        _name_original(connection, "id = ?1 OR id = ?2 OR copy_of = ?2", article_id, other["story"])


def hand_over_story(connection: Transaction, article_id: str) -> None:
    """Name another original for the copies of an article that goes."""
    _name_original(connection, "copy_of = ?", article_id)


def _name_original(connection: Transaction, members: str, *values: str) -> None:
    """Point a story at what was published first; at what was added first if that has no date."""
    story = connection.execute(
        f"SELECT id, published FROM articles WHERE {members} ORDER BY number", values
    ).fetchall()
    if not story:
        return
    dated = [row for row in story if row["published"]]
    original = min(dated, key=lambda row: row["published"]) if story[0]["published"] else story[0]
    connection.executemany(
        "UPDATE articles SET copy_of = nullif(?, id) WHERE id = ?",
        [(original["id"], row["id"]) for row in story],
    )
