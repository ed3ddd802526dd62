"""Whose contest a question asks of: the women's race is not the men's.

To a small model, and to vectors, the two read alike, and articles tell of both in one breath. A
person who is a man or a woman sets nothing apart, nor does a title: only the words for a contest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.checking.facts import folded

__all__ = ["tells_of_the_other"]

_CONTEST = (
    r"[’']?s?\s(?:[^\s,;:.?!]+\s){0,3}?(?:races?|marathon|finals?|semi-?finals?|titles?|records?|"
    r"teams?|singles|doubles|events?|tournaments?|championships?|cups?|leagues?|relays?|medals?|"
    r"gold|silver|bronze|competitions?|sprint|hurdles|heats?|sides?|game|match|metres|meters|open)"
)
_MEN = re.compile(rf"\b(?:men|boys|male){_CONTEST}\b")
_WOMEN = re.compile(rf"\b(?:women|girls|ladies|female){_CONTEST}\b")
_HE = re.compile(r"\b(?:m[ae]n|males?|boys?|he|his|him)\b")
_SHE = re.compile(r"\b(?:wom[ae]n|females?|lad(?:y|ies)|girls?|she|hers?)\b")
_Pair = tuple[re.Pattern[str], re.Pattern[str]]


def tells_of_the_other(question: str, text: str, title: str = "") -> bool:
    """Return whether a text tells of the men's contest alone where the women's is asked of.

    Or the other way round. ``title`` may tell of the one that is asked of.
    """
    pair = _other(question)
    if pair is None:
        return False
    other, asked = pair
    return bool(other.search(folded(text))) and not asked.search(folded(f"{title}\n{text}"))


@lru_cache(maxsize=1)
def _other(question: str) -> _Pair | None:
    """Return the contest that a question leaves out, and the words that tell of the asked one."""
    asked = folded(question)
    mens, womens = bool(_MEN.search(asked)), bool(_WOMEN.search(asked))
    if mens == womens:
        return None
    return (_WOMEN, _HE) if mens else (_MEN, _SHE)
