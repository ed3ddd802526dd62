"""A place in an article, as links and clicks in the page carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

__all__ = ["Place"]

_LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class Place:
    """``article.text[start:end]``, the whole article when both are 0; ``turn`` cites it, if any."""

    article_id: str
    start: int = 0
    end: int = 0
    turn: int | None = None

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Place | None:
        """Return the place that a click or a query string names; None when it names no article.

        The values come from a browser: what is not a sensible number counts as not given.
        """
        article_id = values.get("article")
        if not isinstance(article_id, str) or not 0 < len(article_id) <= _LONGEST_ID:
            return None
        start, end = _count(values.get("start")), _count(values.get("end"))
        if start is None or end is None or start >= end:
            start = end = 0
        return cls(article_id, start, end, _count(values.get("turn")))

    @property
    def link(self) -> str:
        """The deep link that opens the page at this place."""
        values: dict[str, str | int] = {"article": self.article_id}
        if self.end:
            values |= {"start": self.start, "end": self.end}
        return "?" + urlencode(values, errors="replace")

    @property
    def attributes(self) -> dict[str, str | int | None]:
        """Attributes of a link that opens this place in the reader, with or without a script."""
        return {
            "href": self.link,
            "data_article": self.article_id,
            "data_start": self.start,
            "data_end": self.end,
            "data_turn": self.turn,
        }


def _count(value: Any) -> int | None:
    shown = str(value)
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) <= 12 else None  # noqa: PLR2004 - no article has 10^12 characters
