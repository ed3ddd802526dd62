"""What another sentence of the same quotes says already is not said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.checking.clauses import hedged, negated
from qa.checking.facts import folded
from qa.types import AnswerSentence

__all__ = ["without_repeats"]

_NEARLY = 0.5
"""Share of a sentence's words from which what has them, before it, is the same told shorter."""
_LIGHT = frozenset("a an the it he she they this that is are was were be been in of on at".split())
"""Words by whose lack a sentence tells no less."""
_HYPHEN = re.compile(r"(?<=\w)\s*[-–]\s*(?=[^\W\d])")
_ITEM = re.compile(r"\s*(?:[-•*]|\d+[.)])\s")
"""What opens an item of a list, which may be one word of the item before it."""


def without_repeats(sentences: Sequence[AnswerSentence]) -> tuple[AnswerSentence, ...]:
    """Return the sentences without those that another of the same quotes says as well.

    A short answer may be said once more in full behind it: "Latin. The statement was in Latin."
    """
    kept: list[AnswerSentence] = []
    for each in sentences:
        if any(_says(other, each) for other in kept):
            continue
        shorter = [other for other in kept if _says(each, other, _NEARLY)]
        at = kept.index(shorter[0]) if shorter else len(kept)
        kept.insert(at, each)
        kept = [other for other in kept if other not in shorter]
    return tuple(kept)


def _says(this: AnswerSentence, other: AnswerSentence, least: float = 0.0) -> bool:
    """Return whether a sentence has all words of another in order, a share of its own at least."""
    if this.text.split() == other.text.split():
        return True
    held, said = _telling(this.text), _telling(other.text)
    rest = iter(held)
    return (
        this.citations == other.citations
        and this.verdict == other.verdict
        and not _ITEM.match(other.text)
        and len(said) >= least * len(held)
        and all(word in rest for word in said)
        and negated(this.text) == negated(other.text)
        and hedged(this.text) == hedged(other.text)
    )


def _telling(text: str) -> list[str]:
    """Return the words of a text that tell anything, with the signs of its numbers."""
    spaced = _HYPHEN.sub(" ", folded(text)).split()
    told = [word.strip("\"'`“”‘’().,;:!?") for word in spaced]
    return [word for word in told if word and word not in _LIGHT]
