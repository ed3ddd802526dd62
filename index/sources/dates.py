"""Dates as articles write them; numeric forms that countries read differently are left alone."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(_NAME + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?" + _NAME + r",?\s+(\d{4})\b", re.IGNORECASE
)
_LABEL = r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|dated?)(?:\s+on)?\s*:?\s*)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:[\sT,|\u2022\u00b7\u2013-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"\s*(?:[ap]\.?m\.?)?\s*[\w+:/-]{0,6})?"
)
DATE = rf"(?:{_ISO.pattern}|{_MONTH_FIRST.pattern}|{_DAY_FIRST.pattern})"
"""A full date, to be matched without case; a regular expression with unnamed groups."""
_LINE = re.compile(_LABEL + _WEEKDAY + DATE + _TIME + r"\.?", re.IGNORECASE)


def find_date(text: str | None) -> date | None:
    """Return the first full date in ``text``; None when there is none or it is ambiguous."""
    text = (text or "")[:200]
    for pattern, order in ((_ISO, "ymd"), (_MONTH_FIRST, "mdy"), (_DAY_FIRST, "dmy")):
        match = pattern.search(text)
        if match:
            return _build(dict(zip(order, match.groups(), strict=True)))
    return _from_mail(text)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else, but a label, a weekday or a time."""
    return _LINE.fullmatch(line.strip()) is not None and find_date(line) is not None


def _build(parts: dict[str, str]) -> date | None:
    month = parts["m"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(parts["y"]), number, int(parts["d"]))
    except ValueError:
        return None


def _from_mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
