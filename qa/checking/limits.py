"""What limits a statement in the quote and is lost in a sentence.

"Up to 90", "only with a warrant", "all except July", "either A or B", "the first since 1958", "the
second highest": without these words a sentence says more than its quote.
"""

from __future__ import annotations

import re

from index.sentences import words
from qa.checking.facts import SPELLED, figures, folded, stems

__all__ = ["unbound", "unlimited", "unranked"]

_BOUND = re.compile(
    r"\b(?:(?P<most>up to|at (?:the )?most|no more than|not more than|less than|fewer than|under"
    r"|below|bis zu|hochstens|weniger als)|at (?:the )?least|no (?:less|fewer) than|more than|over"
    r"|above|mindestens|mehr als|uber)\s(?:an?\s|the\s|about\s)?[£$€¥]?\s?(?P<number>\d[\d.,]*\d|\d"
    rf"|\b(?:one|{SPELLED})\b)"
)
_ONLY = frozenset("only solely exclusively alone nur lediglich ausschliesslich".split())
_NO_LIMIT = re.compile(
    r"\b(?:not|nicht) (?:only|solely|nur|allein)\b"
    rf"|\bonly (?:(?:in|on|after|about|some|around) )?(?=\d|(?:{SPELLED}|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)\b)"
)
"""No limit: "not only ... but also", "only in 2019" (not until), "only five" (no more)."""
_LOST = (
    (
        re.compile(r"\b(?:except|excluding|apart from|ausser)\b"),
        re.compile(r"\b(?:except|excluding|apart|ausser|but|not|no|other|besides|without)\b"),
    ),
    (re.compile(r"\beither(?= \S+(?: \S+)? or )"), re.compile(r"\b(?:either|or)\b")),
)
"""What takes something out or gives a choice, and what may say so in a sentence."""
_RANK = (
    r"(?<!at )(?<!at the )(?:first|last|only|best|worst|most|least|highest|lowest|largest|biggest"
    r"|smallest|longest|shortest|oldest|youngest|strongest|fastest|deepest|tallest|richest|greatest"
    r"|hottest|warmest|coldest|newest|earliest|latest|deadliest)\b"
)
_RANKED = re.compile(rf"\b{_RANK}")
_LIKE_A_RANK = re.compile(r"\b(?:than any|record|top|leading|main|chief)\b")
_SINCE = re.compile(r"\bsince (?:[^\W\d]+ ){0,3}\d{4}|\b(?:for|in) (?:\S+ )?(?:years|decades)\b")
_SOME_SINCE = re.compile(r"\b(?:since|after|for|in)\b.*\b(?:\d{4}|years|decades)\b")
_COUNTED = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one of the|among the)[- ]"
    rf"(?:\w+ )?{_RANK}"
)


def unbound(sentence: str, quoted: str) -> str | None:
    """Return a number that the quote gives as a bound, and the sentence not as the same bound."""
    told, held = _bounds(sentence), _bounds(quoted)
    plain = figures(_BOUND.sub(" ", folded(quoted)))
    stated = sorted((figures(sentence) & held.keys()) - plain)
    return next((number for number in stated if told.get(number) != held[number]), None)


def unlimited(sentence: str, quoted: str, resting: str) -> str | None:
    """Return the word that limits what a sentence says, and is lost in it.

    ``resting`` are the clauses of the quote that the sentence rests on.
    """
    told, held = folded(sentence), folded(quoted)
    only = _ONLY.intersection(words(_NO_LIMIT.sub(" ", folded(resting))))
    if only and _ONLY.isdisjoint(words(told)):
        return min(only)
    for limit, kept in _LOST:
        found = limit.search(held)
        if found and not kept.search(told) and len(stems(held[: found.start()]) & stems(told)) > 1:
            return found.group()
    return None


def unranked(sentence: str, quoted: str) -> str | None:
    """Return a rank ("first", "highest") that the quote does not give, or gives with a limit."""
    told, held = folded(sentence), folded(quoted)
    ranks, given = _RANKED.findall(told), _RANKED.findall(held)
    if not ranks:
        return None
    invented = not given and not _LIKE_A_RANK.search(held)
    limited = (_SINCE.search(held) and not _SOME_SINCE.search(told)) or (
        _COUNTED.search(held) and not _COUNTED.search(told)
    )
    return min(ranks) if invented or (limited and len(given) == 1) else None


def _bounds(text: str) -> dict[str, bool]:
    """Return for each number that is a bound whether it is an upper one."""
    return {
        next(iter(figures(match["number"])), match["number"]): bool(match["most"])
        for match in _BOUND.finditer(folded(text))
    }
