"""Which quote of which answer a place in an article is, where a conversation cites it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.types import Citation
from qa.ui.place import Place
from qa.ui.talk.turn import Turn

__all__ = ["index_of", "opened_from"]


def index_of(place: Place, citations: Sequence[Citation]) -> int | None:
    """Return which of the citations, counted from 0, is at ``place``; None where none is.

    A link by quote alone has no numbers: there the quote decides.
    """
    by_quote = place.quote and not place.end
    for index, each in enumerate(citations):
        same = (
            each.quote == place.quote
            if by_quote
            else (each.start, each.end) == (place.start, place.end)
        )
        if same and each.article_id == place.article_id:
            return index
    return None


def opened_from(place: Place, turns: Sequence[Turn]) -> tuple[Place, Sequence[Citation]]:
    """Return the place with the turn that cites it, and what the answer of that turn cites.

    A link in the address names no turn: it is the last one that cites the place, if any does.
    """
    if place.turn is not None:
        return place, _cited(turns[place.turn]) if place.turn < len(turns) else ()
    for number in reversed(range(len(turns))):
        citations = _cited(turns[number])
        if index_of(place, citations) is not None:
            return replace(place, turn=number), citations
    return place, ()


def _cited(turn: Turn) -> Sequence[Citation]:
    return turn.answer.citations if turn.answer else ()
