"""Where in an article a quote stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from qa.ui.place import Place

__all__ = ["Location", "locate"]

_MOVED = "The quote is no longer at this place: the article has changed since."
_ABSENT = "These words are not in the article: it may have changed, or the link was cut short."


@dataclass(frozen=True, slots=True)
class Location:
    """``text[start:end]``, nothing when both are 0; ``remark`` is what a reader should know."""

    start: int = 0
    end: int = 0
    remark: str = ""


def locate(text: str, place: Place) -> Location:
    """Return where in ``text`` the place is.

    A quote counts for more than the numbers beside it. It is found to the character, or else with
    other white space between its words; what is marked is the article's own characters either way.
    """
    if place.quote:
        return _of_quote(text, place)
    if place.end > len(text):
        return Location(remark=_MOVED)
    return Location(place.start, place.end)


def _of_quote(text: str, place: Place) -> Location:
    quote = place.quote
    if place.end and text.startswith(quote, place.start):
        return Location(place.start, place.start + len(quote))
    start = text.find(quote)
    if start < 0:
        return _with_other_space(text, quote)
    return Location(start, start + len(quote), _counted(text.count(quote)))


def _counted(times: int) -> str:
    if times == 1:
        return ""
    return f"These words stand in the article {times:,} times. The first is marked."


def _with_other_space(text: str, quote: str) -> Location:
    # One space between words on both sides: a plain search, which no quote can make slow.
    words = list(re.finditer(r"\S+", text))
    even, wanted = " ".join(word[0] for word in words), " ".join(quote.split())
    start = even.find(wanted)
    if start < 0 or not wanted:
        return Location(remark=_ABSENT)
    begins = list(accumulate((len(word[0]) + 1 for word in words), initial=0))

    def in_text(offset: int) -> int:
        word = bisect_right(begins, offset) - 1
        return words[word].start() + offset - begins[word]

    last = start + len(wanted) - 1
    return Location(in_text(start), in_text(last) + 1, _counted(even.count(wanted)))
