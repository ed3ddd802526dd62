"""Scorers of what an answer says, against the gold answers of its sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.metrics import answers
from evals.records import Sample, Score
from evals.scorers.gold import (
    NO_ANSWER,
    NOT_ANSWERABLE,
    UNDECIDED,
    ArticleText,
    Scorer,
    answer_text,
    held,
    without_gold,
)
from qa.types import Answer

__all__ = ["all_gold", "answer_metric", "answered_right", "no_wrong", "token_f1"]


def answer_metric(metric: Callable[[str, Sequence[str]], float | None]) -> Scorer:
    """Return the scorer of a metric of the answer against its gold answers."""

    def scorer(sample: Sample, answer: Answer, _: ArticleText) -> Score:
        unscored = without_gold(sample)
        if unscored:
            return unscored
        if not sample.answers:
            return Score(None, "several answers are wanted")
        return Score(0.0 if answer.abstained else metric(answer_text(answer), sample.answers))

    return scorer


def token_f1(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Score the words shared with the nearest gold answer, long ones too."""
    if not sample.answerable:
        return NOT_ANSWERABLE
    if not sample.answers:
        return NO_ANSWER
    return Score(0.0 if answer.abstained else answers.token_f1(answer_text(answer), sample.answers))


def all_gold(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Score 1 where every wanted answer is said, else 0."""
    if not sample.all_answers:
        return Score(None, "one answer is wanted")
    if answer.abstained:
        return Score(0.0)
    return Score(answers.all_gold(answer_text(answer), sample.all_answers))


def no_wrong(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Score 1 where nothing is said that is known to be wrong, else 0."""
    if not sample.wrong_answers:
        return Score(None, "the sample names no wrong answers")
    return Score(answers.no_wrong(answer_text(answer), sample.wrong_answers))


def answered_right(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Right: what is asked for is said and nothing known to be wrong; or it abstained rightly."""
    if sample.answerable is None:
        return UNDECIDED
    if not sample.answerable:
        return Score(float(answer.abstained))
    unscored = without_gold(sample)
    if unscored:
        return unscored
    if answer.abstained:
        return Score(0.0)
    said = answer_text(answer)
    clean = answers.no_wrong(said, sample.wrong_answers)
    return Score(min(held(sample, said), 1.0 if clean is None else clean))
