"""What a person thought of an answer, kept beside the articles.

The record holds the question and the answer as they were: an article that is changed or removed
later takes nothing from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Literal

from index.database import Database, Row
from index.types import Filters, json_ready

__all__ = ["CitedQuote", "Feedback", "Rating", "add_feedback", "all_feedback"]

Rating = Literal["good", "wrong-answer", "wrong-source"]


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A quote that a rated answer rested on: ``article.text[start:end] == quote`` at that time."""

    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A rated answer. ``rated`` is an ISO 8601 time in UTC.

    ``history`` are the earlier turns, oldest first, and ``filters`` the articles that were asked,
    None for all. A refusal (``abstained``) can be good or wrong like any answer.
    """

    trace_id: str
    rated: str
    rating: Rating
    question: str
    answer: str
    comment: str = ""
    abstained: bool = False
    history: tuple[tuple[str, str], ...] = ()
    citations: tuple[CitedQuote, ...] = ()
    filters: Filters | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; ``qa.wire.from_dict(Feedback, …)`` brings them back."""
        return json_ready(self)


def add_feedback(database: Database, feedback: Iterable[Feedback]) -> None:
    """Keep what was rated; a second rating of an answer takes the place of the first."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO feedback (trace_id, rated, rating, question, answer, comment,"
            " abstained, history, citations, filters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row_of(each) for each in feedback],
        )


def all_feedback(database: Database) -> list[Feedback]:
    """Return everything that was rated, oldest rating first."""
    return [
        _feedback_of(row)
        for row in database.rows("SELECT * FROM feedback ORDER BY rated, trace_id")
    ]


def _row_of(feedback: Feedback) -> tuple[Any, ...]:
    filters = feedback.filters
    return (
        _storable(feedback.trace_id),
        feedback.rated,
        feedback.rating,
        _storable(feedback.question),
        _storable(feedback.answer),
        _storable(feedback.comment),
        feedback.abstained,
        json.dumps(feedback.history),
        json.dumps([astuple(each) for each in feedback.citations]),
        None if filters is None else json.dumps(filters.to_dict()),
    )


def _feedback_of(row: Row) -> Feedback:
    filters = row["filters"]
    return Feedback(
        trace_id=row["trace_id"],
        rated=row["rated"],
        rating=row["rating"],
        question=row["question"],
        answer=row["answer"],
        comment=row["comment"],
        abstained=bool(row["abstained"]),
        history=tuple((role, said) for role, said in json.loads(row["history"])),
        citations=tuple(CitedQuote(*each) for each in json.loads(row["citations"])),
        filters=None if filters is None else Filters(**json.loads(filters)),
    )


def _storable(text: str) -> str:
    """Return a text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode()
