"""Amounts of a sentence, read so that two of them compare: in digits or words, with their unit.

Narrow on purpose: a range, a score, an ordinal, a time of day or a number of a date is no amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.sentences import words
from qa.conflicts.days import days

__all__ = ["Amount", "amounts", "may_be_one"]

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


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order; numbers of a date are none."""
    taken = [(each.start, each.end) for each in days(text, None)]
    return [
        _amount(text, match)
        for match in _AMOUNT.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _is_other(text, match)
    ]


def may_be_one(one: Amount, other: Amount) -> bool:
    """Return whether one number may be the other, rounded or rough; units are not compared."""
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
