"""Scorers of what stands behind the sentences of an answer."""

from __future__ import annotations

from evals.metrics.groundedness import grounded
from evals.records import Sample, Score
from evals.scorers.answering import answered_right
from evals.scorers.citing import cites_gold
from evals.scorers.gold import ABSTAINED, NO_EVIDENCE, UNDECIDED, ArticleText
from qa.types import Answer, AnswerSentence

__all__ = ["false_support", "groundedness"]


def groundedness(_: Sample, answer: Answer, __: ArticleText) -> Score:
    """Score the share of names, numbers and dates that quotes or question hold."""
    if answer.abstained:
        return ABSTAINED
    shares = [_grounded(each, answer) for each in answer.sentences]
    known = [share for share in shares if share is not None]
    if not known:
        return Score(None, "no sentence holds a name, number or date")
    return Score(sum(known) / len(known))


def _grounded(sentence: AnswerSentence, answer: Answer) -> float | None:
    cited = [each for each in answer.citations if each.number in sentence.citations]
    about = [(each.title, each.source, str(each.published or "")) for each in cited]
    known = [answer.standalone_question, *(part for each in about for part in each)]
    return grounded(sentence.text, [each.quote for each in cited], "\n".join(known))


def false_support(sample: Sample, answer: Answer, text_of: ArticleText) -> Score:
    """Share of the sentences shown as supported that gold says are not (lower is better).

    To a question without an answer every one is false; to another each is that stands in a wrong
    answer and cites no gold sentence.
    """
    if sample.answerable is None:
        return UNDECIDED
    shown = [each for each in answer.sentences if each.verdict == "supported"]
    if not shown or answer.abstained:
        return Score(None, "no sentence is shown as supported")
    if not sample.answerable:
        return Score(1.0)
    if not sample.evidence:
        return NO_EVIDENCE
    if answered_right(sample, answer, text_of).value == 1.0:
        return Score(0.0)
    return Score(sum(not cites_gold(each, sample, answer, text_of) for each in shown) / len(shown))
