"""Sentences that are the same but for one piece, which is a value: the surest sort of conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.lexical import STOP_WORDS
from qa.checking.facts import folded
from qa.conflicts.amounts import amounts
from qa.conflicts.asking import Asking, Telling, stemmed
from qa.conflicts.days import days
from qa.conflicts.values import Value, differ, people_and_places

__all__ = ["parallel"]

_TOKEN = re.compile(r"\w+(?:[’'.,]\w+)*")
_ALIKE = 0.7
"""Share of the words of two sentences that must be the same, in the same order."""
_SHARED, _LONGEST = 3, 3
"""Content words that two sentences share at least; words at most of a value without a capital."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where two sentences differ: character spans and folded words on either side.

    ``capitals``: a word of it begins with a capital or a digit.
    """

    ours: tuple[int, int]
    theirs: tuple[int, int]
    words: tuple[tuple[str, ...], tuple[str, ...]]
    capitals: bool


def parallel(asking: Asking, cited: Telling, other: Telling) -> Iterator[tuple[str, str, float]]:
    """Yield (cited value, other value, sureness) where two sentences differ in just that.

    More than one differing name or number means that they speak of different things, and so does
    a difference in the words of the question.
    """
    known = asking.stems & cited.around
    if not asking.stems & cited.stems or not known <= other.around:
        return
    found = _pieces(cited.evidence.text, other.evidence.text)
    if found is None:
        return
    alike, pieces = found
    if any(asking.stems & stemmed(side) for piece in pieces for side in piece.words):
        return
    hard = {piece.words: piece for piece in reversed(pieces) if piece.capitals}
    if len(hard) > 1:
        return
    candidates = list(hard.values()) or (pieces if asking.kind is None else [])
    if len(candidates) == 1:
        yield from _values(asking, cited, other, candidates[0], 0.5 + alike / 2)


def _pieces(ours: str, theirs: str) -> tuple[float, list[_Piece]] | None:
    """Return how alike two sentences are (0..1) and where they differ; None if not enough."""
    left, right = (list(_TOKEN.finditer(text)) for text in (ours, theirs))
    one, two = ([folded(each.group()) for each in side] for side in (left, right))
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or (alike := matcher.ratio()) < _ALIKE:
        return None
    pieces = []
    shared: set[str] = set()
    for operation, start, end, first, last in matcher.get_opcodes():
        if operation == "equal":
            shared.update(one[start:end])
        elif operation == "replace":
            sides = ((left[start:end], one[start:end]), (right[first:last], two[first:last]))
            pieces.append(_piece(*sides))
    return (alike, pieces) if len(shared - STOP_WORDS) >= _SHARED else None


def _piece(
    ours: tuple[list[re.Match[str]], list[str]], theirs: tuple[list[re.Match[str]], list[str]]
) -> _Piece:
    tokens = [match.group() for side in (ours, theirs) for match in side[0]]
    telling = [token for token in tokens if token.lower() not in STOP_WORDS]
    return _Piece(
        (ours[0][0].start(), ours[0][-1].end()),
        (theirs[0][0].start(), theirs[0][-1].end()),
        (tuple(ours[1]), tuple(theirs[1])),
        any(not token[0].islower() for token in telling),
    )


def _values(
    asking: Asking, cited: Telling, other: Telling, piece: _Piece, sure: float
) -> Iterator[tuple[str, str, float]]:
    """Yield the values of the asked sort that stand where two sentences differ."""
    ours, theirs = (
        _read(asking, telling, span)
        for telling, span in ((cited, piece.ours), (other, piece.theirs))
    )
    if any(differ(one, two) for one in ours for two in theirs):
        yield _shown(cited, piece.ours, ours), _shown(other, piece.theirs, theirs), sure
        return
    if asking.kind is None and asking.thing and not ours and not theirs and _nouns(piece):
        one, two = (cited.evidence.text, other.evidence.text)
        yield one[slice(*piece.ours)], two[slice(*piece.theirs)], sure - 0.1


def _read(asking: Asking, telling: Telling, span: tuple[int, int]) -> list[Value]:
    text = telling.evidence.text
    found: list[Value] = []
    if asking.kind in {"date", None}:
        found += days(text, telling.published)
    if asking.kind in {"number", "price", None}:
        found += amounts(text)
    if asking.kind in {"person", "place", None}:
        found += people_and_places(text)
    return [each for each in found if each.start < span[1] and span[0] < each.end]


def _shown(telling: Telling, piece: tuple[int, int], found: list[Value]) -> str:
    """Return the words of the piece with the rest of the values that reach out of it."""
    start = min(piece[0], *(each.start for each in found))
    return telling.evidence.text[start : max(piece[1], *(each.end for each in found))]


def _nouns(piece: _Piece) -> bool:
    """Return whether the words on both sides are few and none is an everyday one."""
    return all(
        0 < len(side) <= _LONGEST and not STOP_WORDS.intersection(side) for side in piece.words
    ) and not (stemmed(piece.words[0]) & stemmed(piece.words[1]))
