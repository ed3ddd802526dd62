"""The names, numbers and dates of a text, and whether other texts have them.

For ``groundedness``, which says what counts. Names are read from the text as it is written; numbers
and dates from its one wording (``wording.plain``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.dates import MONTHS
from evals.metrics.measures import UNITS
from evals.metrics.names import Name, names_in, small_words
from evals.metrics.wording import plain

__all__ = ["Date", "Fact", "Number", "Source", "facts", "read"]

_DATE = re.compile(rf"(?<![\w.])(?:(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b(?: (\d{{4}})\b)?")
_UNITS = "|".join(UNITS)
_NUMBER = re.compile(rf"(?<![\w.])(\d+(?:[.:]\d+)*(?:st|nd|rd|th|s)?)\b(?: ({_UNITS})\b)?")
_UNIT = re.compile(rf"\b({_UNITS})s?\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit; ``unit`` is empty where none is known."""

    value: str
    unit: str = ""

    @property
    def shown(self) -> str:
        """The number and its unit, such as "14 km"."""
        return f"{self.value} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given: day ("14", or empty), month, year (or empty)."""

    day: str
    month: str
    year: str

    @property
    def shown(self) -> str:
        """The date, such as "14 march 2023"."""
        return " ".join(filter(None, (self.day, self.month, self.year)))


Fact = Name | Number | Date


@dataclass(frozen=True, slots=True)
class Source:
    """What a text has: the words of its names, its other words, numbers, units and dates."""

    names: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    numbers: tuple[Number, ...]
    units: frozenset[str]
    dates: tuple[Date, ...]

    def has_name(self, name: Name) -> bool:
        """Return whether the words of a name stand in this order within one name here.

        Those that are here in small letters may stand anywhere: "President Biden" is found in
        "Biden, the president".
        """
        wanted = [each for each in name.words if each not in self.words]
        return not wanted or any(_in_order(wanted, each) for each in self.names)

    def has_number(self, number: Number) -> bool:
        """Return whether the number is here, and not of another unit.

        One that has no unit beside it takes any unit that is here: "10 to 20 km" has 10 km.
        """
        units = {each.unit for each in self.numbers if each.value == number.value}
        if not number.unit or number.unit in units:
            return bool(units)
        return "" in units and number.unit in self.units

    def has_day(self, date: Date) -> bool:
        """Return whether the day and month are here, of whatever year."""
        return any(date.month == each.month and date.day in {"", each.day} for each in self.dates)


def read(text: str) -> Source:
    """Return what a text has, for facts to be looked for; "one" is 1 here."""
    wording = re.sub(r"\bone\b", "1", plain(text))
    return Source(
        names=tuple(name.words for name in names_in(text, opening_words=True)),
        words=small_words(text),
        numbers=_numbers(_DATE.sub(lambda found: found[3] or " ", wording)),
        units=frozenset(found[1] for found in _UNIT.finditer(wording)),
        dates=_dates(wording),
    )


def facts(text: str) -> tuple[Fact, ...]:
    """Return the names, then numbers, then dates that a text states, each once.

    A month without day or year counts as a name.
    """
    wording = plain(text)
    dates = tuple(each for each in _dates(wording) if each.day or each.year)
    months = {(each.month,) for each in dates}
    names = tuple(each for each in names_in(text) if each.words not in months)
    return tuple(dict.fromkeys((*names, *_numbers(_DATE.sub(" ", wording)), *dates)))


def _numbers(wording: str) -> tuple[Number, ...]:
    return tuple(Number(found[1], found[2] or "") for found in _NUMBER.finditer(wording))


def _dates(wording: str) -> tuple[Date, ...]:
    return tuple(
        Date(found[1] or "", found[2], found[3] or "") for found in _DATE.finditer(wording)
    )


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(each in rest for each in wanted)
