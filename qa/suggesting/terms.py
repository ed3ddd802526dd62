"""Names, numbers and dates in a text: what a question can ask for, or be about.

Rules over spelling; no model. Made for English, and good enough for languages that write names
with capitals and digits alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.lexical import STOP_WORDS

__all__ = ["ADJECTIVE", "GROUP", "MONTHS", "Sort", "Term", "terms_of"]

Sort = Literal["name", "number", "year", "date", "weekday"]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = f"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = rf"\d{{1,2}}\ {_MONTH}(?:\ {_YEAR})?|{_MONTH}(?:\ \d{{1,2}}\b,?)?(?:\ {_YEAR})?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_NUMBER = rf"[£$€]?\d+(?:[.,:]\d+)*%?(?:\ {_SCALE})?(?:\ per\ ?cent)?"
_LETTER = r"[\w\u0300-\u036f’'-]"
_CAPITAL = (
    rf"(?:[^\W\d_a-zß-öø-ÿ](?:\.[A-Z])+\.?|(?:al-|el-)?[^\W\d_a-zß-öø-ÿ]{_LETTER}*(?<!['’-]))"
)
_LINK = r"(?:of\ the|of|de\ la|de|du|di|van\ der|van|von|al|bin|la|le)"
_NAME = rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|St)\.\ )?{_CAPITAL}(?:\ (?:{_LINK}\ )?{_CAPITAL})*"
_TERM = re.compile(
    rf"(?P<weekday>\b(?:{'|'.join(_WEEKDAYS)})\b)"
    rf"|(?P<date>\b(?:{_DATE})\b)"
    rf"|(?P<year>(?<![\w.,£$€-]){_YEAR}(?![\w%])(?![.,]\d))"
    rf"|(?P<number>(?<![\w.,:]){_NUMBER}(?![\w]))"
    rf"|(?P<name>(?<!{_LETTER}){_NAME})"
)
GROUP = re.compile(
    r"\b(?:Council|Parliament|Commission|Committee|Ministry|Department|Agency|Authority|Bank|Board"
    r"|University|Institute|Laboratory|College|School|Court|Party|Union|League|Club|Company|Corp"
    r"|Inc|Ltd|Group|Trust|Fund|Foundation|Organi[sz]ation|Association|Service|Office)\b"
)
"""Words that make a name a group's."""
ADJECTIVE = re.compile(r"[^\W\d]+(?:ish|ian|ean|ese)|American|French|Dutch|German|Iraqi|Israeli")
"""A capitalised word that only tells where something is from, when it is all of a term."""
_FROM = re.compile(r"((?:\S+ )+\S+) of ")
"""A name of several words, a person's if it is no group's, before the place that it is of."""
_OPENING = " \"'“‘«("
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Term:
    """A name, number or date: ``text[start:end] == words``."""

    sort: Sort
    words: str
    start: int
    end: int


def terms_of(sentence: str) -> tuple[Term, ...]:
    """Return the terms of a sentence in order; its first word counts only inside a longer name."""
    found = []
    for match in _TERM.finditer(sentence):
        sort: Sort = match.lastgroup  # type: ignore[assignment]
        start, end = match.span()
        if sort == "name":
            start, end = _bare_name(sentence, start, end)
        if start < end and not (sort == "name" and _opens(sentence, start, end)):
            found.append(Term(sort, sentence[start:end], start, end))
    return tuple(found)


def _bare_name(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name without ``The`` before it, ``'s`` or a place behind it."""
    if (match := _FROM.match(sentence[start:end])) and not GROUP.search(match[1]):
        end = start + len(match[1])
    end -= len(match.group()) if (match := _POSSESSIVE.search(sentence[start:end])) else 0
    while start < end:
        first, space, _ = sentence[start:end].partition(" ")
        if first.lower() not in STOP_WORDS:
            break
        start += len(first) + len(space)
    return start, end


def _opens(sentence: str, start: int, end: int) -> bool:
    """Return whether a single word owes its capital to its place in the sentence."""
    return " " not in sentence[start:end] and not sentence[:start].strip(_OPENING)
