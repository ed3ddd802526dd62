"""The text of an article in paragraphs, with quotes marked to the character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.ui.markup import Html, tag

__all__ = ["Span", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of the text; ``main`` is the quote that was asked for."""

    start: int
    end: int
    main: bool


def paragraphs(text: str, spans: Sequence[Span]) -> Iterator[Html]:
    """Yield the lines that are not blank as paragraphs; lines that look like headings stay so."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            near = [span for span in spans if span.start < end and start < span.end]
            yield tag("p", *_marked(text, start, end, near), dir="auto")
        start = end


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Html | str]:
    """Yield ``text[start:end]`` in pieces, those inside a span as ``mark``; spans may overlap."""
    edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    for left, right in pairwise(sorted(edges | {start, end})):
        over = [span for span in spans if span.start <= left and right <= span.end]
        piece = text[left:right]
        if not over or not piece.strip():
            yield piece
        else:
            main = any(span.main for span in over)
            yield tag("mark", piece, class_="main" if main else "other")
