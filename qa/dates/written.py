"""Dates as they are written, in English, German and French: 12 May 2024, May 12, Q2 2024, 2024.

Narrow on purpose: a number of four digits alone is a year only where the caller knows from the word
before it that a date has to follow, and never before what can be counted ("in 2000 homes").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from qa.dates.spans import Span, Unit, containing, day_on, month_of

__all__ = ["MONTHS", "WEEKDAYS", "Written", "date_at", "full_dates", "plain", "weekday_of"]


def _numbered(*languages: str) -> dict[str, int]:
    return {name: at for names in languages for at, name in enumerate(names.split())}


MONTHS = _numbered(
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
) | {"sept": 8, "jänner": 0}
"""Names of months in small letters, from 0."""
WEEKDAYS = _numbered(
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
)
"""Names of weekdays in small letters, Monday is 0."""

_COUNTED = (
    r"(?:people|persons|men|women|children|voters?|patients?|cases|deaths|jobs|homes|houses|words"
    r"|pages|copies|units|votes|members|workers|seats|points|times|years|days|hours|minutes"
    r"|seconds|met(?:re|er)s?|kilomet\w+|miles|feet|km|m|kg|tons|tonnes|dollars|euros?|pounds|yen"
    r"|percent|per\ cent|million|billion|%)"
)
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er)?(?![.,:]?\d)"
_FULL_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\w|[.,:/–-]\d)"
_YEAR = rf"{_FULL_YEAR}(?!\s+{_COUNTED}\b|:\s+[A-Z]|[’']?s)"
_QUARTER = r"(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth)\s+quarter(?:\s+of)?)"
_compiled = partial(re.compile, flags=re.IGNORECASE)
_FULL = tuple(
    _compiled(rf"\b{form}")
    for form in (
        r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"{_DAY}\.?\s+(?:of\s+)?{_MONTH}[.,]?\s+{_FULL_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_FULL_YEAR}",
        rf"{_MONTH}[.,]?\s+(?:of\s+)?{_FULL_YEAR}",
        rf"{_QUARTER}\s+{_FULL_YEAR}",
    )
)
_PARTS = tuple(
    _compiled(form)
    for form in (
        rf"{_DAY}\.?\s+(?:of\s+)?{_MONTH}",
        rf"{_MONTH}\.?\s+{_DAY}",
        _MONTH,
        r"(?P<decade>(?:1[5-9]|20)\d)0[’']?s\b",
        _YEAR,
    )
)
_ALSO_NAMES = frozenset("may june april august jan".split())
_NAME_GOES_ON = re.compile(r"[’']s\b|\s+[A-Z][a-z]")
_LEAP_YEARS_APART = 9


@dataclass(frozen=True, slots=True)
class Written:
    """A date in ``text[start:end]``; what is not written is None (``month`` from 1)."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: Unit = "year"

    def span(self, near: date, *, ahead: bool = False) -> Span | None:
        """Return its days; without a year the last that began by ``near``, or the next.

        None where there is no such day.
        """
        if self.year is not None:
            return self._in(self.year)
        for years in range(_LEAP_YEARS_APART):
            year = near.year + (years if ahead else -years)
            found = self._in(year) if 1 <= year <= date.max.year else None
            if found and (found.end >= near if ahead else found.start <= near):
                return found
        return None

    def _in(self, year: int) -> Span | None:
        if self.month is None:
            return containing(date(year, 1, 1), self.unit)
        if self.day is not None:
            return day_on(year, self.month, self.day)
        if self.unit == "quarter":
            return containing(date(year, self.month, 1), "quarter")
        return month_of(year, self.month)


def date_at(text: str, position: int) -> Written | None:
    """Return the date that begins at a position: a full one, or a month, a day of it, a year."""
    for form in (*_FULL, *_PARTS):
        match = form.match(text, position)
        found = match and _read(match)
        if found:
            return found
    return None


def full_dates(text: str) -> Iterator[Written]:
    """Yield the dates that nothing but a date can be: at least a month or quarter and its year."""
    for form in _FULL:
        for match in form.finditer(text):
            if found := _read(match):
                yield found


def plain(words: str) -> str:
    """Return words as the tables have them, in small letters with one space between.

    Also without the rare letters (ſ, ı, İ) that a search regardless of case takes for s and i.
    """
    folded = words.casefold().replace("ı", "i").replace("\u0307", "")
    return " ".join(folded.split())


def weekday_of(name: str) -> int | None:
    """Return the number of a weekday, Monday is 0; None for any other word."""
    return WEEKDAYS.get(plain(name))


def _read(match: re.Match[str]) -> Written | None:
    part = match.groupdict()
    if part.get("month") and _is_other_name(match):
        return None
    unit: Unit = "year"
    year, month = _number(part.get("year")), _number(part.get("number"))
    if part.get("month"):
        month, unit = MONTHS[plain(part["month"])] + 1, "month"
    elif part.get("quarter") or part.get("nth"):
        month, unit = 3 * _quarter(part) + 1, "quarter"
    elif part.get("decade"):
        year, unit = int(part["decade"]) * 10, "decade"
    found = Written(match.start(), match.end(), year, month, _number(part.get("day")), unit)
    return found if month is None or _exists(found) else None


def _exists(found: Written) -> bool:
    if found.month is None or not 1 <= found.month <= 12:  # noqa: PLR2004
        return False
    return found.span(date(2000, 12, 31)) is not None  # a leap year


def _quarter(part: dict[str, str | None]) -> int:
    if part.get("nth"):
        return "first second third fourth".split().index(plain(str(part["nth"])))
    return int(str(part["quarter"])) - 1


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _is_other_name(match: re.Match[str]) -> bool:
    """Return whether a month is rather the planet, or a person: May's plan, June Carter."""
    name = match["month"]
    alone = match.end("month") == match.end() and match.start("month") == match.start()
    goes_on = alone and bool(_NAME_GOES_ON.match(match.string, match.end()))
    return name == "Mars" or (goes_on and plain(name) in _ALSO_NAMES)
