"""Which articles a filter lets through, and a list of them searched and sorted."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Literal

from index.types import ArticleHeader, Filters

__all__ = ["Sort", "filter_clause", "listed"]

Sort = Literal["published", "added", "title", "source"]
"""Newest publication, newest addition, title from A, publisher from A."""

_LEADING = re.compile(r"^\W+")


def filter_clause(filters: Filters | None) -> tuple[str, list[Any]]:
    """Return an SQL condition on ``articles a`` and its values; ``1`` without filters."""
    if filters is None:
        return "1", []
    clauses: list[str] = []
    values: list[Any] = []
    names = (
        ("a.id", filters.article_ids, str),
        ("casefold(a.source)", filters.sources, str.casefold),
        ("casefold(a.author)", filters.authors, str.casefold),
        ("casefold(a.language)", filters.languages, str.casefold),
    )
    for column, wanted, fold in names:
        if wanted is not None:
            clauses.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps([fold(value) for value in wanted]))
    for comparison, day in ((">=", filters.published_from), ("<=", filters.published_to)):
        if day is not None:
            clauses.append(f"a.published {comparison} ?")
            values.append(day.isoformat())
    return " AND ".join(clauses) or "1", values


def listed(
    headers: Iterable[ArticleHeader],
    words: str = "",
    sort: Sort = "published",
    filters: Filters | None = None,
) -> list[ArticleHeader]:
    """Return the articles that hold every word in title, publisher or author, sorted.

    A word may be part of one; case and accents make no difference. What ``sort`` goes by and is
    missing comes last; equals keep the order that they came in. ``filters`` work as in a search.
    """
    wanted = _folded(words).split()
    found = [each for each in headers if _holds(each, wanted)]
    if filters is not None:
        found = list(filter(_admission(filters), found))
    return sorted(found, key=_KEYS[sort])


def _holds(header: ArticleHeader, wanted: list[str]) -> bool:
    if not wanted:
        return True
    text = _folded("\n".join((header.title, header.source, header.author or "")))
    return all(word in text for word in wanted)


def _admission(filters: Filters) -> Callable[[ArticleHeader], bool]:
    """Return what ``filter_clause`` asks, as a function of a header."""

    def names(wanted: tuple[str, ...] | None) -> set[str | None] | None:
        return None if wanted is None else {each.casefold() for each in wanted}

    ids = None if filters.article_ids is None else set(filters.article_ids)
    sources, authors = names(filters.sources), names(filters.authors)
    languages = names(filters.languages)
    first, last = filters.published_from, filters.published_to

    def admits(header: ArticleHeader) -> bool:
        day = header.published
        return (
            (ids is None or header.id in ids)
            and (sources is None or header.source.casefold() in sources)
            and (authors is None or (header.author and header.author.casefold()) in authors)
            and (languages is None or (header.language and header.language.casefold()) in languages)
            and (first is None or (day is not None and day >= first))
            and (last is None or (day is not None and day <= last))
        )

    return admits


def _newest_publication(header: ArticleHeader) -> int:
    return -header.published.toordinal() if header.published else 1


def _newest_addition(header: ArticleHeader) -> float:
    return -header.added.timestamp() if header.added else 1


def _title(header: ArticleHeader) -> tuple[bool, str]:
    return _alphabetical(header.title)


def _source(header: ArticleHeader) -> tuple[bool, str]:
    return _alphabetical(header.source)


_KEYS: dict[Sort, Callable[[ArticleHeader], Any]] = {
    "published": _newest_publication,
    "added": _newest_addition,
    "title": _title,
    "source": _source,
}


def _alphabetical(name: str) -> tuple[bool, str]:
    """Return a key by which names follow each other as a reader expects, empty ones last."""
    folded = _folded(name)
    if not folded[:1].isalnum():  # quotation marks, spaces
        folded = _LEADING.sub("", folded)
    return not folded, folded


def _folded(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
