"""A place in an article, as links and clicks in the page carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

__all__ = ["Place"]

_LONGEST_ID = 500
_LONGEST_QUOTE = 2000
"""Characters of a quote in a link: servers and browsers cut longer addresses."""


@dataclass(frozen=True, slots=True)
class Place:
    """``article.text[start:end]``, the whole article when both are 0; ``turn`` cites it, if any.

    ``quote`` is what should stand there. It may come without numbers, and holds where they no
    longer do, see ``qa.ui.reader.locating``.
    """

    article_id: str
    start: int = 0
    end: int = 0
    turn: int | None = None
    quote: str = ""

    @classmethod
    def of_quote(cls, article_id: str, text: str, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]`` for a link that is to last: by its quote.

        The numbers are kept where the quote alone would lead elsewhere, or is too long for a link.
        """
        quote = text[start:end]
        if len(quote) > _LONGEST_QUOTE:
            return cls(article_id, start, end)
        if text.find(quote) == start:
            return cls(article_id, quote=quote)
        return cls(article_id, start, end, quote=quote)

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
        quote = values.get("quote")
        if not isinstance(quote, str) or not 0 < len(quote.strip()) <= len(quote) <= _LONGEST_QUOTE:
            quote = ""
        return cls(article_id, start, end, _count(values.get("turn")), quote)

    @property
    def link(self) -> str:
        """The deep link that opens the page at this place."""
        values: dict[str, str | int] = {"article": self.article_id}
        if self.end:
            values |= {"start": self.start, "end": self.end}
        if self.quote:
            values["quote"] = self.quote
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
