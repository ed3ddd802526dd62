"""What is kept of a conversation. All records are frozen and slotted.

None of them holds the owner's key: whoever was given the id of a conversation may read all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any

from index.types import Filters, json_ready
from qa.trace import Trace
from qa.types import Answer

__all__ = ["Conversation", "ConversationHeader", "Turn", "title_from", "turn_of"]

_TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it.

    ``answer`` is whole, with evidence and results as they were shown; where it is None, ``note``
    says why: stopped, a problem, or an answer that this version cannot read. ``filters`` are the
    articles that were asked, None for all. ``asked`` is a time with a zone.
    """

    question: str
    asked: datetime
    answer: Answer | None = None
    filters: Filters | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConversationHeader:
    """What a list shows of a conversation; ``turns`` counts them."""

    id: str
    title: str
    updated: datetime
    turns: int

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; times as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: tuple[Turn, ...] = ()

    @property
    def header(self) -> ConversationHeader:
        """The conversation without its turns."""
        return ConversationHeader(self.id, self.title, self.updated, len(self.turns))

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; times as ISO 8601."""
        return json_ready(self)


def turn_of(trace: Trace, asked: datetime) -> Turn:
    """Return the turn of an answer that was given, from its trace."""
    return Turn(trace.question, asked, trace.answer, trace.filters)


def title_from(question: str) -> str:
    """Return a question as a title of at most 60 characters, cut at a word where there is one."""
    line = " ".join(question.split())
    short = shorten(line, _TITLE_CHARS, placeholder=" …")
    return short if short.strip(" …") else f"{line[: _TITLE_CHARS - 1]}…" if line else ""
