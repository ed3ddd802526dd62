"""Running heads and feet: what stands at the edge of page after page and is no part of the text.

Three signs together tell them: the place at the upper or lower edge of the page, the same height
above its foot, and the same words on other pages, but for a number that counts with the pages. On
two pages they must be set off from the text as well: a first line that happens to come again is
not. Knows nothing of what the lines say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EDGE = 3
"""Rows at the top and at the bottom of a page among which heads and feet are looked for."""
_LONGEST = 200
"""Characters of a head or foot."""
_SAME_HEIGHT = 3.0
"""Points: rows that differ by less are one."""
_WIDE = 1.4
"""Times the usual distance of two rows: what is farther from the text is set off from it."""
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_COUNTS = "\0"
"""Stands for a number that grows by one from page to page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page; ``height`` is in points, higher is nearer the top."""

    text: str
    height: float


@dataclass(frozen=True, slots=True)
class _Row:
    """All that stands at one height of a page; ``lines`` are positions among the page's lines."""

    page: int
    height: float
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the upper or the lower edge of its page."""

    place: str
    row: _Row
    set_off: bool

    @property
    def is_page_number(self) -> bool:
        """Whether it is the number of its own page and nothing else."""
        number = _PAGE_NUMBER.fullmatch(self.row.text)
        return self.set_off and number is not None and int(number[1]) == self.row.page + 1

    def shapes(self) -> set[str]:
        """Return what the row has in common with others: its words, but for one page number.

        Words are sorted, since left pages put first what right pages put last.
        """
        text = self.row.text.casefold()
        shapes = {text}
        for number in _NUMBER.finditer(text):
            ahead = int(number.group()) - self.row.page
            shapes.add(f"{text[: number.start()]}{_COUNTS}{ahead}{text[number.end() :]}")
        return {" ".join(sorted(shape.split())) for shape in shapes}


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """Return the text of each page's lines, in the same order, without running heads and feet.

    All of it when nothing else would be left.
    """
    rows = [_rows(number, page) for number, page in enumerate(pages)]
    wide = _WIDE * _usual_distance(rows)
    running = _running([edge for page in rows for edge in _edges(page, wide)], sum(map(bool, rows)))
    gone = {(row.page, at) for row in running for at in row.lines}
    kept = [
        [line.text for at, line in enumerate(page) if (number, at) not in gone]
        for number, page in enumerate(pages)
    ]
    nothing = not any(text for page in kept for text in page)
    return [[line.text for line in page] for page in pages] if nothing else kept


def _rows(number: int, page: Sequence[Line]) -> list[_Row]:
    """Return the rows of a page, highest first; what they hold keeps its order."""
    filled = [at for at, line in enumerate(page) if line.text]
    rows: list[list[int]] = []
    for at in sorted(filled, key=lambda at: -page[at].height):
        if rows and page[rows[-1][0]].height - page[at].height < _SAME_HEIGHT:
            rows[-1].append(at)
        else:
            rows.append([at])
    return [
        _Row(number, page[row[0]].height, " ".join(page[at].text for at in sorted(row)), tuple(row))
        for row in rows
    ]


def _usual_distance(pages: Iterable[Sequence[_Row]]) -> float:
    between = [upper.height - lower.height for page in pages for upper, lower in pairwise(page)]
    return median(between) if between else 0.0


def _edges(page: Sequence[_Row], wide: float) -> Iterator[_Edge]:
    for place, rows in (("top", page), ("foot", page[::-1])):
        nearest = rows[: _EDGE + 1]
        gaps = [abs(outer.height - inner.height) > wide for outer, inner in pairwise(nearest)]
        for at, row in enumerate(rows[:_EDGE]):
            if len(row.text) <= _LONGEST:
                yield _Edge(place, row, set_off=any(gaps[at:]))


def _running(edges: Sequence[_Edge], pages: int) -> Iterator[_Row]:
    """Yield the rows that stand at one height of at least half of the pages."""
    alike: dict[tuple[str, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.is_page_number:
            yield edge.row
        for shape in edge.shapes():
            alike[edge.place, shape].append(edge)
    for (_, shape), group in alike.items():
        height = median_low(edge.row.height for edge in group)
        level = [edge for edge in group if abs(edge.row.height - height) < _SAME_HEIGHT]
        found = len({edge.row.page for edge in level})
        set_off = len({edge.row.page for edge in level if edge.set_off})
        enough = min(pages / 2, 3) if _COUNTS in shape else pages / 2
        if found >= max(3, pages / 2) or set_off >= max(2, enough):
            yield from (edge.row for edge in level)
