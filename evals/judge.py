"""A model as judge of support: optional, and itself scored against human ratings first.

It is asked of each sentence shown as supported whether its quotes state it. What it says is shown
only where it agrees well enough with people, on the sentences of ``evals/judged/ratings.jsonl``
that name the person who rated them (``rater``); the other lines there are nobody's word yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.metrics.refusals import auroc
from evals.models import Caller, instructions, opened_caller
from evals.records import Sample, Score
from qa.errors import EvalError
from qa.settings import Settings
from qa.types import Answer

__all__ = [
    "Agreement",
    "Rating",
    "agreement",
    "by_people",
    "judge_of",
    "opened_judge",
    "read_ratings",
]

BELIEVED = 0.6
"""Cohen's kappa with people from which on a judge is believed: "substantial" (Landis & Koch 1977,
Biometrics 33:159)."""
RATINGS = Path(__file__).parent / "judged" / "ratings.jsonl"
_SUPPORTED = 0.5
_FEWEST = 50
"""Sentences rated by people, below which kappa says nothing."""

Support = Callable[[str, str, Sequence[str]], float]
"""From a question, a sentence and its quotes to the probability (0..1) that they state it."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A sentence with its quotes, and whether they were found to state all of it.

    The question completes a sentence that is a fragment. ``rater`` is the person who rated it,
    empty where none has.
    """

    question: str
    sentence: str
    quotes: tuple[str, ...]
    supported: bool
    rater: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a judge agrees with people over ``count`` sentences.

    ``kappa`` (Cohen 1960) is 1 for agreement in all, 0 for what chance would give; ``accuracy`` and
    ``auroc`` are in 0..1, higher is better.
    """

    count: int
    accuracy: float
    kappa: float
    auroc: float | None

    @property
    def believed(self) -> bool:
        """Whether the judge's figures may be shown."""
        return self.kappa >= BELIEVED


@contextmanager
def opened_judge(settings: Settings, model: str) -> Iterator[Callable[[Sample, Answer], Score]]:
    """Yield a judge that was scored against people; raise ModelError, and EvalError without any."""
    ratings = by_people(read_ratings())
    with opened_caller(settings.model_copy(update={"model": model})) as caller:
        support = supported_by(caller)
        yield judge_of(support, agreement(support, ratings))


def by_people(ratings: Sequence[Rating]) -> tuple[Rating, ...]:
    """Return the ratings that a person has made; raise EvalError where they are too few."""
    found = tuple(each for each in ratings if each.rater)
    if len(found) < _FEWEST:
        raise EvalError(
            f"{len(found)} sentences were rated by a person, {_FEWEST} are needed before a judge "
            "can be believed: read lines of evals/judged/ratings.jsonl and add your name as rater"
        )
    return found


def supported_by(caller: Caller) -> Support:
    """Return what asks a model whether quotes state a sentence."""
    told = instructions("judge")

    def support(question: str, sentence: str, quotes: Sequence[str]) -> float:
        listed = "\n".join(f"- {' '.join(quote.split())}" for quote in quotes)
        asked = f"Quotes:\n{listed}\n\nQuestion: {question}\nStatement: {sentence}"
        return caller.probability_of_yes((("system", told), ("user", asked)))

    return support


def judge_of(support: Support, found: Agreement) -> Callable[[Sample, Answer], Score]:
    """Return a scorer: the share of sentences shown as supported that the judge finds to be so.

    One that is not believed scores nothing.
    """

    def judge(_: Sample, answer: Answer) -> Score:
        if not found.believed:
            agreed = f"kappa {found.kappa:.2f} with people over {found.count} sentences"
            return Score(None, f"the judge is not believed ({agreed})")
        quotes = {each.number: each.quote for each in answer.citations}
        shown = [each for each in answer.sentences if each.verdict == "supported"]
        if answer.abstained or not shown:
            return Score(None, "no sentence is shown as supported")
        held = [
            support(
                answer.standalone_question,
                each.text,
                [quotes[number] for number in each.citations],
            )
            >= _SUPPORTED
            for each in shown
        ]
        return Score(sum(held) / len(held))

    return judge


def agreement(support: Support, ratings: Sequence[Rating]) -> Agreement:
    """Return how far a judge agrees with people; raise EvalError without ratings."""
    if not ratings:
        raise EvalError("there are no human ratings to score the judge against: add some")
    judged = [
        (each.supported, support(each.question, each.sentence, each.quotes)) for each in ratings
    ]
    pairs = [(supported, share >= _SUPPORTED) for supported, share in judged]
    accuracy = sum(one == other for one, other in pairs) / len(pairs)
    return Agreement(len(pairs), accuracy, _kappa(pairs, accuracy), auroc(judged))


def _kappa(pairs: Sequence[tuple[bool, bool]], observed: float) -> float:
    """Return Cohen's kappa of two raters that say yes or no; 0 where chance explains all."""
    people, judge = (sum(each) / len(pairs) for each in zip(*pairs, strict=True))
    chance = people * judge + (1 - people) * (1 - judge)
    return (observed - chance) / (1 - chance) if chance < 1 else 0.0


def read_ratings(path: Path = RATINGS) -> tuple[Rating, ...]:
    """Return the rated sentences; further fields of a line are for the reader."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Rating(
            row["question"],
            row["sentence"],
            tuple(row["quotes"]),
            bool(row["supported"]),
            row.get("rater", ""),
        )
        for row in rows
    )
