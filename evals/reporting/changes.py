"""What became of single metrics and questions from one report to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from evals.measures import Measure, measure, score
from evals.records import Metric, Report, Result
from evals.reporting.labels import label
from evals.statistics import Difference, Indices, paired_difference

__all__ = ["Flip", "MetricChange", "Pair", "Verdict", "flips", "metric_change"]

Verdict = Literal["better", "worse", "differs", "no difference shown", "not paired"]
"""Of the second report. ``differs``: of a metric of which neither way is better. ``not paired``:
the metric cannot be put down to single questions."""

Became = Literal["right", "wrong"]
_RESAMPLES = 1000
"""For figures that are no mean: each resample takes them anew, twice."""


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric of the first and of the second report, over the samples that both could score."""

    metric: str
    unit: str
    first: float | None
    second: float | None
    difference: Difference
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that became right or wrong, and by which of ``metrics`` that shows."""

    sample_id: str
    kind: str
    question: str
    became: Became
    metrics: tuple[str, ...]


Pair = tuple[Result, Result]
"""The results of one sample in the first and in the second report."""


def metric_change(
    name: str, first: Report, second: Report, pairs: Sequence[Pair], rng: np.random.Generator
) -> MetricChange:
    """Return a metric of the pairs that both reports could score."""
    known = [each for each in (first.metric(name), second.metric(name)) if each]
    how = measure(name, first, second)
    if how is None:
        return _unpaired(name, known[0].unit, first.metric(name), second.metric(name))
    rows = [(how.row(before), how.row(after), before.sample.cluster) for before, after in pairs]
    full = [row for row in rows if row[0] is not None and row[1] is not None]
    before, after = [row[0] for row in full], [row[1] for row in full]
    difference = _difference(how, before, after, [row[2] for row in full], rng)
    return MetricChange(
        name,
        known[0].unit,
        how.of(before) if before else None,
        how.of(after) if after else None,
        difference,
        _verdict(name, difference),
    )


def _difference(
    how: Measure,
    before: Sequence[Any],
    after: Sequence[Any],
    clusters: Sequence[str],
    rng: np.random.Generator,
) -> Difference:
    if how.statistic is None:
        return paired_difference(before, after, clusters, rng)

    def gap(positions: Indices) -> float | None:
        least = how.of([before[each] for each in positions])
        most = how.of([after[each] for each in positions])
        return None if least is None or most is None else most - least

    places = [0.0] * len(before)
    return paired_difference(places, places, clusters, rng, gap, resamples=_RESAMPLES)


def _unpaired(name: str, unit: str, first: Metric | None, second: Metric | None) -> MetricChange:
    before, after = first.value if first else None, second.value if second else None
    mean = None if before is None or after is None else after - before
    return MetricChange(name, unit, before, after, Difference(mean, None, None, 0), "not paired")


def _verdict(name: str, difference: Difference) -> Verdict:
    if not difference.shown or difference.mean is None:
        return "no difference shown"
    direction = label(name).direction
    if direction == "neither":
        return "differs"
    return "better" if (difference.mean > 0) == (direction == "higher") else "worse"


def flips(before: Result, after: Result) -> Iterable[Flip]:
    """Yield what a question became, right or wrong, where it was the other before."""
    was, is_now = _right(before), _right(after)
    became = {name: is_now[name] for name in was if is_now.get(name, was[name]) != was[name]}
    sample = after.sample
    for right in (False, True):
        names = tuple(name for name, now in became.items() if now is right)
        if names:
            word: Became = "right" if right else "wrong"
            yield Flip(sample.id, sample.kind, sample.question, word, names)


def _right(result: Result) -> dict[str, bool]:
    """Return what was right and what was wrong about a result, by the name of the judgement."""
    scores = {name: score(result, name) for name in ("answered_right", "contains_gold")}
    right = {name: value == 1 for name, value in scores.items() if value is not None}
    if result.answer is not None and result.sample.answerable is not None:
        right["refusal"] = result.answer.abstained != result.sample.answerable
    return right
