"""RSS and Atom feeds, by feedparser: their entries, with the text that each carries."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from index.errors import ParseError
from index.sources.encoding import decode
from index.sources.markup import fragment_text

if TYPE_CHECKING:
    from index.sources.records import Raw

MAX_ENTRIES = 500
_TEASER = re.compile(
    r"(?:\u2026|\.\.\.|read more|continue reading|read the full \w+)\W*$", re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def read_feed(raw: Raw) -> dict[str, Any]:
    """Return ``{"entries": [...], "total": int}``.

    Each entry has its id, html and hints, the number of ``letters`` of its text, and whether that
    is a ``teaser`` which breaks off.

    Raises ParseError when there is no entry or when entities are declared.
    """
    import feedparser

    if _ENTITY.search(decode(raw.data, raw.charset, markup=True)[:100_000]):
        raise ParseError("declares XML entities, which are refused; remove the DOCTYPE")
    feed = feedparser.parse(
        raw.data,
        response_headers=_headers(raw),
        resolve_relative_uris=True,
        sanitize_html=True,
    )
    if not feed.entries:
        raise ParseError("a feed without entries; nothing to add")
    about = feed.feed
    entries = [_entry(entry, about) for entry in feed.entries[:MAX_ENTRIES]]
    return {"entries": entries, "total": len(feed.entries)}


def _headers(raw: Raw) -> dict[str, str]:
    charset = f"; charset={raw.charset}" if raw.charset else ""
    base = {"content-location": raw.url} if raw.url else {}
    return {"content-type": f"application/xml{charset}", **base} if charset else base


def _entry(entry: Any, about: Any) -> dict[str, Any]:
    html = max([_html(each) for each in entry.get("content", [])] + [_summary(entry)], key=len)
    text = fragment_text(html)
    link = entry.get("link") or ""
    return {
        "id": str(entry.get("id") or link),
        "html": html,
        "letters": len(text),
        "teaser": _TEASER.search(text[-100:]) is not None,
        "hints": {
            "title": fragment_text(entry.get("title") or "") or None,
            "author": entry.get("author_detail", {}).get("name") or entry.get("author"),
            "source": fragment_text(about.get("title") or "") or None,
            "published": _day(entry.get("published_parsed") or entry.get("updated_parsed")),
            "language": about.get("language"),
            "url": link or None,
        },
    }


def _html(content: Any) -> str:
    value = str(content.get("value") or "")
    return value if "html" in (content.get("type") or "html") else _escaped(value)


def _summary(entry: Any) -> str:
    return _html({**entry.get("summary_detail", {}), "value": entry.get("summary")})


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _day(moment: Any) -> str | None:
    try:
        return date(*moment[:3]).isoformat() if moment else None
    except (ValueError, TypeError):
        return None
