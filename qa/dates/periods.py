"""Which time a question asks about: "in March 2023", "since Monday", "between 2019 and 2021".

Rules in English, and what is cheap in German and French. Seasons are not understood: they depend
on the hemisphere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qa.dates.phrases import Phrase, phrase_at, phrases
from qa.dates.recency import newest_wanted
from qa.dates.spans import Span
from qa.dates.written import date_at, full_dates

__all__ = ["Period", "asked_period"]

_RANGE = re.compile(r"\b(?:between|from|zwischen|entre|von|de)\s+(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:\b(?:and|to|through|until|till|und|bis|et|à)\b|[–-])\s*", re.IGNORECASE)
_WORDS = {
    "within": r"in|during|throughout|on|as\s+of|im|am|en|(?:early|mid|late)(?=[\s-])"
    r"|(?:spring|summer|autumn|fall|winter|half|end|start|beginning|middle|election|census)"
    r"(?:\s+(?:of|in))?",
    "since": r"since|seit|depuis",
    "after": r"after|nach|après",
    "before": r"before|prior\s+to|vor|avant",
    "until": r"until|till|up\s+to|bis",
}
_BOUND = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items()) + ")"
    r"(?:\s+|-)(?:(?:the|early|mid|late)[\s-]+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The time that is asked about, both days included; None is open.

    ``newest`` says that the newest is wanted, within the period if there is one.
    """

    start: date | None = None
    end: date | None = None
    newest: bool = False

    @property
    def bounded(self) -> bool:
        """Whether it has a start or an end."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    end: int
    period: Period


def asked_period(question: str, today: date) -> Period | None:
    """Return the time a question asks about, counted from ``today``; None where it names none.

    Of several times the last counts: in a question put behind an earlier one it is the new one.
    """
    newest = newest_wanted(question)
    taken: list[_Found] = []
    for found in (*_ranges(question, today), *_bounds(question, today), *_alone(question, today)):
        if all(found.end <= each.at or found.at >= each.end for each in taken):
            taken.append(found)
    if not taken:
        return Period(newest=True) if newest else None
    last = max(taken, key=lambda each: each.at).period
    return Period(last.start, last.end, newest)


def _ranges(question: str, today: date) -> Iterator[_Found]:
    """Yield "between 2019 and 2021" and "from March to May 2023"."""
    for match in _RANGE.finditer(question):
        first = _point(question, match.end(), today)
        joint = first and _AND.match(question, first.end)
        second = joint and _point(question, joint.end(), today)
        # "from March to May 2023": the first has the year of the second
        first = second and _point(question, match.end(), second.span.end)
        if first and second and first.span.start <= second.span.end:
            yield _Found(match.start(), second.end, Period(first.span.start, second.span.end))


def _bounds(question: str, today: date) -> Iterator[_Found]:
    """Yield a time behind a word that says on which side of it: "before 2020", "in March"."""
    for match in _BOUND.finditer(question):
        point = _point(question, match.end(), today)
        if point and match.lastgroup:
            yield _Found(match.start(), point.end, _side(match.lastgroup, point.span))


def _alone(question: str, today: date) -> Iterator[_Found]:
    """Yield full dates and phrases that need no word before them: "May 2024", "last week"."""
    for each in full_dates(question):
        if span := each.span(today):
            yield _Found(each.start, each.end, Period(span.start, span.end))
    for phrase in phrases(question, today):
        yield _Found(phrase.start, phrase.end, Period(phrase.span.start, phrase.span.end))


def _side(name: str, span: Span) -> Period:
    """Return a period on one side of a span; before and after leave the span itself out."""
    match name:
        case "since":
            return Period(span.start, None)
        case "after":
            return Period(min(span.end, date.max - timedelta(1)) + timedelta(1), None)
        case "before":
            return Period(None, max(span.start, date.min + timedelta(1)) - timedelta(1))
        case "until":
            return Period(None, span.end)
        case _:
            return Period(span.start, span.end)


def _point(question: str, position: int, today: date) -> Phrase | None:
    """Return the time that begins at a position, a phrase or a date."""
    if phrase := phrase_at(question, position, today):
        return phrase
    written = date_at(question, position)
    span = written and written.span(today)
    return Phrase(written.start, written.end, span) if written and span else None
