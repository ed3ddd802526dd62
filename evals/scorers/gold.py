"""What a sample asks for: its gold answers looked for in a text, and why there may be none."""

from __future__ import annotations

from collections.abc import Callable

from evals.metrics import answers
from evals.records import Sample, Score
from qa.types import Answer

__all__ = [
    "ABSTAINED",
    "NOT_ANSWERABLE",
    "NO_ANSWER",
    "NO_EVIDENCE",
    "UNDECIDED",
    "ArticleText",
    "Scorer",
    "answer_text",
    "held",
    "without_gold",
]

ArticleText = Callable[[str], str]
"""From an article's id to its text, as it is stored."""
Scorer = Callable[[Sample, Answer, ArticleText], Score]

ABSTAINED = Score(None, "it abstained")
NO_ANSWER = Score(None, "the sample has no gold answer")
NO_EVIDENCE = Score(None, "the sample names no evidence")
NOT_ANSWERABLE = Score(None, "the articles do not answer it")
UNDECIDED = Score(None, "neither an answer nor a refusal is right")
_LONG = Score(None, "the gold answer is too long to be looked for")


def answer_text(answer: Answer) -> str:
    """Return what an answer says, without its markers; nothing of a refusal."""
    return " ".join(each.text for each in answer.sentences)


def without_gold(sample: Sample) -> Score | None:
    """Return why a sample has nothing to be looked for, if so: gold may be long, or a mere mark."""
    if not sample.answerable:
        return NOT_ANSWERABLE
    if answers.contains("", sample.answers) is None and not sample.all_answers:
        return NO_ANSWER
    return _LONG if sample.form == "long" else None


def held(sample: Sample, text: str) -> float:
    """Return 1 where a text holds what is asked for, else 0."""
    looked_for = (
        answers.contains(text, sample.answers),
        answers.all_gold(text, sample.all_answers),
    )
    return min(each for each in looked_for if each is not None)
