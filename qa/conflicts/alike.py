"""Sentences that answer a question in words of their own, each with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.conflicts.amounts import Amount
from qa.conflicts.asking import Asking, Telling, stemmed
from qa.conflicts.days import Day
from qa.conflicts.values import Name, Value, differ, same

__all__ = ["alike"]

_SHARE = 0.6
"""Share of what the question asks about that the cited sentence must hold, its title included."""
_NEAR = 60
"""Characters between a date and the words that it belongs to, at most."""
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count|toll|tally)\s+of\s+(?:the\s+)?(\w+)", re.IGNORECASE
)
_CURRENCIES = frozenset("£$€¥")
_IN_A_ROW = frozenset("first second third last next former previous earlier later".split())
_OTHERS = (
    "new old north south east west northern southern eastern western upper lower "
    "men women men's women's boys girls"
)
_TELLS_APART = _IN_A_ROW | frozenset(_OTHERS.split())
"""Words that tell two things of one name apart: the new bridge, the old one; the first flag."""
_FATES = frozenset({"die", "hurt"})
_BY = re.compile(r"((?:\w+\s+){1,2})by\s+(?:the\s+)?((?:[\w-]+\s+){0,6})$")
_OF_A_COUNTRY = re.compile(r"\w+(?:an|ish|ese|ic|ch)")
_VERB = re.compile(r"\s+(?:(?:has|have|had|was|is|also|later)\s+)?(\w+)")


def alike(asking: Asking, cited: Telling, other: Telling) -> Iterator[tuple[str, str, float]]:
    """Yield (cited value, other value, sureness) where both sentences answer, and differ.

    The other sentence must hold, with its title, what the cited one holds of the question's names
    and words, and its article the rest of the names; each must hold one value at those words.
    """
    ours, theirs = asking.stems & cited.about, asking.stems & other.about
    if len(asking.stems & cited.around) < _SHARE * len(asking.stems):
        return
    if (
        not asking.names <= cited.around & other.around
        or not asking.names & cited.about <= other.about
    ):
        return
    if not asking.topics & cited.stems & other.stems or _told_apart(asking, cited, other):
        return
    one, two = _answers(asking, cited), _answers(asking, other)
    if len(one) != 1 or len(two) != 1 or not differ(one[0][1], two[0][1]):
        return
    (at, mine), (there, yours) = one[0], two[0]
    lacks = len(theirs ^ ours) if asking.kind == "number" else len(ours - theirs)
    if not at & there or lacks > (asking.kind == "date" and len(ours) > lacks + 2):
        return
    if not any(same(mine, each) for each in asking.values(other.evidence.text, other.published)):
        yield mine.text, yours.text, len(theirs & ours) / len(asking.stems) / 2


def _told_apart(asking: Asking, cited: Telling, other: Telling) -> bool:
    """Return whether one sentence speaks of the new, the first, the northern, and one does not."""
    ours, theirs = (_marks(asking, each.evidence.text) for each in (cited, other))
    asked = asking.topics & _TELLS_APART & (_IN_A_ROW | cited.about)
    return ours != theirs or not asked <= cited.about & other.about


def _marks(asking: Asking, text: str) -> set[str]:
    """Return the words that tell apart directly before a word of the question."""
    found = words(text)
    return {
        word
        for word, after in pairwise(found)
        if word in _TELLS_APART - asking.names and stemmed([after]) & asking.stems
    }


def _answers(asking: Asking, telling: Telling) -> Sequence[tuple[frozenset[str], Value]]:
    """Return the values at the words of the question, each with the words that it stands at.

    Two values answer the same only where they stand at a word that is the same.
    """
    text = telling.evidence.text
    found = asking.values(text, telling.published)
    if asking.kind == "date":
        return _nearest(asking, text, [each for each in found if isinstance(each, Day)])
    if asking.kind == "person":
        held = {
            each.text: (role, each)
            for each in found
            if isinstance(each, Name) and (role := _role(asking, text, each))
        }
        return list(held.values())
    numbers = [each for each in found if isinstance(each, Amount)]
    if asking.kind == "price":
        return [(asking.stems, each) for each in numbers if each.unit in _CURRENCIES]
    fates = [each for each in numbers if _suffered(asking, text, each)]
    counts = [each for each in numbers if _counts(asking, text, each)]
    return [(asking.stems, each) for each in fates or counts]


def _nearest(
    asking: Asking, text: str, found: Sequence[Day]
) -> Sequence[tuple[frozenset[str], Value]]:
    """Return the date nearest to a word of the question that is no name, if it is near."""
    anchors = [
        (match, at)
        for match in re.finditer(r"\w+", text)
        if (at := stemmed([match.group()]) & asking.topics)
    ]
    if not anchors or not found:
        return []
    nearest = min(found, key=lambda day: (min(_gap(match, day) for match, _ in anchors), day.start))
    near = [at for match, at in anchors if _gap(match, nearest) <= _NEAR]
    return [(frozenset[str]().union(*near), nearest)] if near else []


def _gap(match: re.Match[str], day: Day) -> int:
    return max(match.start() - day.end, day.start - match.end())


def _counts(asking: Asking, text: str, amount: Amount) -> bool:
    """Return whether a number counts, or measures, what the question asks for."""
    if not asking.counted:
        before = words(text[: amount.start])[-4:]
        return bool(asking.topics & stemmed(before))
    if asking.counted & stemmed(amount.counted):
        return True
    named = _NUMBER_OF.search(text, 0, amount.start)
    return not amount.counted and bool(named and stemmed([named[1]]) & asking.counted)


def _suffered(asking: Asking, text: str, amount: Amount) -> bool:
    """Return whether a number is of those who died or were hurt, if that is asked.

    It is said with few words: ``killed two of them``, ``of whom four have died``, ``12 dead``.
    """
    fates = asking.stems & _FATES
    following = [word for word in amount.counted if word not in STOP_WORDS]
    bare = following[:1] != list(amount.counted[:1]) or not following
    before = words(text[: amount.start])[-1:] if bare else []
    return bool(fates & (stemmed(following[:1]) | stemmed(before)))


def _role(asking: Asking, text: str, name: Name) -> frozenset[str]:
    """Return the word of the question that makes a name its answer, empty if none.

    It stands behind it (``signed by Ali Shamkhani``, ``council leader Miriam Okafor``) or before
    it (``Ali Shamkhani signed``). ``American`` in ``by American singer X`` is no name.
    """
    if _OF_A_COUNTRY.fullmatch(name.text) and re.match(r"[ -][a-z]", text[name.end :]):
        return frozenset()
    before = _BY.search(text, 0, name.start)
    if before and not re.search(r"\b(?:and|in|for|with|who|of)\b", before[2]):
        return stemmed(words(before[1])) & asking.topics
    after, word = _VERB.match(text, name.end), words(text[: name.start])[-1:]
    return (stemmed(word) or stemmed([after[1]] if after else [])) & asking.topics
