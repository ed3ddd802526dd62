"""Dates written in one way: 14 march 2023.

Works on folded text whose numbers are in digits. Knows English months and ISO 8601; not 03/04/2023,
which means two days.
"""

from __future__ import annotations

import re

__all__ = ["MONTHS", "dated", "month"]

MONTHS = (
    "january february march april may june july august september october november december"
).split()

_MONTH_OF = {name[:3]: name for name in MONTHS} | {"sept": "september"}
_MONTH = rf"\b(?:({'|'.join(MONTHS)})\b|({'|'.join(_MONTH_OF)})\b\.?)"
_DAY = r"(?<![\w.])([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s+(\d{4})\b)?"
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
_DAY_FIRST = re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+(?:the\s+)?{_DAY}(?![.:]\d){_YEAR}")
_MONTH_ONLY = re.compile(rf"{_MONTH},?\s+(\d{{4}})\b")


def month(word: str) -> str:
    """Return the full name of a month that may be shortened; any other word as it is."""
    return _MONTH_OF.get(word.rstrip("."), word)


def dated(text: str) -> str:
    """Return a folded text with its dates as day, month, year, as far as they are given.

    "March 14th, 2023", "the 14th of March 2023" and "2023-03-14" all hold "14 march 2023" then, and
    "Sept. 2019" is "september 2019".
    """
    text = _ISO.sub(lambda found: f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}", text)
    text = _DAY_FIRST.sub(lambda found: _date(found[1], found[2] or found[3], found[4]), text)
    text = _MONTH_FIRST.sub(lambda found: _date(found[3], found[1] or found[2], found[4]), text)
    return _MONTH_ONLY.sub(lambda found: f"{month(found[1] or found[2])} {found[3]}", text)


def _date(day: str, name: str, year: str | None) -> str:
    return " ".join(filter(None, (str(int(day)), month(name), year)))
