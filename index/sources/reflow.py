"""Lines of printed pages back to paragraphs."""

from __future__ import annotations

import re
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
_BULLET = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u2013\u2014*-]|\(?\d{1,2}[.)]|[a-z]\))\s")
_STOP = (".", "!", "?", "…", "”", '"', "»", ":", "。")
_FULL = 0.75
"""Share of the usual width from which a line is full."""


def join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Return the lines of ``pages`` in paragraphs a blank line apart.

    Ligatures go; words divided at a line end are put together; a paragraph goes on across a page
    break when it has not come to a full stop.
    """
    text, full = "", False
    for page in pages:
        lines = _trim([line.translate(_LIGATURES).strip() for line in page])
        if not lines:
            continue
        part = join_lines(lines)
        if text and (_goes_on(text, part) or (full and not _BULLET.match(part))):
            text = _glue(text, part)
        else:
            text += ("\n\n" if text else "") + part
        full = not text.endswith(_STOP) and _ends_full(lines)
    return text


def join_lines(lines: Sequence[str]) -> str:
    """Join lines into paragraphs.

    One ends at a blank line, at a line of less than half the width (a headline, a byline), and at
    a full stop well short of the margin; never before a small letter that goes on with it.
    """
    full = _width(lines)
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
        ended = len(line) < 0.5 * full or (len(line) < _FULL * full and line.endswith(_STOP))
    return "\n\n".join(paragraphs)


def _goes_on(head: str, tail: str) -> bool:
    return not head.endswith(_STOP) and tail[:1].islower()


def _glue(head: str, tail: str) -> str:
    if re.search(r"[^\W\d_]{2}[-\u2010\u00ad]$", head) and tail[:1].islower():
        return head[:-1] + tail
    return f"{head} {tail}"


def _ends_full(lines: Sequence[str]) -> bool:
    """Return whether the last two lines are full, as where a page breaks a sentence."""
    full = _FULL * _width(lines)
    return len(lines) > 1 and min(map(len, lines[-2:])) >= full


def _width(lines: Sequence[str]) -> int:
    """Return the characters of a full line: of the longest but a fifth."""
    widths = sorted(len(line) for line in lines if line)
    return widths[int(0.8 * (len(widths) - 1))] if widths else 0


def _trim(lines: Sequence[str]) -> list[str]:
    text = "\n".join(lines).strip("\n")
    return text.split("\n") if text else []
