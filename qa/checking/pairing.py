"""Whether a number of a sentence belongs to the same thing in the quote.

What a number belongs to is told by the words between its neighbours ("£4.9 million for the roads,
£2.1 million for the houses") and by the verb of its clause ("stolen in 1938, sold in 1942"). A
number that a sentence puts beside the words, or the verb, of another one is mispaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.checking.facts import SPELLED, figures, folded, stems
from qa.stemming import stem

__all__ = ["mispaired"]

_FIGURE = re.compile(rf"(\d+(?:[.,:]\d+)*|\b(?:{SPELLED})\b)", re.IGNORECASE)
_MARGIN = 2
"""Words by which another number must fit better."""
_CLAUSE_END = re.compile(r"[;:–—]\s|,\s|\s(?:and|but|while|although|then)\s")
_IRREGULAR = (
    "beat became began born bought built came cost fell gave grew had held killed led lost made met"
    " paid ran rose set sold spent stood took won wrote"
)
_VERB = re.compile(rf"\b(?:[a-z]{{2,}}ed|[a-z]{{3,}}(?= by\b)|{'|'.join(_IRREGULAR.split())})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a text: its numbers, and the stems of its words."""

    numbers: set[str]
    told: frozenset[str]


def mispaired(sentence: str, quoted: str, known: str = "") -> str | None:
    """Return a number of the sentence that belongs to something else in the quote.

    Numbers in ``known`` (question, heading) need not go with their verb.
    """
    return _with_other_words(sentence, quoted) or _with_another_verb(sentence, quoted, known)


def _with_other_words(sentence: str, quoted: str) -> str | None:
    held = _around_numbers(quoted)
    for told in _around_numbers(sentence):
        own = [len(told.told & each.told) for each in held if each.numbers == told.numbers]
        others = [len(told.told & each.told) for each in held if each.numbers != told.numbers]
        if own and max(others, default=0) >= max(own) + _MARGIN:
            return min(told.numbers)
    return None


def _with_another_verb(sentence: str, quoted: str, known: str) -> str | None:
    """Years are compared with years only."""
    clauses = _clauses(quoted)
    told = _counted(sentence)
    for verb in {stem(word) for word in _VERB.findall(folded(sentence))}:
        beside = [clause.numbers for clause in clauses if verb in clause.told]
        if not beside or not all(beside):
            continue
        elsewhere = set().union(*(clause.numbers for clause in clauses)).difference(*beside)
        for number in sorted((told - _counted(known)) & elsewhere):
            rivals = {each for each in set().union(*beside) if _is_year(each) == _is_year(number)}
            if rivals and rivals.isdisjoint(told):
                return number
    return None


def _around_numbers(text: str) -> list[_Stretch]:
    """Return for each number the stretch from the number before it to the one behind."""
    parts = _FIGURE.split(text)
    return [
        _Stretch(figures(parts[at]), stems(f"{parts[at - 1]} {parts[at + 1]}"))
        for at in range(1, len(parts), 2)
    ]


def _clauses(text: str) -> list[_Stretch]:
    """Return the clauses of a text; numbers alone go with the clause before."""
    parts: list[str] = []
    for part in _CLAUSE_END.split(folded(text)):
        if parts and not _WORD.search(part):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return [_Stretch(_counted(each), frozenset(map(stem, _WORD.findall(each)))) for each in parts]


def _counted(text: str) -> set[str]:
    """Return the numbers of a text without bare magnitudes (``million``)."""
    return {number for number in figures(text) if number[0] in ".0123456789"}


def _is_year(number: str) -> bool:
    return bool(_YEAR.fullmatch(number))
