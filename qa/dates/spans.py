"""Days, weeks, months, quarters and years as spans of days; knows no language but for printing."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["Span", "Unit", "containing", "day_on", "in_words", "month_of", "moved", "year_of"]

Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade"]

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __str__(self) -> str:
        """Return it as a reader writes it: 10 March 2024, 4 to 10 March 2024, March 2024, 2024."""
        start, end = self.start, self.end
        if start == end:
            return in_words(start)
        if self == year_of(start.year):
            return str(start.year)
        if self == month_of(start.year, start.month):
            return f"{start:%B} {start.year}"
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day} to {in_words(end)}"
        if start.year == end.year:
            return f"{start.day} {start:%B} to {in_words(end)}"
        return f"{in_words(start)} to {in_words(end)}"


def year_of(year: int) -> Span:
    """Return a year, 1 to 9999."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def month_of(year: int, month: int) -> Span:
    """Return a month of a year."""
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def day_on(year: int, month: int, day: int) -> Span | None:
    """Return one day; None where the calendar has no such day, such as 30 February."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)


def moved(day: date, count: int, unit: Unit) -> date:
    """Return the day so many units later, or earlier where ``count`` is negative.

    The 31st becomes the last of a shorter month; what leaves the calendar stops at its ends.
    """
    if unit in _MONTHS_IN:
        number = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
        year, month = divmod(number, 12)
        if not 1 <= year <= date.max.year:
            return date.min if count < 0 else date.max
        return day.replace(
            year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1])
        )
    number = day.toordinal() + count * (1 if unit == "day" else 7)
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def containing(day: date, unit: Unit) -> Span:
    """Return the day, week (from Monday), weekend (of that week), month, … that holds a day."""
    monday = moved(day, -day.weekday(), "day")
    match unit:
        case "day":
            return Span(day, day)
        case "week":
            return Span(monday, moved(monday, 6, "day"))
        case "weekend":
            return Span(moved(monday, _SATURDAY, "day"), moved(monday, 6, "day"))
        case "month":
            return month_of(day.year, day.month)
        case "quarter":
            first = month_of(day.year, (day.month - 1) // 3 * 3 + 1).start
            return Span(first, moved(first, 1, "quarter") - timedelta(1))
        case "year":
            return year_of(day.year)
        case "decade":
            tens = day.year // 10 * 10
            return Span(date(max(tens, 1), 1, 1), date(tens + 9, 12, 31))


def in_words(day: date) -> str:
    """Return a day as a reader writes it: 10 March 2024."""
    return f"{day.day} {day:%B} {day.year}"
