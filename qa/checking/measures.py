"""Whether a number of a sentence has the unit that it has in the quote.

A number whose unit is not among those of ``_UNITS``, or that has none in the quote, is let pass.
"""

from __future__ import annotations

import re

from qa.checking.facts import SPELLED, figures, folded

__all__ = ["remeasured", "rerated"]

_UNITS = {
    "dollar": "dollars $",
    "euro": "euros €",
    "pound": "pounds £",
    "yen": "¥",
    "percent": "prozent %",
    "kilometre": "kilometres kilometer kilometers km",
    "mile": "miles",
    "metre": "metres meter meters m",
    "foot": "feet ft",
    "inch": "inches",
    "knot": "knots",
    "kilogram": "kilograms kg kilogramm",
    "tonne": "tonnes ton tons",
    "gram": "grams gramm",
    "litre": "litres liter liters",
    "second": "seconds sekunde sekunden",
    "minute": "minutes minuten",
    "hour": "hours stunde stunden",
    "day": "days tag tage tagen",
    "week": "weeks woche wochen",
    "month": "months monat monate monaten",
    "year": "years jahr jahre jahren",
    "million": "millionen mio mn",
    "billion": "milliarde milliarden bn mrd",
    "trillion": "tn",
}
_UNIT_OF = {word: unit for unit, more in _UNITS.items() for word in (unit, *more.split())}
_MAGNITUDES = frozenset({"million", "billion", "trillion"})
_MEASURE = re.compile(
    rf"(?P<sign>[£$€¥])?\s?(?P<number>\d[\d.,]*\d|\d|\b(?:{SPELLED})\b)"
    r"(?:[\s-]?(?P<magnitude>m(?:illi(?:on(?:en)?|arden?))?|mio|mrd|mn|bn|tn|[bt]rillion|billion)\b)?"
    r"(?:[\s-]?(?:(?:us|square|cubic)\s)?(?P<unit>per ?cent(?:age)?(?: points?)?|[%€]|[a-z]+))?"
)
_RATE = re.compile(
    r"\b(?:per|an?|each|every)\s(second|minute|hour|day|week|month|year)\b"
    r"(?!\s(?:later|ago|before|after|earlier))"
)


def remeasured(sentence: str, quoted: str) -> str | None:
    """Return a number of the sentence that has another unit or magnitude in the quote."""
    held = _measures(quoted)
    for number, told in _measures(sentence).items():
        for of_size in (True, False):
            here = {unit for unit in told if (unit in _MAGNITUDES) is of_size}
            there = {unit for unit in held.get(number, ()) if (unit in _MAGNITUDES) is of_size}
            if here and there and here.isdisjoint(there):
                return number
    return None


def rerated(sentence: str, quoted: str) -> str | None:
    """Return the stretch of time that a sentence counts by, where the quote counts by another."""
    told, held = set(_RATE.findall(folded(sentence))), set(_RATE.findall(folded(quoted)))
    return min(told - held, default=None) if held else None


def _measures(text: str) -> dict[str, set[str]]:
    """Return for each number of a text the units and magnitudes that it has there."""
    found: dict[str, set[str]] = {}
    for match in _MEASURE.finditer(folded(text)):
        number = next(iter(figures(match["number"])), match["number"])
        units = {_unit(match[part]) for part in ("sign", "magnitude", "unit") if match[part]}
        found.setdefault(number, set()).update(units - {""})
    return found


def _unit(text: str) -> str:
    """Return the name of a unit; nothing where the word is none."""
    if text.startswith("per"):
        return "point" if "point" in text else "percent"
    return _UNIT_OF.get(text, "million" if text == "m" else "")
