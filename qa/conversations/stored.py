"""Turns to rows and back: the answer whole, as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeVar

from index.conversations import HeaderRow, StoredTurn
from index.types import Filters
from qa.conversations.records import ConversationHeader, Turn, title_from
from qa.types import Answer
from qa.wire import from_dict

__all__ = ["header_from", "storable", "stored", "title_of", "turn_from"]

_UNREADABLE = (
    "This answer was kept by another version of Article QA and cannot be read by this one: "
    "ask the question again."
)

Record = TypeVar("Record")


def stored(turn: Turn) -> StoredTurn:
    """Return a turn as it is written."""
    answer, filters = turn.answer, turn.filters
    return StoredTurn(
        question=storable(turn.question),
        asked=turn.asked.astimezone(UTC).isoformat(timespec="microseconds"),
        said="" if answer is None else storable(answer.text),
        answer=None if answer is None else json.dumps(answer.to_dict()),
        filters=None if filters is None else json.dumps(filters.to_dict()),
        note=storable(turn.note),
    )


def turn_from(row: StoredTurn) -> Turn:
    """Return a turn as it was; an answer that cannot be read any more is a note that says so."""
    answer = _record(Answer, row.answer)
    lost = answer is None and row.answer is not None
    return Turn(
        question=row.question,
        asked=datetime.fromisoformat(row.asked),
        answer=answer,
        filters=_record(Filters, row.filters),
        note=_UNREADABLE if lost else row.note,
    )


def header_from(row: HeaderRow) -> ConversationHeader:
    """Return what a list shows of a row."""
    return ConversationHeader(row.id, title_of(row), datetime.fromisoformat(row.updated), row.turns)


def title_of(row: HeaderRow) -> str:
    """Return the title that was given, or else one made of the first question."""
    return row.title or title_from(row.first_question)


def storable(text: str) -> str:
    """Return a text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode()


def _record(kind: type[Record], content: str | None) -> Record | None:
    if content is None:
        return None
    try:
        plain: dict[str, Any] = json.loads(content)
        return from_dict(kind, plain)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None  # fields of another version; the turn says so
