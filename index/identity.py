"""Which stored article a new one is: the same, a newer version, a duplicate, or none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from index.articles import article_from
from index.database import Database
from index.types import Article

__all__ = ["Match", "match", "storable"]


@dataclass(frozen=True, slots=True)
class Match:
    """An article with the id it is to have, and the stored one that it is or replaces."""

    article: Article
    old: Article | None
    unchanged: bool


def match(database: Database, article: Article, origin: str, earlier: str | None) -> Match:
    """Find the stored article that a new one is.

    A given id decides alone. Otherwise: the same URL, then ``earlier`` (what ``origin`` held when
    it was last read, unless another origin holds it, too), then the same content, which is stored
    once wherever it comes from.
    """
    if article.id:
        return _version(article, _find(database, "id", article.id))
    old = _find(database, "url", article.url)
    if old is None and earlier and not _shared(database, earlier, origin):
        old = _find(database, "id", earlier)
    if old is not None:
        return _version(article, old)
    twin = _find(database, "content_hash", article.content_hash)
    if twin is not None:
        return Match(replace(article, id=twin.id), twin, unchanged=True)
    return Match(replace(article, id=_new_id(database, article)), None, unchanged=False)


def storable(article: Article) -> Article:
    """Return an article as it can be stored, every offset in its text unchanged.

    NUL and lone surrogates, which SQLite and UTF-8 cannot hold, become U+FFFD.
    """
    changes: dict[str, Any] = {}
    for name in ("id", "title", "text", "url", "source", "author", "language", "note", "origin"):
        value = getattr(article, name)
        if isinstance(value, str):
            changes[name] = value.translate(_UNSTORABLE)
    return replace(article, **changes, content_hash="")


_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def _version(article: Article, old: Article | None) -> Match:
    if old is None:
        return Match(article, None, unchanged=False)
    article = replace(article, id=old.id)
    # where it was read and what it is a copy of are not part of what an article says
    same = replace(old, copy_of=None, origin=None) == replace(article, copy_of=None, origin=None)
    return Match(article, old, unchanged=same)


def _new_id(database: Database, article: Article) -> str:
    """Return an id from what identifies an article best: its URL, its origin, its content."""
    name = article.url or article.origin or article.content_hash
    if _find(database, "id", _short_hash(name)) is not None:
        name += article.content_hash
    return _short_hash(name)


def _short_hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _find(database: Database, column: str, value: str | None) -> Article | None:
    if not value:
        return None
    row = database.row(
        f"SELECT * FROM articles WHERE {column} = ? ORDER BY number LIMIT 1",
        (value,),
    )
    return article_from(row) if row else None


def _shared(database: Database, article_id: str, origin: str) -> bool:
    """Return whether another origin holds the same article."""
    row = database.row(
        "SELECT 1 FROM origins, json_each(article_ids) WHERE value = ? AND origin <> ?",
        (article_id, origin),
    )
    return row is not None
