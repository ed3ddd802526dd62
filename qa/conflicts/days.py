"""Days of a sentence, written out or relative, read so that two of them compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.dates import Span, resolved
from qa.dates.written import Written, date_at

__all__ = ["Day", "apart", "days"]


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a part of one, in ``text[start:end]``.

    ``when`` are the days that it means; a month or a day of it, where no year is told.
    """

    text: str
    start: int
    end: int
    when: Span | Written


def days(text: str, published: date | None) -> list[Day]:
    """Return the dates of a text in order; relative ones only of an article with a date."""
    found = list(_written(text))
    for each in resolved(text, published):
        # A day without a year is left as it is: an older event would get the wrong one.
        if not any(each.start < day.end and day.start < each.end for day in found):
            found.append(Day(each.words, each.start, each.end, each.span))
    return sorted(found, key=lambda each: each.start)


def apart(one: Day, other: Day) -> bool:
    """Return whether no day is in both; those without a year may be of any."""
    first, second = one.when, other.when
    if isinstance(first, Written) and isinstance(second, Written):
        both_days = None not in (first.day, second.day)
        return first.month != second.month or (both_days and first.day != second.day)
    if isinstance(second, Written):
        first, second = second, first
    assert isinstance(second, Span)
    near = first.span(second.end) if isinstance(first, Written) else first
    return near is None or near.end < second.start or second.end < near.start


def _written(text: str) -> Iterator[Day]:
    reached = 0
    for match in re.finditer(r"\b\w", text):
        if match.start() < reached or not (found := date_at(text, match.start())):
            continue
        reached = found.end
        span = found.span(date.max) if found.year is not None else None
        yield Day(text[found.start : found.end], found.start, found.end, span or found)
