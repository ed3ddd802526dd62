"""From the results of a run to its figures, each with a 95 % interval clustered by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from evals.measures import MEASURES, Measure, score_measure
from evals.records import Metric, Result, Unit
from evals.scorers import SCORERS
from evals.statistics import Indices, Interval, clustered_interval

__all__ = ["FAST", "KIND", "metrics_by_kind", "summed_up"]

FAST = frozenset(
    "hit@1 hit@5 hit@10 recall@5 recall@10 mrr ndcg@10 gold_in_evidence evidence_tokens "
    "citation_exactness refusal_precision refusal_recall balanced_accuracy refusal_auroc "
    "time_evidence_p50 time_evidence_p95 peak_memory".split()
)
"""What can be said without an answering model: retrieval, evidence and refusing."""
KIND = frozenset(
    "hit@5 gold_in_evidence answered_right citation_f1 groundedness refusal_recall "
    "time_total_p50".split()
)
"""What is said of each kind of question."""
_JUDGE = "judge"
_SEED = 20240611
"""Of the bootstrap: equal results give equal intervals."""
_RESAMPLES = 1000
"""For a figure that is no mean, which has to be taken anew of each."""


def summed_up(results: Sequence[Result], only: frozenset[str] | None = None) -> tuple[Metric, ...]:
    """Return every metric of a run, or ``only`` some, in the order in which they are read."""
    judged = any(_JUDGE in each.scores for each in results)
    names = [*SCORERS, *([_JUDGE] if judged else []), *MEASURES]
    found = [_metric(name, results) for name in names if only is None or name in only]
    if only is None or "peak_memory" in only:
        found.append(_peak_memory(results))
    return tuple(found)


def metrics_by_kind(
    results: Sequence[Result], only: frozenset[str] | None = None
) -> dict[str, tuple[Metric, ...]]:
    """Return the main metrics (of ``only`` those) for each kind of sample."""
    wanted = KIND if only is None else KIND & only
    kinds = sorted({each.sample.kind for each in results})
    of_kind = {kind: [each for each in results if each.sample.kind == kind] for kind in kinds}
    return {kind: summed_up(found, wanted) for kind, found in of_kind.items()}


def _metric(name: str, results: Sequence[Result]) -> Metric:
    measure = MEASURES.get(name) or score_measure(name)
    rows = [(measure.row(each), each) for each in results]
    known = [(row, each.sample.cluster) for row, each in rows if row is not None]
    unscored = Counter(_why_not(name, each) for row, each in rows if row is None)
    value = measure.of([row for row, _ in known])
    low, high = (None, None) if value is None else _interval(measure, known)
    count = 0 if value is None else len(known)
    return Metric(name, value, low, high, count, dict(unscored), _unit(name))


def _interval(measure: Measure, known: Sequence[tuple[Any, str]]) -> Interval:
    """Return the interval of a measure over (row, cluster)."""
    rows, clusters = [row for row, _ in known], [cluster for _, cluster in known]
    rng = np.random.default_rng(_SEED)
    if measure.statistic is None:
        return clustered_interval(rows, clusters, rng)

    def again(positions: Indices) -> float | None:
        return measure.of([rows[position] for position in positions])

    return clustered_interval([0.0] * len(rows), clusters, rng, again, resamples=_RESAMPLES)


def _why_not(name: str, result: Result) -> str:
    if result.answer is None:
        return "no answer came"
    if name in result.scores:
        return result.scores[name].reason
    if name.startswith("time_"):
        return "it was not reached"
    return "neither an answer nor a refusal is right"


def _unit(name: str) -> Unit:
    if name.startswith("time_"):
        return "ms"
    return "tokens" if name.endswith("_tokens") else "share"


def _peak_memory(results: Sequence[Result]) -> Metric:
    peaks = [each.peak_memory for each in results if each.peak_memory is not None]
    return Metric("peak_memory", max(peaks, default=None), None, None, len(peaks), {}, "MiB")
