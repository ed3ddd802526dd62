"""What a sentence says, read so that two sayings of it compare: amounts, days, names.

Narrow on purpose: what cannot be read for certain (a range, a score, a time of day) is no
value, and two values differ only where no rounding, part, spelling or unit can make them one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.answer_type import values
from qa.checking.facts import folded
from qa.dates import Span, resolved
from qa.dates.written import date_at

__all__ = [
    "Amount",
    "Day",
    "Name",
    "Value",
    "agree",
    "amounts",
    "days",
    "differ",
    "people_and_places",
    "same",
]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 1_000),
    **dict.fromkeys(("million", "mn", "m"), 10**6),
    **dict.fromkeys(("billion", "bn"), 10**9),
    **dict.fromkeys(("trillion", "tn"), 10**12),
}
_MEASURES = {
    word: names.split()[0]
    for names in (
        "metre metres meter meters m",
        "kilometre kilometres kilometer kilometers km",
        "centimetre centimetres centimeter centimeters cm",
        "mile miles mi",
        "foot feet ft",
        "inch inches",
        "kilogram kilograms kilo kilos kg",
        "gram grams g",
        "pound pounds lb lbs",
        "tonne tonnes",
        "ton tons",
        "second seconds",
        "minute minutes",
        "hour hours",
        "day days",
        "week weeks",
        "month months",
        "year years",
        "degree degrees",
        "acre acres",
        "hectare hectares ha",
        "$ dollar dollars",
        "€ euro euros",
    )
    for word in names.split()
}
"""Units that one thing may be given in: numbers of two units are not compared."""
_WORD_MAGNITUDE = r"(?:dozen|hundred|thousand|million|billion|trillion)\b"
_AMOUNT = re.compile(
    rf"""
    (?P<money>(?:US)?[$]|[£€¥])?\s?
    (?: (?<![\w.,:/–-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w]*[:/–-]\d)
      | \b(?P<tens>{"|".join(_TENS)})(?:[ -](?P<ones>{"|".join(_UNITS[1:10])}))?\b
      | \b(?P<spelt>{"|".join(_UNITS[2:])})\b )
    (?:[ -]?(?P<magnitude>{_WORD_MAGNITUDE}|(?:bn|mn|tn|m|k)\b))?
    (?:[ -]?(?P<unit>%|per\ ?cent\b|percent\b|°C|°F))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|more\ than"
    r"|less\ than|fewer\ than|over|under|at\ least|up\ to|close\ to|estimated)\s+(?:[£$€¥])?$",
    re.IGNORECASE,
)
_ANOTHER_PART = re.compile(r"[,;:.!?()\n]|\b(?:and|but|or)\b")
_ROUGHLY, _ROUND = 0.1, 100
"""Share within which a rough number is another one; below this no whole number is a rounding."""
_FOLLOWING = 4
"""Words behind a number among which the thing that it counts is looked for."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in ``text[start:end]``: ``unit`` is a currency, ``%``, a measure or empty.

    ``counted`` are the words behind it, up to the next comma or ``and``.
    """

    text: str
    start: int
    end: int
    amount: float
    unit: str
    rough: bool
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a part of one, in ``text[start:end]``; what is not written is None.

    ``span`` are the days that it means, where the year or the day of publication tells.
    """

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words in ``text[start:end]`` and its words, folded."""

    text: str
    start: int
    end: int
    parts: frozenset[str]


Value = Amount | Day | Name


def differ(one: Value, other: Value) -> bool:
    """Return whether two values of one sort cannot mean the same."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.unit == other.unit and not _equal(one, other)
    if isinstance(one, Day) and isinstance(other, Day):
        return _apart(one, other)
    return isinstance(one, Name) and isinstance(other, Name) and not one.parts & other.parts


def same(one: Value, other: Value) -> bool:
    """Return whether two values of one sort may mean the same; a number without a unit has any."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return (one.unit == other.unit or not (one.unit and other.unit)) and _equal(one, other)
    return not differ(one, other)


def agree(one: str, other: str) -> bool | None:
    """Return whether a text repeats a value of another; None where it has none of that sort."""
    for read in _READERS:
        held, told = read(one), read(other)
        if held and told:
            return any(same(mine, yours) for mine in held for yours in told)
    plain, told_words = (set(words(folded(text))) - STOP_WORDS for text in (one, other))
    return True if plain & told_words else None


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order; numbers of a date are none."""
    taken = [(each.start, each.end) for each in days(text, None)]
    return [
        _amount(text, match)
        for match in _AMOUNT.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _is_other(text, match)
    ]


def days(text: str, published: date | None) -> list[Day]:
    """Return the dates of a text in order; relative ones only of an article with a date."""
    found = list(_written(text))
    for each in resolved(text, published):
        # A day without a year is left as it is: an older event would get the wrong one.
        if not any(each.start < day.end and day.start < each.end for day in found):
            found.append(Day(each.words, each.start, each.end, span=each.span))
    return sorted(found, key=lambda each: each.start)


def people_and_places(text: str) -> list[Name]:
    """Return the names of a text, at every place where they stand."""
    return [
        Name(each, *match.span(), frozenset(folded(word) for word in words(each)) - STOP_WORDS)
        for each in values("person", text)
        for match in re.finditer(rf"\b{re.escape(each)}\b", text)
    ]


_READERS: tuple[Callable[[str], Sequence[Value]], ...] = (
    partial(days, published=None),
    amounts,
    people_and_places,
)


def _written(text: str) -> Iterator[Day]:
    reached = 0
    for match in re.finditer(r"\b\w", text):
        if match.start() < reached or not (found := date_at(text, match.start())):
            continue
        reached = found.end
        span = found.span(date.max) if found.year is not None else None
        words_ = text[found.start : found.end]
        yield Day(words_, found.start, found.end, found.year, found.month, found.day, span)


def _amount(text: str, match: re.Match[str]) -> Amount:
    part = match.groupdict()
    magnitude = (part["magnitude"] or "").lower()
    end = match.end()
    if magnitude in {"m", "k"} and not part["money"]:
        magnitude, end = "", match.start("magnitude")  # "5 m" are metres
    start = end - len(text[match.start() : end].lstrip())
    behind = words(_ANOTHER_PART.split(text[end:], maxsplit=1)[0])[:_FOLLOWING]
    money = (part["money"] or "").upper().removeprefix("US")
    unit = money or part["unit"] or _MEASURES.get("".join(behind[:1]), "")
    return Amount(
        text[start:end],
        start,
        end,
        _number(part) * _MAGNITUDES.get(magnitude, 1),
        "%" if unit.lower().startswith("per") else unit,
        bool(_ROUGH.search(text, 0, start)),
        tuple(behind),
    )


def _number(part: dict[str, str | None]) -> float:
    if part["digits"]:
        return float(part["digits"].replace(",", ""))
    if part["spelt"]:
        return _SPELT[part["spelt"].lower()]
    return _SPELT[str(part["tens"]).lower()] + _SPELT[(part["ones"] or "zero").lower()]


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is an ordinal, a piece of a range or of a name such as ``A380``."""
    behind = text[match.end() : match.end() + 6]
    before = text[max(0, match.start() - 9) : match.end() - len(match.group().lstrip())]
    ordinal = re.match(r"(?:st|nd|rd|th)\b|[-–/]\d|\s+to\s+\d|\w", behind)
    return bool(ordinal or re.search(r"(?:\d\s+to|between|No\.|[Nn]umber)\s+$", before))


def _equal(one: Amount, other: Amount) -> bool:
    low, high = sorted((one.amount, other.amount))
    if one.rough or other.rough:
        return high - low <= _ROUGHLY * high
    return low == high or _rounds_to(low, high) or _rounds_to(high, low)


def _rounds_to(exact: float, rounded: float) -> bool:
    """Return whether ``exact``, to as many digits as the other is written with, is that one."""
    if rounded < _ROUND and exact == int(exact):
        return False
    digits = len(f"{rounded:.10g}".replace(".", "").strip("0"))
    return float(f"{exact:.{max(digits, 1)}g}") == rounded


def _apart(one: Day, other: Day) -> bool:
    if one.span and other.span:
        return one.span.end < other.span.start or other.span.end < one.span.start
    pairs: Sequence[tuple[int | None, int | None]] = (
        (one.year, other.year),
        (one.month, other.month),
        (one.day, other.day),
    )
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)
