"""Lines of printed pages back to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
    }
)
"""Letters that fonts draw as one; nobody types them into a search."""
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u2013\u2014*-]|\(?\d{1,2}[.)]|[a-z]\))\s")
_STOP = (".", "!", "?", "…", "”", '"', "»", ":", "。")
_HEAD_WIDTH = 80
_MARGIN = 2
"""Lines at the top and bottom of a page among which running heads are looked for."""


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of ``pages`` in paragraphs a blank line apart.

    Running heads, feet, page numbers and ligatures go; words divided at a line end are put
    together; a paragraph goes on across a page break when it has not come to a full stop.
    """
    lines = [[line.strip() for line in page.translate(_LIGATURES).splitlines()] for page in pages]
    text = ""
    for page in _without_margins(lines):
        part = join_lines(page)
        if text and part and _goes_on(text, part):
            text = _glue(text, part)
        else:
            text += ("\n\n" if text and part else "") + part
    return text


def join_lines(lines: Sequence[str]) -> str:
    """Join lines into paragraphs.

    One ends at a blank line, at a line of less than half the width (a headline, a byline), and at
    a full stop well short of the margin; never before a small letter that goes on with it.
    """
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
            continue
        if (ended and not (paragraphs and _goes_on(paragraphs[-1], line))) or _BULLET.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = _glue(paragraphs[-1], line)
        ended = len(line) < 0.5 * full or (len(line) < 0.75 * full and line.endswith(_STOP))
    return "\n\n".join(paragraphs)


def _goes_on(head: str, tail: str) -> bool:
    return not head.endswith(_STOP) and tail[:1].islower()


def _glue(head: str, tail: str) -> str:
    if re.search(r"[^\W\d_]{2}[-\u2010]$", head) and tail[:1].islower():
        return head[:-1] + tail
    return f"{head} {tail}"


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    pages = [[line for line in page if line] and _trim(page) for page in pages]
    counts = Counter(
        _shape(line)
        for page in pages
        for line in {*page[:_MARGIN], *page[-_MARGIN:]}
        if 0 < len(line) <= _HEAD_WIDTH
    )
    often = max(3.0, 0.5 * len(pages))
    running = {shape for shape, count in counts.items() if count >= often}
    return [_drop(page, running) for page in pages]


def _trim(page: list[str]) -> list[str]:
    text = "\n".join(page).strip("\n")
    return text.split("\n") if text else []


def _drop(page: list[str], running: set[str]) -> list[str]:
    margin = {*range(_MARGIN), *range(len(page) - _MARGIN, len(page))}
    edges = (0, len(page) - 1)
    return [
        line
        for at, line in enumerate(page)
        if not (at in margin and line and _shape(line) in running)
        and not (at in edges and len(page) > 1 and _PAGE_NUMBER.fullmatch(line))
    ]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())
