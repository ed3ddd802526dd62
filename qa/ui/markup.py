"""HTML that cannot be broken out of: every string is escaped unless it was made here.

Articles, questions, file names and models are not trusted; none of their characters is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

__all__ = ["Html", "host", "join", "link", "named_date", "safe_url", "tag", "text", "text_fragment"]

# Controls and lone surrogates, which nothing can show. One for one, so offsets hold.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# An attribute may be an id, which a click sends back: only what cannot travel is replaced.
_UNSENDABLE = re.compile(r"[\x00\ud800-\udfff]")
_NOT_IN_URLS = re.compile(r"[\s\x00-\x20\x7f-\xa0\\\"<>\ud800-\udfff]")
_WHOLE_QUOTE_WORDS = 12
_EDGE_WORDS = 5


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Html:
    """Return ``value`` escaped, or as it is when it is HTML already."""
    if isinstance(value, Html):
        return value
    return Html(escape(_UNSHOWABLE.sub("\ufffd", value), quote=True))


def join(parts: Iterable[str]) -> Html:
    """Return the parts one after another, each escaped where it is not HTML."""
    return Html("".join(text(part) for part in parts))


def tag(name: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """Return an element; ``class_`` names ``class`` and ``data_turn`` names ``data-turn``.

    None and False leave an attribute out, True writes its name alone.
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{shown}>{join(children)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    words = escape(_UNSENDABLE.sub("\ufffd", str(value)), quote=True)
    # unless it is written so, HTML reads a carriage return as a line feed
    return f' {name}="{words.replace(chr(13), "&#13;")}"'


def safe_url(url: str | None) -> str | None:
    """Return ``url`` when it is plainly http or https with a host, else None."""
    if not url or _NOT_IN_URLS.search(url) or not url.lower().startswith(("http://", "https://")):
        return None
    return url if host(url) else None


def host(url: str) -> str:
    """Return the host that a URL really leads to, "" when there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def link(url: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """Return a link out of the page: a new tab that learns nothing of where it came from."""
    return tag("a", *children, href=url, target="_blank", rel="noreferrer noopener", **attributes)


def text_fragment(url: str, words: str) -> str:
    """Return ``url`` pointing at ``words`` in the page.

    https://wicg.github.io/scroll-to-text-fragment/ ; a long quote is named by its two ends.
    """
    parts = words.split()
    if len(parts) > _WHOLE_QUOTE_WORDS:
        ends = (parts[:_EDGE_WORDS], parts[-_EDGE_WORDS:])
        directive = ",".join(_encoded(" ".join(end)) for end in ends)
    else:
        directive = _encoded(" ".join(parts))
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}" if directive else url


def _encoded(words: str) -> str:
    # "-" separates a prefix in the syntax, so it is encoded although URLs allow it.
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def named_date(day: date | None) -> Html:
    """Return "20 March 2023" as a ``time`` element, "" for None."""
    if day is None:
        return Html()
    return tag("time", f"{day.day} {_MONTHS[day.month - 1]} {day.year}", datetime=day.isoformat())


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
