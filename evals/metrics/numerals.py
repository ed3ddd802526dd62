"""Numbers written in one way: plain digits.

Works on folded text (``wording.fold``). Knows English number words, digits grouped in threes and
magnitudes; knows nothing of units and dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

__all__ = ["in_digits"]


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_ONES + _TEENS, 1)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_LOW_ORDINALS = "first second third".split()
_ORDINALS = {word: value for value, word in enumerate(_LOW_ORDINALS, 1)}
_ORDINALS |= {f"{word}th": _VALUES[word] for word in "four six seven ten eleven".split()}
_ORDINALS |= {f"{word}th": _VALUES[word] for word in _TEENS if word.endswith("teen")}
_ORDINALS |= {f"{word[:-1]}ieth": _VALUES[word] for word in _TENS}
_ORDINALS |= {"fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ZEROS = {
    "hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "mn": 6, "crore": 7,
    "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_LETTERS = {"k": "thousand", "m": "million", "b": "billion"}

_BELOW_100 = rf"(?:{_any(_TENS)}(?:[\s-]{_any(_ONES)})?|{_any(_TEENS)}|{_any(_ONES)})\b"
_BELOW_1000 = rf"(?:(?:{_any(_ONES)}|a)[\s-]hundred\b(?:(?:\sand)?[\s-]{_BELOW_100})?|{_BELOW_100})"
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)")
# not behind a year: "in 2014,14 people"
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?![\d,]|\.\d)")
_WHOLE = re.compile(r"(?<![\w.])(\d+)\.0+(?![\d.])")
_ORDINAL = re.compile(rf"\b(?:({_any(_TENS)})[\s-])?({_any(_ORDINALS)})\b")
_SPOKEN = re.compile(
    # not followed by a magnitude: "two thousand and three million" are two numbers
    rf"\b(?:{_BELOW_1000}|a)[\s-]thousand\b"
    rf"(?:(?:\sand)?[\s-]{_BELOW_1000}(?![\s-]{_any(_ZEROS)}\b))?"
    rf"|\b{_BELOW_1000}"
)
_MONEY = re.compile(rf"([$£€¥]\s?\d+(?:\.\d+)?)\s?({_any(_LETTERS)})\b")
_LARGE = re.compile(
    rf"(?<![\w.])(\d+(?:\.\d+)?|(?:a|one)(?=[\s-]))[\s-]?({_any(_ZEROS)})(?![^\W_])"
)


def in_digits(text: str) -> str:
    """Return a folded text with its numbers in plain digits.

    "1,204" becomes 1204, "fourteen" 14, "1.4 million" and "$1.4m" 1400000, "nineteenth" 19th, 4.00
    4. Commas group digits only in threes, and points never do; before one digit or two a comma is
    the decimal mark of other languages. "One" on its own stays: it is a pronoun more often than a
    number. "First" to "third" stay as well: a second is also a time.
    """
    text = _GROUPED.sub(lambda found: re.sub(r"\D", "", found.group()), text)
    text = _DECIMAL_COMMA.sub(r"\1.\2", text)
    text = _WHOLE.sub(r"\1", text)
    text = _SPOKEN.sub(_spoken, _ORDINAL.sub(_ordinal, text))
    text = _MONEY.sub(lambda found: f"{found[1]} {_LETTERS[found[2]]}", text)
    return _LARGE.sub(_large, text)


def _spoken(found: re.Match[str]) -> str:
    if found.group() == "one":
        return "one"
    thousands = current = 0
    for word in re.split(r"[\s-]", found.group()):
        if word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            thousands, current = (current or 1) * 1000, 0
        else:
            current += _VALUES.get(word, 0)
    return str(thousands + current)


def _ordinal(found: re.Match[str]) -> str:
    tens, last = found.groups()
    value = _ORDINALS[last]
    if tens is None and last in _LOW_ORDINALS:
        return last
    if tens is not None and value >= 10:  # noqa: PLR2004 - "twenty tenth" is no number
        return f"{tens} {value}th"
    value += _VALUES.get(tens, 0)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th") if tens else "th"
    return f"{value}{ending}"


def _large(found: re.Match[str]) -> str:
    number, magnitude = found.groups()
    factor = Decimal(1) if number in {"a", "one"} else Decimal(number)
    value = f"{factor.scaleb(_ZEROS[magnitude]):f}"
    return value.rstrip("0").rstrip(".") if "." in value else value
