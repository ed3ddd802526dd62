"""Articles that arrive as plain text: the headline, byline, date and sources around the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.sources.apart import set_apart
from index.sources.dates import DATE, find_date, is_date_line
from index.sources.encoding import decode
from index.sources.found import Found
from index.sources.names import byline
from index.sources.normal import normalise

if TYPE_CHECKING:
    from datetime import date

    from index.sources.records import Raw

_FIELD = re.compile(
    r"(title|headline|author|authors|by|byline|date|published|publication date|source|publisher|"
    r"publication|url|link|language)\s*:\s+(\S.{0,300})",
    re.IGNORECASE,
)
_NAMES = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "source": "source",
    "publisher": "publisher",
    "publication": "publisher",
    "url": "url",
    "link": "url",
    "language": "language",
}
_AGENCY = re.compile(
    r"[A-Z][\w .,/\u2019'-]{2,60}"
    r"\((Reuters|AP|AFP|dpa|DPA|UPI|Xinhua|TASS|ANSA|EFE|Bloomberg|CNN)\)\s*[-\u2013\u2014:]"
)
_IMPRINT = re.compile(
    r"(?P<publisher>[A-Z][\w .&\u2019'-]{2,60}?)(?:[,;]| [|\u2013\u2014-]) "
    rf"(?P<date>{DATE})",
    re.IGNORECASE,
)
"""``The Chantry Review, 9 December 2024``."""
_HEADLINE = 150
_TOP_LINES = 8


@dataclass(slots=True)
class _Top:
    """What the lines above the body said, gathered line by line."""

    title: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    credits: list[str] = field(default_factory=list)
    author: str | None = None
    published: date | None = None


def parse(raw: Raw) -> Found:
    """Return the article of a plain text file."""
    return read_plain(normalise(decode(raw.data, raw.charset)))


def read_plain(text: str, title: str | None = None, author: str | None = None) -> Found:
    """Tell the body of ``text`` (normalised) from what stands above and below it.

    The body is left as it is, to the character. ``title`` and ``author`` are given where they are
    known already.
    """
    top, body = _read_top(text, _Top(title=title))
    author = author or top.fields.get("author") or top.author
    ending = set_apart(body, author)
    agency = _AGENCY.match(ending.body)
    credited = (*top.credits, *([agency[1]] if agency else ()), *ending.credits)
    return Found(
        text=ending.body,
        title=top.title or top.fields.get("title"),
        author=author or ending.author,
        published=top.published or find_date(top.fields.get("date")),
        source=top.fields.get("publisher"),
        url=top.fields.get("url"),
        language=top.fields.get("language"),
        credits=credited,
        note=ending.note,
    )


def _read_top(text: str, top: _Top) -> tuple[_Top, str]:
    """Take the lines off that are not body; return what they say and the rest of the text."""
    rest = text.lstrip("\n")
    for _ in range(_TOP_LINES):
        line, _, after = rest.partition("\n")
        if not after.strip() or not _take(line.strip(), after, top):
            break
        rest = after.lstrip("\n")
    return top, rest


def _take(line: str, after: str, top: _Top) -> bool:
    """Note what ``line`` says of the article; False when it belongs to the body."""
    if match := _FIELD.fullmatch(line):
        return _take_field(_NAMES[match[1].lower()], match[2].strip(), top)
    if not top.author and (name := byline(line)):
        top.author = name
    elif not top.published and is_date_line(line):
        top.published = find_date(line)
    elif (top.title or top.author) and not top.published and (match := _IMPRINT.fullmatch(line)):
        top.fields.setdefault("publisher", match["publisher"])
        top.published = find_date(match["date"])
    elif not (top.title or top.fields or top.author) and _is_headline(line, after):
        top.title = line.lstrip("# ").strip()
    else:
        return bool(top.title) and line.casefold() == (top.title or "").casefold()
    return True


def _take_field(name: str, value: str, top: _Top) -> bool:
    if name == "source":
        top.credits.append(value)
    elif name in top.fields:
        return False
    else:
        top.fields[name] = value
    return True


def _is_headline(line: str, after: str) -> bool:
    """A short line without a full stop, set off from the text by a blank line or a byline."""
    if len(line) > _HEADLINE or line.endswith((".", ",", ";", ":")) or not line[:1].strip():
        return False
    if line[0].islower() or not any(character.isalpha() for character in line):
        return False
    following = after.lstrip("\n").partition("\n")[0].strip()
    set_off = after.startswith("\n") or bool(byline(following)) or is_date_line(following)
    return set_off and len(after.strip()) > len(line)
