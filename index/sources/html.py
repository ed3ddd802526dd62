"""The article on a web page: main text and metadata, by trafilatura."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import ParseError
from index.sources.dates import find_date
from index.sources.encoding import decode
from index.sources.found import Found
from index.sources.markup import structured_body
from index.sources.normal import normalise
from index.sources.plaintext import read_plain

if TYPE_CHECKING:
    from index.sources.records import Raw

_LEAST = 50
"""Characters below which it is a menu or a notice, not an article."""
_SHORT = 250
"""Characters below which other readings of the page are tried (trafilatura's own bound)."""


def parse(raw: Raw) -> Found:
    """Return the main text of a page. Raises ParseError when it has none."""
    html = decode(raw.data, raw.charset, markup=True)
    page = _extract(html, raw)
    text = page.text
    if len(text) < _SHORT:
        longest = max(structured_body(html), _extract(html, raw, favor_recall=True).text, key=len)
        text = longest if len(longest) > 2 * len(text) else text
    if len(text.strip()) < _LEAST:
        raise ParseError("no article text on the page; save the article's own page")
    return _found(page, normalise(_paragraphs(text)), raw)


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    metadata: Any


def _extract(html: str, raw: Raw, **options: bool) -> _Page:
    from trafilatura import bare_extraction

    document = bare_extraction(
        html,
        url=raw.url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": raw.hints.published is None,
        },
        **options,
    )
    return _Page((document.text if document else None) or "", document)


def _paragraphs(text: str) -> str:
    """Set paragraphs a blank line apart; keep the lines of a list or a table together."""
    lines = [line for line in text.split("\n") if line.strip()]
    pairs = itertools.pairwise(lines)
    gaps = [
        "\n" if _mark(above) and _mark(above) == _mark(below) else "\n\n" for above, below in pairs
    ]
    return "".join(line + gap for line, gap in zip(lines, [*gaps, ""], strict=True))


def _mark(line: str) -> str:
    return next((mark for mark in ("- ", "|") if line.startswith(mark)), "")


def _found(page: _Page, text: str, raw: Raw) -> Found:
    metadata = page.metadata
    if metadata is None:
        return Found(text=text)
    site = (metadata.sitename or "").lstrip("@").strip()
    author = _authors(metadata.author)
    title = _headline(metadata.title, site)
    plain = read_plain(text, title=title, author=author or raw.hints.author)
    return Found(
        text=plain.text,
        title=title,
        url=_canonical(metadata.url, raw.url),
        source=site or None,
        author=author or plain.author,
        published=find_date(metadata.date) or plain.published,
        language=metadata.language,
        credits=plain.credits,
        note=plain.note,
    )


def _authors(names: str | None) -> str | None:
    return ", ".join(name.strip() for name in (names or "").split(";") if name.strip()) or None


def _headline(title: str | None, site: str) -> str | None:
    """Return the title without the site's name, which pages put before or after it."""
    if not title or not site:
        return title
    name = re.escape(site)
    mark = r"\s*[|\u2013\u2014\u00b7:\u00bb-]\s+"
    return re.sub(rf"^{name}{mark}|\s{mark}{name}$", "", title, flags=re.IGNORECASE) or title


def _canonical(stated: str | None, fetched: str | None) -> str | None:
    """Return the address that a page states as its own, unless it is on another site.

    A page that was fetched may name a canonical address on its own site only: otherwise it could
    replace another site's article.
    """
    if not fetched or not stated:
        return stated or fetched
    return stated if _site(stated) == _site(fetched) else fetched


def _site(url: str) -> str:
    """Return the host without the parts that name an edition of the same site."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", host)
