"""Which part of a quote a sentence rests on, who speaks there, and how sure it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import words
from qa.checking.facts import bare, folded, names, stems

__all__ = ["hedged", "negated", "resting_on", "speakers", "tells_speaker"]

_PART = re.compile(r"[;:,–—(){}\[\]]\s|\s-\s|\b(?:but|although|while|because|and)\b")
_NEGATION = frozenset(
    "not no never none neither nor cannot can't won't didn't doesn't don't isn't wasn't aren't "
    "weren't hasn't haven't without denied denies nobody nothing kein keine nicht nie".split()
)
_HEDGES = frozenset(
    "could may might would should expected expects expect plan plans planned hope hopes hoped "
    "likely unlikely possible possibly perhaps probably aims aim proposed estimated estimate "
    "estimates if uncertain unclear whether thought suspected suspicion alleged allegedly "
    "reportedly considering considers forecast forecasts attributed appears seems "
    "unless könnte dürfte soll".split()
)
_SAID = frozenset(
    "said says say saying told tells according argued argues claimed claims believes believed "
    "warned warns called calls wrote writes suggested suggests insisted insists thinks accused "
    "criticised described describes complained promised promises fears feared announced announces "
    "felt convinced argue believe think suggest warn insist sagte sagt laut erklärte betonte "
    "nannte".split()
)
_MONTH = re.compile(r"(?<=\w )May\b|\bMay(?= \d)")
"""The month, which is no hedge: within a sentence, or before a number."""
_NAMED = re.compile(
    r"\b(?:be|been|is|are|was|were|so|also|[a-z]+ly)\s(?:called|described)\b(?!\sby\b)"
)
"""Not said by anybody: "will be called Carrowstead"."""
_SPOKEN = re.compile(
    r"\b(?:add(?:s|ed)(?= that\b)|puts?(?= (?:[^\s,.]+ ){1,4}at (?!last\b|least\b|once\b)))"
)
"""Saying in words that mean it only so: "added that", "puts the loss at"."""
_CLAUSE_END = re.compile(r"[,;:“”\"(]+(?=\s)|(?<=\w)[,;:]\Z")
_AROUND = 12
"""Words on either side of a verb of saying among which its speaker stands."""


def resting_on(told: frozenset[str], quoted: str) -> str:
    """Return the clauses of a quote that share the most words with what a sentence tells."""
    parts = [(len(told & stems(part)), part) for part in _parts(quoted)]
    most = max((shared for shared, _ in parts), default=0)
    return " ".join(part for shared, part in parts if shared and 2 * shared >= most)


def negated(text: str) -> bool:
    """Return whether a text denies something."""
    return _holds(text, _NEGATION)


def hedged(text: str) -> bool:
    """Return whether a text says that something is only expected, possible or conditional."""
    return _holds(_MONTH.sub(" ", text), _HEDGES)


def tells_speaker(text: str) -> bool:
    """Return whether a text says that somebody says something."""
    return _holds(_plainly(text), _SAID)


def speakers(quoted: str) -> set[str]:
    """Return the names beside the verbs of saying in a quote, folded.

    Those before it in the verb's own clause, else behind it there, else of the words around it.
    """
    tokens = _plainly(quoted).split()
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if bare(folded(token).strip(".,;:!?\"“”'‘()")) in _SAID:
            # a lower-case word in front keeps a first name from being taken for a sentence opener
            before = " ".join(tokens[max(0, at - _AROUND) : at])
            behind = " ".join(tokens[at + 1 : at + _AROUND])
            found |= (
                names(f"x {_CLAUSE_END.split(before)[-1]}")
                or names(f"x {_CLAUSE_END.split(behind)[0]}")
                or names(f"x {before} {behind}")
            )
    return found


def _plainly(text: str) -> str:
    """Return a text in which every saying, and nothing else, has a verb of saying."""
    return _SPOKEN.sub("said", _NAMED.sub(" ", text))


def _parts(text: str) -> Iterator[str]:
    yield from (part for part in _PART.split(text) if part.strip())


def _holds(text: str, wanted: frozenset[str]) -> bool:
    return any(word.replace("’", "'") in wanted for word in words(text))
