"""What "Sunday", "last week" or "in May" mean in an article that appeared on a known day.

News style: a weekday alone is the last one up to the day of publication, that day included, unless
its clause looks ahead; then it is the next. Days that count from something else in the text ("the
next week", "every Friday", "the Sunday after") and names (Black Friday) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from qa.dates.phrases import phrases, weekday_near
from qa.dates.spans import Span
from qa.dates.tense import looks_ahead
from qa.dates.written import MONTHS, WEEKDAYS, date_at, full_dates, weekday_of

__all__ = ["Resolution", "explained", "resolved"]

_WEEKDAY = re.compile(rf"(?:\b[Tt]his\s+)?\b({'|'.join(name.title() for name in WEEKDAYS)})\b")
_NOT_ONE_DAY = re.compile(
    r"""
    (?:\b(?:a|an|one|every|each|any|some|most|many|that|the|following|previous|first|second|third
        |fourth|fifth|black|bloody|good|ash|super|cyber|palm|easter|holy|maundy|shrove|whit|giving
        |fat|blue|sheffield)\ |\b[\w’']+day(?:\ (?:to|through|and|or)\ |[-–/]))$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"""
    \s+(?:times|night\s+football|night\s+live|herald|telegraph|mirror|express|school|gras|after\b|before\b)
  | (?:\ (?:to|through)\ |[-–/])\w+day\b
  | (?:\s+(?:morning|afternoon|evening|night))?,?\s+\(?(?:the\s+)?
    (?:\d{{1,2}}\b(?![:.]\d|\s*[ap]\.?m)|(?:{"|".join(MONTHS)})\b)   # the date itself follows
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?P<month>in|since|until)|on|by|for|between|from|to|and)\s+(?=[A-Z\d])", re.IGNORECASE
)
_CLIPPED = re.compile(r"\b(earlier|later)\s+$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:more\s+than|less\s+than|at\s+least|over|under|the\s+same\s+time)\s+$", re.IGNORECASE
)
_BEFORE = 24
"""Characters before a date that are looked at for a word that changes what it means."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A relative date: ``text[start:end] == words``, and the days it means."""

    start: int
    end: int
    words: str
    span: Span


def resolved(text: str, published: date | None) -> list[Resolution]:
    """Return the relative dates of a text in order, counted from the day it was published.

    None overlap; offsets count code points. Empty for an article without a date.
    """
    if published is None:
        return []
    found: list[Resolution] = []
    taken = bytearray(len(text))
    for full in full_dates(text):
        taken[full.start : full.end] = b"\1" * (full.end - full.start)
    for each in (*_phrases(text, published), *_weekdays(text, published), *_dates(text, published)):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def explained(text: str, published: date | None) -> str:
    """Return a note such as "Sunday: 19 March 2023; last year: 2022"; empty where there is none.

    The note stands beside a quote; the quote itself is never changed.
    """
    return "; ".join(_notes(resolved(text, published)))


def _notes(resolutions: Iterable[Resolution]) -> list[str]:
    return list(
        dict.fromkeys(f"{' '.join(each.words.split())}: {each.span}" for each in resolutions)
    )


def _phrases(text: str, published: date) -> Iterator[Resolution]:
    """Yield yesterday, last week, earlier this year, two days ago; not "this Friday"."""
    for phrase in phrases(text, published):
        start, span = phrase.start, phrase.span
        clipped = _CLIPPED.search(text, max(0, start - _BEFORE), start)
        vague = _VAGUE.search(text, max(0, start - _BEFORE), start)
        if vague or _WEEKDAY.fullmatch(text, start, phrase.end):
            continue
        if clipped and span.start <= published <= span.end:
            earlier = clipped[1].lower() == "earlier"
            span = Span(span.start, published) if earlier else Span(published, span.end)
            start = clipped.start()
        yield Resolution(start, phrase.end, text[start : phrase.end], span)


def _weekdays(text: str, published: date) -> Iterator[Resolution]:
    """Yield the weekdays that are one day near the publication."""
    for match in _WEEKDAY.finditer(text):
        number = weekday_of(match[1])
        before = _NOT_ONE_DAY.search(text, max(0, match.start() - _BEFORE), match.start())
        if number is None or before or _GOES_ON.match(text, match.end()):
            continue
        ahead = looks_ahead(text, match.start(), match.end())
        found = weekday_near(published, number, ahead=ahead)
        yield Resolution(match.start(), match.end(), match.group(), Span(found, found))


def _dates(text: str, published: date) -> Iterator[Resolution]:
    """Yield months and days of months that are written without a year."""
    for match in _DATE.finditer(text):
        written = date_at(text, match.end())
        if written is None or written.year is not None or written.month is None:
            continue
        if written.day is None and not match["month"]:
            continue  # "for May", "by June": as often a person
        ahead = looks_ahead(text, match.start(), written.end)
        if span := written.span(published, ahead=ahead):
            words = text[written.start : written.end]
            yield Resolution(written.start, written.end, words, span)
