"""Times counted from a day: yesterday, last week, two years ago, the past three months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from qa.dates.spans import Span, Unit, containing, moved
from qa.dates.written import MONTHS, WEEKDAYS, Written, plain, weekday_of

__all__ = ["Phrase", "phrase_at", "phrases", "weekday_at", "weekday_near"]

_NUMBERS = {
    word: at
    for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a": 1, "an": 1, "a couple of": 2, "eleven": 11, "twelve": 12}
_DAYS = {
    "yesterday": -1, "last night": -1, "gestern": -1,
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "heute": 0, "aujourd'hui": 0,
    "tomorrow": 1,
}  # fmt: skip
_FRENCH: dict[str, tuple[Unit, int]] = {
    "cette semaine": ("week", 0), "la semaine dernière": ("week", -1),
    "ce mois": ("month", 0), "le mois dernier": ("month", -1),
    "cette année": ("year", 0), "l'année dernière": ("year", -1), "l'an dernier": ("year", -1),
}  # fmt: skip
_UNITS: dict[str, Unit] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade",
    "woche": "week", "wochenende": "weekend", "monat": "month", "jahr": "year",
}  # fmt: skip
_SHIFTS = {"this": 0, "last": -1, "past": -1, "next": 1, "coming": 1} | {
    stem + ending: shift
    for stem, shift in (("diese", 0), ("letzte", -1), ("vergangene", -1), ("nächste", 1))
    for ending in ("", "m", "n", "r", "s")
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))


_NUMBER = rf"(?:\d{{1,4}}|{_any_of(_NUMBERS)})"
_COUNTABLE = "(?:day|week|month|year|decade)"
_PHRASE = re.compile(
    rf"""
    \b(?:
        (?<!the\ )(?<!of\ )(?P<day>{_any_of(_DAYS)})
      | (?P<french>{_any_of(_FRENCH)})
      | (?P<ago>{_NUMBER})\s+(?P<ago_unit>{_COUNTABLE})s?\s+ago
      | (?P<the>the\s+)?(?:
            (?:last|past)\s+(?P<count>{_NUMBER})\s+(?P<count_unit>{_COUNTABLE})s?
          | (?P<shift>{_any_of(_SHIFTS)})\s+(?:
                (?P<unit>{_any_of(_UNITS.keys() - {"day"})})(?!\s+of\b)
              | (?P<name>{_any_of([*MONTHS, *WEEKDAYS])})))
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"(?:{_any_of(WEEKDAYS)})\b(?!\s+[A-Z])", re.IGNORECASE)
_SENTENCE_START = re.compile(r"[.!?:;\n][\s\"'“‘«(]*$")
_MARKS = 8
"""Characters before a word that show whether it begins a sentence."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time in ``text[start:end]`` and the days it means."""

    start: int
    end: int
    span: Span


def phrases(text: str, day: date) -> Iterator[Phrase]:
    """Yield the times in a text that are counted from a day, in order."""
    for match in _PHRASE.finditer(text):
        if phrase := _meant(match, day):
            yield phrase


def phrase_at(text: str, position: int, day: date) -> Phrase | None:
    """Return the time that begins at a position; there a weekday needs no word before it."""
    match = _PHRASE.match(text, position)
    return _meant(match, day) if match else weekday_at(text, position, day)


def weekday_at(text: str, position: int, day: date) -> Phrase | None:
    """Return the weekday that begins at a position, the last one up to the day."""
    match = _WEEKDAY.match(text, position)
    number = weekday_of(match.group()) if match else None
    if match is None or number is None:
        return None
    found = weekday_near(day, number)
    return Phrase(match.start(), match.end(), Span(found, found))


def weekday_near(day: date, number: int, *, ahead: bool = False) -> date:
    """Return the last such weekday (Monday is 0) up to a day, or the next from it on."""
    away = (number - day.weekday()) % 7 if ahead else -((day.weekday() - number) % 7)
    return moved(day, away, "day")


def _meant(match: re.Match[str], day: date) -> Phrase | None:
    if match.group()[0].isupper() and not _starts_sentence(match):
        return None  # a title or a name: USA Today, Yesterday
    span = _span(match, day)
    if span is None or date.min in (span.start, span.end):
        return None
    return Phrase(match.start(), match.end(), span)


def _starts_sentence(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _MARKS) : match.start()]
    return bool(_SENTENCE_START.search(before if match.start() > _MARKS else f"\n{before}"))


def _span(match: re.Match[str], day: date) -> Span | None:
    part = {name: plain(found) for name, found in match.groupdict(default="").items()}
    if part["day"]:
        there = moved(day, _DAYS[part["day"]], "day")
        return Span(there, there)
    if part["french"]:
        unit, shift = _FRENCH[part["french"]]
        return containing(moved(day, shift, unit), unit)
    if part["ago"]:
        unit = _UNITS[part["ago_unit"]]
        return containing(moved(day, -_count(part["ago"]), unit), unit)
    if part["count"]:
        return Span(moved(day, -_count(part["count"]), _UNITS[part["count_unit"]]), day)
    return _shifted(part, match["name"] or "", day)


def _shifted(part: dict[str, str], name: str, day: date) -> Span | None:
    """Return what "last", "this" and "next" mean before a unit, a weekday or a month.

    "The past week" ends today; "the next week" counts from something the text told before.
    """
    shift = _SHIFTS[part["shift"]]
    if name:
        return _named(name, shift, day) if name[0].isupper() and not part["the"] else None
    unit = _UNITS[part["unit"]]
    if part["shift"] == "past" or (part["the"] and shift < 0):
        return Span(moved(day, -1, unit), day)
    return None if part["the"] else containing(moved(day, shift, unit), unit)


def _named(name: str, shift: int, day: date) -> Span | None:
    """Return "last Monday", "this Friday" (of the same week), "next March"."""
    number = weekday_of(name)
    if number is None:
        month = MONTHS[plain(name)] + 1
        around = containing(day, "year" if shift == 0 else "month")
        near = moved(around.end if shift > 0 else around.start, shift, "day")
        return Written(0, 0, None, month).span(near, ahead=shift >= 0)
    if shift == 0:
        found = moved(containing(day, "week").start, number, "day")
    else:
        found = weekday_near(moved(day, shift, "day"), number, ahead=shift > 0)
    return Span(found, found)


def _count(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number]
