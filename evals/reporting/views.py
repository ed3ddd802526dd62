"""A result as the page shows it: what was expected beside what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evals.measures import score
from evals.records import GoldQuote, Result
from evals.reporting.failures import FAILURES, failures
from index.types import Passage
from qa.types import AnswerSentence, Citation, Evidence

__all__ = ["GoldView", "QuestionView", "QuoteView", "question_view"]

Outcome = Literal["right", "failed", "unjudged"]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A citation; ``gold`` is whether it meets gold evidence, None where the sample has none."""

    citation: Citation
    gold: bool | None


@dataclass(frozen=True, slots=True)
class GoldView:
    """Gold evidence and how far it came: its rank among the passages, into evidence, cited."""

    gold: GoldQuote
    title: str
    rank: int | None
    shown: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A result, its kinds of failure in their order, and what it cites and should have cited.

    ``removed`` are the sentences of the draft that the check took out; ``titles`` those of the
    articles that were found, by id.
    """

    number: int
    result: Result
    failures: tuple[str, ...]
    outcome: Outcome
    quotes: tuple[QuoteView, ...]
    gold: tuple[GoldView, ...]
    removed: tuple[AnswerSentence, ...]
    titles: dict[str, str]


def question_view(number: int, result: Result) -> QuestionView:
    """Return what the page shows of a result."""
    found = failures(result)
    results = result.answer.results if result.answer else ()
    titles = {each.article.id: each.article.title for each in results}
    return QuestionView(
        number=number,
        result=result,
        failures=tuple(kind for kind in FAILURES if kind in found),
        outcome=_outcome(result, found),
        quotes=_quotes(result),
        gold=tuple(_gold_view(each, result, titles) for each in result.sample.evidence),
        removed=_removed(result),
        titles=titles,
    )


def _outcome(result: Result, found: frozenset[str]) -> Outcome:
    if found:
        return "failed"
    return "unjudged" if score(result, "answered_right") is None else "right"


def _quotes(result: Result) -> tuple[QuoteView, ...]:
    gold = result.sample.evidence
    citations = result.answer.citations if result.answer else ()
    return tuple(
        QuoteView(each, any(_meets(each, one) for one in gold) if gold else None)
        for each in citations
    )


def _gold_view(gold: GoldQuote, result: Result, titles: dict[str, str]) -> GoldView:
    title = titles.get(gold.article_id) or gold.article_id
    answer = result.answer
    if answer is None:
        return GoldView(gold, title, None, shown=False, cited=False)
    ranks = (each.rank for each in answer.results if _meets(each.passage, gold))
    return GoldView(
        gold,
        title,
        next(ranks, None),
        shown=any(_meets(each, gold) for each in answer.evidence),
        cited=any(_meets(each, gold) for each in answer.citations),
    )


def _meets(span: Citation | Evidence | Passage, gold: GoldQuote) -> bool:
    """Return whether a span overlaps a gold quote, or has its words in a copy of the article."""
    if span.article_id == gold.article_id:
        return span.start < gold.end and gold.start < span.end
    words = span.quote if isinstance(span, Citation) else span.text
    return gold.quote in words


def _removed(result: Result) -> tuple[AnswerSentence, ...]:
    if result.trace is None or result.answer is None:
        return ()
    kept = {each.text for each in result.answer.sentences}
    return tuple(each for each in result.trace.sentences if each.text not in kept)
