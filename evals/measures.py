"""Metrics as functions of single results, so that they can be taken again of any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from evals.metrics import refusals
from evals.metrics.latency import percentile
from evals.records import Report, Result

__all__ = ["MEASURES", "Measure", "measure", "risk_coverage", "score", "score_measure", "timing"]

Row = Any
"""What a measure needs of one result; its own sort for each measure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over rows, one row a result; ``row`` gives None for a result that does not count.

    ``statistic`` is None for the mean of the rows, which has a faster way.
    """

    row: Callable[[Result], Row | None]
    statistic: Callable[[Sequence[Row]], float | None] | None = None

    def of(self, rows: Sequence[Row]) -> float | None:
        """Return the figure; None where the rows have none."""
        if self.statistic is not None:
            return self.statistic(rows)
        return sum(rows) / len(rows) if rows else None


def measure(name: str, *reports: Report) -> Measure | None:
    """Return how a metric is taken; None for one that no single results add up to.

    Metrics that are not known here are the means of the scores of that name, where there are any.
    """
    if name in MEASURES:
        return MEASURES[name]
    scored = any(name in each.scores for report in reports for each in report.results)
    return score_measure(name) if scored else None


def score_measure(name: str) -> Measure:
    """Return the mean of the scores of a name."""
    return Measure(partial(score, name=name))


def score(result: Result, name: str) -> float | None:
    """Return the value of a score; None where it is missing or could not be given."""
    found = result.scores.get(name)
    return found.value if found else None


def timing(result: Result, stage: str) -> float | None:
    """Return the milliseconds until a stage of ``qa.types.Timings``; None if not reached."""
    value: float | None = getattr(result.answer.timings, stage) if result.answer else None
    return value


def risk_coverage(results: Sequence[Result]) -> tuple[tuple[float, float], ...]:
    """Return the points (coverage, risk) of the answers that were given, the surest first."""
    return _curve([row for each in results if (row := _selective(each)) is not None])


def _tokens(result: Result, name: str) -> float | None:
    return float(getattr(result.answer.usage, name)) if result.answer else None


def _refusal(result: Result) -> tuple[bool, bool] | None:
    """Return whether a question is answerable, and whether it was refused."""
    if result.answer is None or result.sample.answerable is None:
        return None
    return result.sample.answerable, result.answer.abstained


def _confidence(result: Result) -> tuple[bool, float] | None:
    if result.answer is None or result.sample.answerable is None:
        return None
    return result.sample.answerable, result.answer.confidence


def _selective(result: Result) -> tuple[float, bool, bool] | None:
    """Return the confidence of an answer, whether it is right, and whether it was given."""
    right, answer = score(result, "answered_right"), result.answer
    if answer is None or right is None or result.sample.answerable is None:
        return None
    return answer.confidence, right == 1, not answer.abstained


def _curve(rows: Sequence[tuple[float, bool, bool]]) -> tuple[tuple[float, float], ...]:
    given = [(confidence, right) for confidence, right, answered in rows if answered]
    return refusals.risk_coverage(given, len(rows)) if rows else ()


def _aurc(rows: Sequence[tuple[float, bool, bool]]) -> float | None:
    return refusals.area_under_risk_coverage(_curve(rows))


MEASURES = {
    "refusal_precision": Measure(_refusal, refusals.refusal_precision),
    "refusal_recall": Measure(_refusal, refusals.refusal_recall),
    "balanced_accuracy": Measure(_refusal, refusals.balanced_accuracy),
    "refusal_auroc": Measure(_confidence, refusals.auroc),
    "aurc": Measure(_selective, _aurc),
    **{
        f"time_{stage}_p{share}": Measure(
            partial(timing, stage=stage), partial(percentile, share=share / 100)
        )
        for stage in ("evidence", "first_token", "total")
        for share in (50, 95)
    },
    **{
        name: Measure(partial(_tokens, name=name))
        for name in ("evidence_tokens", "prompt_tokens", "completion_tokens")
    },
}
"""What is no mean of scores, by the name of the metric, in the order in which it is read."""
