"""What can be written in several ways, written in one: letters, numbers, money, units, dates.

So that an answer is found whichever way it is written. Written for English; other languages keep
their words, and share the treatment of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata

from evals.metrics.dates import dated
from evals.metrics.measures import measured
from evals.metrics.numerals import in_digits

__all__ = ["fold", "plain"]

_ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic; Indic vowels stay
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑−", "-")
    | dict.fromkeys("‒–—―", " ")
)
_LOW_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_LOW_ORDINAL = re.compile(rf"\b(?:{'|'.join(_LOW_ORDINALS)})\b")


def fold(text: str) -> str:
    """Return a text in small letters without accents, with one apostrophe and one hyphen.

    Dashes become blanks: they part words, and ranges.
    """
    parted = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parted)).translate(_LETTERS)


def plain(text: str) -> str:
    """Return a folded text with numbers, money, percentages, units and dates in one wording.

    See ``numerals.in_digits``, ``measures.measured`` and ``dates.dated``; "&" becomes "and", and
    what is left of 1st, 2nd and 3rd "first", "second" and "third".
    """
    text = dated(measured(in_digits(fold(text).replace("&", " and "))))
    return _LOW_ORDINAL.sub(lambda found: _LOW_ORDINALS[found.group()], text)
