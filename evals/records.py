"""The records that an evaluation travels in: dataset, sample, score, metric, report.

All are frozen and slotted and become JSON and back without loss (``qa.wire``). Vocabulary as in
Inspect (inspect.aisi.org.uk): a dataset holds samples, a solver answers them, scorers judge each,
metrics sum up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.types import Article, json_ready
from qa.trace import Provenance, Trace
from qa.types import Answer

__all__ = [
    "Dataset",
    "GoldQuote",
    "Metric",
    "Report",
    "Result",
    "Sample",
    "Score",
    "Unit",
]

AnswerForm = Literal["short", "long"]
Unit = Literal["share", "ms", "tokens", "MiB"]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Gold evidence: ``article.text[start:end] == quote``, checked when it is loaded."""

    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with what is known to answer it.

    ``kind`` is the sort of question, such as ``exact-number``. ``answerable`` is None where neither
    an answer nor a refusal is right (partly answerable, underspecified). ``answers`` are wordings
    of one answer, any of which is right; ``all_answers`` are several answers (each with its
    wordings), all of which must be given; ``wrong_answers`` must not. ``form`` says whether gold
    answers are short enough to be looked for in an answer. ``context`` are the ids of the only
    articles that may be used; None: all.
    """

    id: str
    question: str
    kind: str
    answerable: bool | None = True
    answers: tuple[str, ...] = ()
    all_answers: tuple[tuple[str, ...], ...] = ()
    wrong_answers: tuple[str, ...] = ()
    form: AnswerForm = "short"
    evidence: tuple[GoldQuote, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    context: tuple[str, ...] | None = None
    asked_on: date | None = None

    @property
    def cluster(self) -> str:
        """What makes samples alike, for intervals: the article that they are about."""
        about = [each.article_id for each in self.evidence] or list(self.context or ())
        return about[0] if about else self.id


@dataclass(frozen=True, slots=True)
class Dataset:
    """Samples over a collection. ``articles`` are to be indexed first; none: they are there."""

    name: str
    samples: tuple[Sample, ...]
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer makes of one sample: a value, or the reason why it cannot say."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One sample, the answer that it was given, and its scores by the name of the metric.

    ``error`` is set, and ``answer`` None, where no answer came. ``peak_memory`` is the most memory,
    in MiB, that this process and the model server together have held so far.
    """

    sample: Sample
    answer: Answer | None
    scores: dict[str, Score] = field(default_factory=dict)
    trace: Trace | None = None
    error: str | None = None
    peak_memory: float | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over the samples that a scorer could judge, with its 95 % interval.

    ``count`` samples were scored; ``unscored`` counts the others by reason. ``value`` is None where
    nothing was scored. ``unit``: ``share`` (0..1), ``ms``, ``tokens``, ``MiB``.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    unscored: dict[str, int] = field(default_factory=dict)
    unit: Unit = "share"


@dataclass(frozen=True, slots=True)
class Report:
    """One run of a dataset. ``created`` is an ISO 8601 time; ``by_kind`` has metrics a kind."""

    dataset: str
    created: str
    mode: str
    provenance: Provenance
    metrics: tuple[Metric, ...]
    by_kind: dict[str, tuple[Metric, ...]]
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()

    def metric(self, name: str) -> Metric | None:
        """Return the metric of that name, if it was taken."""
        return next((each for each in self.metrics if each.name == name), None)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; ``qa.wire.from_dict(Report, …)`` brings them back."""
        return json_ready(self)
