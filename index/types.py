"""The records that articles, passages and search results travel in.

All are frozen and slotted; offsets count Unicode code points in ``Article.text``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal

__all__ = [
    "AddItem",
    "AddProgress",
    "AddReport",
    "Article",
    "ArticleHeader",
    "Filters",
    "Passage",
    "SearchResult",
]


def as_date(value: date | str | None) -> date | None:
    """Return a date from a date, a datetime or an ISO 8601 string; None stays None.

    Raises ValueError for a string that does not begin with YYYY-MM-DD.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    return date.fromisoformat(value.strip()[:10]) if value.strip() else None


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """What identifies an article to a reader, without its text.

    ``added`` is when it came in or was last changed, in UTC; None in folders that did not keep it.
    It says nothing of the article itself, so records that differ in nothing else are equal.
    """

    id: str
    title: str
    url: str | None = None
    source: str = ""
    author: str | None = None
    published: date | None = None
    language: str | None = None
    copy_of: str | None = None
    added: datetime | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    ``id`` is kept when given and derived from URL, origin or content when empty. ``source`` is the
    publisher. ``credits`` are the sources that the article itself names, ``note`` is an author's
    note or other text that is not the body. ``origin`` is the file or URL that it was read from.
    ``copy_of`` is the id of the article of which this is a near-identical copy. ``added`` is set
    when the article is stored, see ``ArticleHeader``.
    """

    title: str
    text: str
    id: str = ""
    url: str | None = None
    source: str = ""
    author: str | None = None
    published: date | None = None
    language: str | None = None
    content_hash: str = ""
    credits: tuple[str, ...] = ()
    note: str | None = None
    origin: str | None = None
    copy_of: str | None = None
    added: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "published", as_date(self.published))
        object.__setattr__(self, "credits", tuple(self.credits))
        if not self.content_hash:
            object.__setattr__(self, "content_hash", content_hash(self.title, self.text))

    @property
    def header(self) -> ArticleHeader:
        """The article without its text."""
        names = (each.name for each in fields(ArticleHeader))
        return ArticleHeader(**{name: getattr(self, name) for name in names})

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


def content_hash(title: str, text: str) -> str:
    """Return the SHA-256 of title and text, in hexadecimal: equal for the same content."""
    return hashlib.sha256(f"{title}\n\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of an article: ``article.text[start:end] == text``."""

    id: str
    article_id: str
    text: str
    start: int
    end: int
    position: int

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A passage that was found. ``score`` is in 0..1, higher is better; ``rank`` counts from 1.

    ``methods`` maps each method that found the passage (``dense``, ``lexical``) to its rank there.
    """

    passage: Passage
    article: ArticleHeader
    score: float
    rank: int
    methods: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be searched; what is given is combined with AND.

    ``sources``, ``authors`` and ``languages`` compare without regard to case; both dates are
    inclusive and exclude articles without a date.
    """

    article_ids: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    published_from: date | None = None
    published_to: date | None = None

    def __post_init__(self) -> None:
        for name in ("article_ids", "sources", "authors", "languages"):
            value: Iterable[str] | str | None = getattr(self, name)
            if isinstance(value, str):
                value = (value,)
            object.__setattr__(self, name, None if value is None else tuple(value))
        for name in ("published_from", "published_to"):
            object.__setattr__(self, name, as_date(getattr(self, name)))

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class AddItem:
    """What became of one article: its source (path or URL), its id, a reason where it failed."""

    source: str
    article_id: str | None = None
    title: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of everything that was to be added."""

    added: tuple[AddItem, ...] = ()
    updated: tuple[AddItem, ...] = ()
    unchanged: tuple[AddItem, ...] = ()
    failed: tuple[AddItem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class AddProgress:
    """One article is settled: stored and safe, found unchanged, or failed.

    ``done`` counts what is settled; ``total`` is None until every source has been listed.
    """

    outcome: Literal["added", "updated", "unchanged", "failed"]
    item: AddItem
    done: int
    total: int | None = None


def json_ready(record: Any) -> dict[str, Any]:
    """Return a dataclass as nested plain values: dates as ISO 8601, tuples as lists."""
    plain = _plain(asdict(record))
    assert isinstance(plain, dict)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
