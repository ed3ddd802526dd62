"""A rating of an answer, made from the answer's trace."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from index.feedback import CitedQuote, Feedback, Rating
from qa.trace import Trace

__all__ = ["Feedback", "Rating", "feedback_of"]


def feedback_of(trace: Trace, rating: Rating, comment: str, rated: datetime) -> Feedback:
    """Return what is kept of a rated answer; raise ValueError for a rating that does not exist."""
    if rating not in get_args(Rating):
        raise ValueError(f"{rating!r} is no rating: use {', '.join(get_args(Rating))}")
    answer = trace.answer
    return Feedback(
        trace_id=trace.id,
        rated=rated.isoformat(timespec="seconds"),
        rating=rating,
        question=trace.question,
        answer=answer.text,
        comment=comment.strip(),
        abstained=answer.abstained,
        history=trace.history,
        citations=tuple(
            CitedQuote(each.article_id, each.start, each.end, each.quote)
            for each in answer.citations
        ),
        filters=trace.filters,
    )
