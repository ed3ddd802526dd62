"""Answers that readers rated, as samples for a person to complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, cast

from evals.candidates.samples import article_names
from evals.loading import QuoteIn, SampleIn
from index.feedback import Feedback
from index.types import Article, Filters

__all__ = ["from_feedback"]

_LISTED = 60
"""Articles up to which those that were asked are named one by one."""
_MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")

Turn = tuple[Literal["user", "assistant"], str]


def from_feedback(feedbacks: Iterable[Feedback], articles: Sequence[Article]) -> list[SampleIn]:
    """Return a sample for each rated question; of a question rated twice the last rating counts.

    A good answer becomes answerable, with the cited quotes that still stand in their articles as
    evidence; a good refusal becomes not answerable. What was wrong becomes neither (``answerable``
    is None) until a person has said in the file what would be right.
    """
    last = {(each.question, each.history, each.filters): each for each in feedbacks}
    found = _Articles(articles)
    return [_sample(each, found) for each in last.values()]


class _Articles:
    """The articles of now, in which a rated answer's quotes may no longer stand."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {each.id: each for each in articles}
        self._names = article_names(articles)

    def evidence(self, feedback: Feedback) -> tuple[QuoteIn, ...]:
        """Return the cited quotes that can still be found."""
        cited = dict.fromkeys((each.article_id, each.quote) for each in feedback.citations)
        return tuple(
            QuoteIn(article=self._names[article_id], quote=quote)
            for article_id, quote in cited
            if article_id in self._articles and quote in self._articles[article_id].text
        )

    def asked(self, filters: Filters | None) -> tuple[str, ...] | None:
        """Return the ids of the articles that were asked; None for all, or too many to name."""
        if filters is None:
            return None
        ids = tuple(each.id for each in self._articles.values() if _within(each, filters))
        return ids if 0 < len(ids) <= _LISTED else None


def _sample(feedback: Feedback, articles: _Articles) -> SampleIn:
    known = _known_of(feedback, articles)
    context = articles.asked(feedback.filters)
    return SampleIn(
        id=f"feedback-{feedback.trace_id}",
        question=feedback.question,
        kind="feedback",
        history=_turns(feedback),
        context=context,
        asked_on=date.fromisoformat(feedback.rated[:10]),
        note=" ".join(filter(None, _notes(feedback, known, context))),
        **known,
    )


def _known_of(feedback: Feedback, articles: _Articles) -> dict[str, Any]:
    """Return what a rating tells of the right answer: a good one all, a wrong one nothing."""
    if feedback.rating != "good":
        return {"answerable": None}
    if feedback.abstained:
        return {"answerable": False}
    answer = _MARKER.sub("", feedback.answer).strip()
    return {"answers": (answer,), "form": "long", "evidence": articles.evidence(feedback)}


def _notes(
    feedback: Feedback, known: dict[str, Any], context: tuple[str, ...] | None
) -> Iterator[str]:
    yield f"A reader rated the answer of {feedback.rated[:10]}: {feedback.rating}."
    yield f"They wrote: {_line(feedback.comment)}" if feedback.comment else ""
    if feedback.rating != "good":
        yield from _what_was_wrong(feedback)
    elif feedback.abstained:
        yield "It was a refusal: check that no article answers the question."
    else:
        yield "Confirm the answer, and cut it to the words that matter (then without form: long)."
        if len(known["evidence"]) < len({each.quote for each in feedback.citations}):
            yield "Not every quote that it rested on is still in its article: add evidence."
    if feedback.filters is not None and context is None:
        yield "Only some of the articles were asked; put their ids under context."


def _what_was_wrong(feedback: Feedback) -> Iterator[str]:
    if feedback.abstained:
        yield "It was a refusal."
    else:
        quotes = " ".join(f"“{_line(each.quote)}”" for each in feedback.citations)
        yield f"It was: {_line(feedback.answer)} It rested on: {quotes or 'no quote'}."
    yield (
        "Give answers and evidence and take out answerable, or set it to false if no article "
        "answers the question."
    )


def _turns(feedback: Feedback) -> tuple[Turn, ...]:
    turns = (turn for turn in feedback.history if turn[0] in {"user", "assistant"})
    return tuple(cast("Turn", turn) for turn in turns)


def _within(article: Article, filters: Filters) -> bool:
    """Return whether filters let an article through, as ``index.listing.filter_clause`` does."""
    listed = (
        (filters.article_ids, article.id),
        (_folded(filters.sources), article.source.casefold()),
        (_folded(filters.authors), (article.author or "").casefold()),
        (_folded(filters.languages), (article.language or "").casefold()),
    )
    if any(allowed is not None and value not in allowed for allowed, value in listed):
        return False
    first, last = filters.published_from, filters.published_to
    if article.published is None:
        return first is None and last is None
    return (first or date.min) <= article.published <= (last or date.max)


def _folded(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(each.casefold() for each in names)


def _line(text: str) -> str:
    return " ".join(text.split())
