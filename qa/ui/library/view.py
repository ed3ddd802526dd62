"""What the list of the library shows, as the fields above it say; what is asked is a ``Choice``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast, get_args

from index.listing import Sort, listed
from index.types import ArticleHeader, Filters, as_date

__all__ = ["LATELY", "ORDERS", "SHOWN", "Shelf", "View", "came_lately"]

SHOWN = 50
"""Articles that are listed at first, and again as many with each "Show more"."""

LATELY = timedelta(hours=24)
"""How long an article that came in or changed counts as new."""

ORDERS: tuple[tuple[str, Sort], ...] = (
    ("Newest first", "published"),
    ("Last added first", "added"),
    ("By title", "title"),
    ("By publisher", "source"),
)
_UNDOABLE = 20


@dataclass(frozen=True, slots=True)
class View:
    """Which articles are listed, in which order; days are of publication and inclusive."""

    words: str = ""
    sort: Sort = "published"
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(
        cls, words: object, sort: object, sources: object, since: object, until: object
    ) -> View:
        """Return the view that fields of a browser name; what makes no sense counts as empty."""
        return cls(
            words if isinstance(words, str) else "",
            cast("Sort", sort) if sort in get_args(Sort) else "published",
            tuple(map(str, sources)) if isinstance(sources, (list, tuple)) else (),
            _day(since),
            _day(until),
        )

    @property
    def filters(self) -> Filters | None:
        """Publishers and days as filters; None where there are none."""
        if not self.filtering:
            return None
        return Filters(
            sources=self.sources or None, published_from=self.since, published_to=self.until
        )

    @property
    def filtering(self) -> int:
        """How many filters are set: publishers count as one, each day as one."""
        return sum(map(bool, (self.sources, self.since, self.until)))

    @property
    def narrowing(self) -> bool:
        """Whether anything keeps articles from the list."""
        return bool(self.words.strip() or self.filtering)

    def of(self, headers: Sequence[ArticleHeader]) -> list[ArticleHeader]:
        """Return the articles to be listed, in order."""
        return listed(headers, self.words, self.sort, self.filters)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one page keeps of its list: how much it shows, and what was removed from it.

    ``removed`` can be undone; the places of these articles in the list say so. ``seen`` is the
    hash of what the library held when all of it was drawn last.
    """

    shown: int = SHOWN
    removed: tuple[ArticleHeader, ...] = ()
    seen: int = 0

    def after(self, article: ArticleHeader) -> Shelf:
        """Return the shelf with one more removal; the oldest is forgotten."""
        others = self.without(article.id).removed
        return replace(self, removed=(*others, article)[-_UNDOABLE:])

    def without(self, article_id: str) -> Shelf:
        """Return the shelf without the removal of an article."""
        return replace(self, removed=tuple(each for each in self.removed if each.id != article_id))


def came_lately(headers: Sequence[ArticleHeader], now: datetime) -> frozenset[str]:
    """Return the ids of the articles that came in or changed ``LATELY``.

    None where all did: in a library that has just been filled "new" would say nothing.
    """
    new = frozenset(each.id for each in headers if each.added and now - each.added < LATELY)
    return new if len(new) < len(headers) else frozenset()


def _day(value: object) -> date | None:
    try:
        return as_date(value) if isinstance(value, str) else None
    except ValueError:
        return None
