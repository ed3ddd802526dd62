"""Whether a number of a sentence is the quote's number for the same event.

In "stolen in 1938, sold in 1942" each verb has a year of its own. ``pairing`` compares the words
around a number, this rule the verb of its clause.
"""

from __future__ import annotations

import re

from qa.checking.facts import figures, folded
from qa.stemming import stem

__all__ = ["displaced"]

_PARTS = re.compile(r"[;:–—]\s|,\s|\s(?:and|but|while|although|then)\s")
_IRREGULAR = (
    "beat became began born bought built came cost fell gave grew had held killed led lost made met"
    " paid ran rose set sold spent stood took won wrote"
)
_VERB = re.compile(rf"\b(?:[a-z]{{2,}}ed|[a-z]{{3,}}(?= by\b)|{'|'.join(_IRREGULAR.split())})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


def displaced(sentence: str, quoted: str, known: str) -> str | None:
    """Return a number of the sentence whose verb has another number in the quote.

    Years are compared with years only. Numbers in ``known`` (question, heading) are let pass.
    """
    clauses = _clauses(quoted)
    told = _counted(sentence)
    for verb in {stem(word) for word in _VERB.findall(folded(sentence))}:
        beside = [numbers for told_of, numbers in clauses if verb in told_of]
        if not beside or not all(beside):
            continue
        elsewhere = set().union(*(numbers for _, numbers in clauses)).difference(*beside)
        for number in sorted((told - _counted(known)) & elsewhere):
            rivals = {each for each in set().union(*beside) if _is_year(each) == _is_year(number)}
            if rivals and rivals.isdisjoint(told):
                return number
    return None


def _clauses(quoted: str) -> list[tuple[set[str], set[str]]]:
    """Return the stems and the numbers of each clause; numbers alone go with the clause before."""
    found: list[tuple[set[str], set[str]]] = []
    for part in _PARTS.split(folded(quoted)):
        numbers, told = _counted(part), {stem(word) for word in _WORD.findall(part)}
        if told or not found:
            found.append((told, numbers))
        else:
            found[-1][1].update(numbers)
    return found


def _counted(text: str) -> set[str]:
    """Return the numbers of a text without bare magnitudes (``million``)."""
    return {number for number in figures(text) if number[0] in ".0123456789"}


def _is_year(number: str) -> bool:
    return bool(_YEAR.fullmatch(number))
