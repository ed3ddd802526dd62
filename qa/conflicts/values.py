"""What a sentence says, read so that two sayings of it compare: amounts, days, names.

Narrow on purpose: what cannot be read for certain is no value, and two values differ only where no
rounding, part, spelling or unit can make them one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.answer_type import values
from qa.checking.facts import folded
from qa.conflicts.amounts import Amount, amounts, may_be_one
from qa.conflicts.days import Day, apart, days

__all__ = ["Name", "Value", "agree", "differ", "people_and_places", "same"]


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words in ``text[start:end]`` and its words, folded."""

    text: str
    start: int
    end: int
    parts: frozenset[str]


Value = Amount | Day | Name


def differ(one: Value, other: Value) -> bool:
    """Return whether two values of one sort cannot mean the same."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.unit == other.unit and not may_be_one(one, other)
    if isinstance(one, Day) and isinstance(other, Day):
        return apart(one, other)
    return isinstance(one, Name) and isinstance(other, Name) and not one.parts & other.parts


def same(one: Value, other: Value) -> bool:
    """Return whether two values of one sort may mean the same; a number without a unit has any."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return (one.unit == other.unit or not (one.unit and other.unit)) and may_be_one(one, other)
    return not differ(one, other)


def agree(one: str, other: str) -> bool | None:
    """Return whether a text repeats a value of another; None where it has none of that sort."""
    for read in _READERS:
        held, told = read(one), read(other)
        if held and told:
            return any(same(mine, yours) for mine in held for yours in told)
    plain, told_words = (set(words(folded(text))) - STOP_WORDS for text in (one, other))
    return True if plain & told_words else None


def people_and_places(text: str) -> list[Name]:
    """Return the names of a text, at every place where they stand."""
    return [
        Name(each, *match.span(), frozenset(folded(word) for word in words(each)) - STOP_WORDS)
        for each in values("person", text)
        for match in re.finditer(rf"\b{re.escape(each)}\b", text)
    ]


_READERS: tuple[Callable[[str], Sequence[Value]], ...] = (
    partial(days, published=None),
    amounts,
    people_and_places,
)
