"""What a parser found in a document, and how it becomes an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import ParseError
from index.sources.language import declared_language, guess_language
from index.sources.normal import normalise, one_line
from index.types import Article

if TYPE_CHECKING:
    from datetime import date

    from index.sources.records import Raw

_TITLE_WITHIN, _KICKER = 3, 60
"""Lines among which a page repeats its title; characters of a line that may stand above it."""
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A parser's result; whatever the document does not say stays empty."""

    text: str
    title: str | None = None
    id: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    credits: tuple[str, ...] = ()
    note: str | None = None


def to_article(found: Found, raw: Raw) -> Article:
    """Return the article: normalised, hints filled in, title and language derived where absent.

    Raises ParseError when no text is left or it exceeds the cap.
    """
    text = normalise(found.text)
    if not any(character.isalnum() for character in text):
        raise ParseError("holds no text; nothing to add")
    stated = one_line(found.title) or one_line(raw.hints.title)
    url = _web_address(found.url) or _web_address(raw.hints.url) or _web_address(raw.url)
    credited = tuple(dict.fromkeys(one_line(credit, 200) for credit in found.credits if credit))
    source = one_line(found.source, 200) or one_line(raw.hints.source, 200) or ", ".join(credited)
    return Article(
        title=stated or derive_title(text, raw.origin),
        text=_without_title(text, stated) if stated else text,
        id=one_line(found.id, 200),
        url=url,
        source=source or _host(url),
        author=one_line(found.author, 200) or one_line(raw.hints.author, 200) or None,
        published=found.published or raw.hints.published,
        language=declared_language(found.language)
        or declared_language(raw.hints.language)
        or guess_language(text),
        credits=credited,
        note=normalise(found.note or "") or None,
        origin=raw.origin,
    )


def derive_title(text: str, origin: str) -> str:
    """Return a title for a text without a headline: from a telling file name, else the text."""
    name = re.split(r"[/\\]", origin.partition("#")[0] if "://" in origin else origin)[-1]
    words = re.split(r"[\s_.-]+", re.sub(r"\.\w{1,8}(\.gz)?$", "", name))
    telling = [word for word in words if word.isalpha() and len(word) > 1]
    if len(telling) >= 3 and len(telling) >= 0.6 * len(words):  # noqa: PLR2004 (three words say something)
        phrase = " ".join(words)
        return one_line(phrase[0].upper() + phrase[1:])
    first = text.lstrip().split("\n", 1)[0]
    end = _SENTENCE_END.search(first)
    return one_line(first[: end.end()] if end else first, 110)


def _without_title(text: str, title: str) -> str:
    """Drop a line that only repeats the title, and a kicker above it, when more text follows."""
    rest = text
    for _ in range(_TITLE_WITHIN):
        line, _, rest = rest.partition("\n")
        rest = rest.lstrip("\n")
        if " ".join(line.split()).casefold() == title.casefold() and rest:
            return rest
        if len(line) > _KICKER or line.endswith((".", "?", "!")):
            break
    return text


def _web_address(url: str | None) -> str | None:
    url = (url or "").strip()
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.hostname and len(url) <= 2000  # noqa: PLR2004 (as browsers)
    return one_line(url, 2000) if usable and not re.search(r"\s", url) else None


def _host(url: str | None) -> str:
    return ((urlsplit(url).hostname if url else None) or "").removeprefix("www.")
