"""What a source yields before it is parsed: bytes with what is known about them, or a reason."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from index.types import as_date

if TYPE_CHECKING:
    from datetime import date

PARSER_VERSION = 3
"""Raised whenever the same bytes would be parsed into another article than before."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the surroundings of a document say of it: a feed entry, a sitemap, a caller.

    The document's own statement wins; a hint fills what the document leaves open.
    """

    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "published", as_date(self.published))


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as it was read, not yet parsed.

    ``origin`` is an absolute path or a URL; a line of a JSONL file or an entry of a feed adds
    ``#`` and its id. ``url`` is where the bytes came from after redirects, None for a file.
    ``charset`` is what an HTTP header declared.
    """

    origin: str
    kind: str
    data: bytes
    url: str | None = None
    hints: Hints = field(default_factory=Hints)
    charset: str | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that parsing depends on: equal means the same articles come out."""
        facts = json.dumps([PARSER_VERSION, *self._about()[1:]])
        return hashlib.sha256(facts.encode() + b"\0" + self.data).hexdigest()

    def to_header(self) -> dict[str, Any]:
        """Return everything but the data, JSON-ready, for the parser process."""
        names = ("origin", "kind", "url", "charset", "hints")
        return dict(zip(names, self._about(), strict=True))

    @classmethod
    def from_header(cls, header: dict[str, Any], data: bytes) -> Raw:
        """Return the record that ``to_header`` described."""
        return cls(**{**header, "data": data, "hints": Hints(**header["hints"])})

    def _about(self) -> list[Any]:
        hints = asdict(self.hints)
        hints["published"] = self.hints.published and self.hints.published.isoformat()
        return [self.origin, self.kind, self.url, self.charset, hints]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, page or entry that could not be read, with a reason for a person."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch.

    ``allow`` are address ranges (CIDR) that may be fetched, on any port, though they are private;
    ``max_bytes`` bounds what is received and, once more, what it decompresses to; ``timeout`` is
    the wall-clock time in seconds for the whole of it, redirects included.
    """

    allow: tuple[str, ...] = ()
    max_bytes: int = 20_000_000
    timeout: float = 30.0
    max_redirects: int = 5
    ports: tuple[int, ...] = (80, 443)


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes before their kind is known: fetched, or read from a file, which has no URL.

    ``url`` is the one after redirects; ``media_type`` and ``charset`` are as declared.
    """

    url: str
    data: bytes
    media_type: str = ""
    charset: str | None = None
