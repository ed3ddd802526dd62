"""Money, percentages and units written in one way: a number, then the name of the unit.

Works on folded text whose numbers are in digits (``numerals.in_digits``). Knows English names and
the usual signs; converts nothing: 1 km is not 1000 m.
"""

from __future__ import annotations

import re

__all__ = ["UNITS", "measured"]

_SPELLINGS = {
    "km": "km kms kilometre kilometres kilometer kilometers",
    "m": "m metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "mile": "mile miles",
    "foot": "foot feet ft",
    "inch": "inch inches",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "mg": "mg milligram milligrams",
    "gram": "gram grams gramme grammes",  # not "g": 5G is a network
    "tonne": "tonne tonnes",
    "ton": "ton tons",
    "litre": "litre litres liter liters",
    "hectare": "hectare hectares ha",
    "acre": "acre acres",
    "mph": "mph",
    "kmh": "kmh km/h kph",
    "kw": "kw kilowatt kilowatts",
    "mw": "mw megawatt megawatts",
    "gw": "gw gigawatt gigawatts",
    "second": "second seconds sec secs",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "am": "am a.m.",
    "pm": "pm p.m.",
    "percent": "percent pct prozent",
    "celsius": "celsius",
    "fahrenheit": "fahrenheit",
    "dollar": "dollar dollars usd",
    "pound": "pound pounds gbp",
    "euro": "euro euros eur",
    "yen": "yen jpy",
}
UNITS = tuple(_SPELLINGS)
"""The units, as they stand behind a number in a text that ``measured`` returned."""

_UNIT_OF = {each: unit for unit, spellings in _SPELLINGS.items() for each in spellings.split()}
_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_CODES = {"usd": "$", "gbp": "£", "eur": "€", "jpy": "¥"}
_SPELT_OUT = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?<![\w)])-(?=\d)", "minus "),
        (r"%|\bper cent\b", " percent"),
        (r"(?:°\s?|\bdegrees?\s+)(?:c|celsius)\b", " celsius"),
        (r"(?:°\s?|\bdegrees?\s+)(?:f|fahrenheit)\b", " fahrenheit"),
        (r"\b(?:us|u\.s\.|american)\s?(?=\$|dollars?\b)", ""),
    )
)
_NUMBER = r"(?<![\w.])(\d+(?:\.\d+)?)"
_CODE = re.compile(rf"\b({'|'.join(_CODES)})\s?(?=\d)")
_MONEY = re.compile(rf"([$£€¥])\s?{_NUMBER}")
_SPELLING = "|".join(re.escape(each) for each in sorted(_UNIT_OF, key=len, reverse=True))
_UNIT = re.compile(rf"(?:{_NUMBER}|\bone\b)(?:\s+|-)?({_SPELLING})(?!\w)")


def measured(text: str) -> str:
    """Return a folded text with its quantities as number and unit.

    "£30" becomes "30 pound", "5%" and "5 per cent" "5 percent", "12 kilometres" and
    "12-km" "12 km", "1.5°C" "1.5 celsius", "-5" "minus 5", "one day" "1 day". "30 m" is thirty
    metres: without a currency sign it cannot be told from millions.
    """
    for pattern, written in _SPELT_OUT:
        text = pattern.sub(written, text)
    text = _CODE.sub(lambda found: _CODES[found[1]], text)
    text = _MONEY.sub(lambda found: f"{found[2]} {_SIGNS[found[1]]}", text)
    return _UNIT.sub(lambda found: f"{found[1] or 1} {_UNIT_OF[found[2]]}", text)
