"""From the results of a run to its figures, each with a 95 % interval clustered by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evals.metrics import refusals
from evals.metrics.latency import percentile
from evals.records import Metric, Result
from evals.scorers import SCORERS
from evals.statistics import Indices, clustered_interval

__all__ = ["FAST", "metrics_by_kind", "summed_up"]

FAST = frozenset(
    "hit@1 hit@5 hit@10 recall@5 recall@10 mrr ndcg@10 gold_in_evidence evidence_tokens "
    "citation_exactness refusal_precision refusal_recall balanced_accuracy refusal_auroc "
    "time_evidence_p50 time_evidence_p95 peak_memory".split()
)
"""What can be said without an answering model: retrieval, evidence and refusing."""
_SEED = 20240611
"""Of the bootstrap: equal results give equal intervals."""
_KIND_METRICS = ("answered_right", "hit@5", "gold_in_evidence", "citation_f1", "groundedness")
Unit = Literal["share", "ms", "tokens", "MiB"]


def summed_up(results: Sequence[Result], only: frozenset[str] | None = None) -> tuple[Metric, ...]:
    """Return every metric of a run, or ``only`` some, in the order in which they are read."""
    answered = [each for each in results if each.answer is not None]
    metrics = [
        *(_mean_score(name, results) for name in SCORERS),
        *_refusals(answered),
        *_times(answered),
        *_tokens(answered),
        *_memory(results),
    ]
    return tuple(each for each in metrics if only is None or each.name in only)


def metrics_by_kind(results: Sequence[Result]) -> dict[str, tuple[Metric, ...]]:
    """Return the main metrics of each kind of sample."""
    kinds = sorted({each.sample.kind for each in results})
    return {
        kind: tuple(
            _mean_score(name, [each for each in results if each.sample.kind == kind])
            for name in _KIND_METRICS
        )
        for kind in kinds
    }


def _mean_score(name: str, results: Sequence[Result]) -> Metric:
    values: list[float] = []
    clusters: list[str] = []
    unscored: Counter[str] = Counter()
    for each in results:
        score = each.scores.get(name)
        if score is None:
            unscored["no answer came"] += 1
        elif score.value is None:
            unscored[score.reason] += 1
        else:
            values.append(score.value)
            clusters.append(each.sample.cluster)
    return _mean(name, values, clusters, unscored=dict(unscored))


def _mean(
    name: str,
    values: Sequence[float],
    clusters: Sequence[str],
    *,
    unit: Unit = "share",
    unscored: dict[str, int] | None = None,
) -> Metric:
    if not values:
        return Metric(name, None, None, None, 0, unscored or {}, unit)
    low, high = clustered_interval(values, clusters, _rng())
    return Metric(name, sum(values) / len(values), low, high, len(values), unscored or {}, unit)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question that has or has not an answer, and what was made of it."""

    answerable: bool
    refused: bool
    confidence: float
    right: float | None
    cluster: str


def _refusals(results: Iterable[Result]) -> list[Metric]:
    judged = [
        _Judged(
            bool(each.sample.answerable),
            each.answer.abstained,
            each.answer.confidence,
            each.scores["answered_right"].value,
            each.sample.cluster,
        )
        for each in results
        if each.sample.answerable is not None and each.answer is not None
    ]
    other = sum(each.sample.answerable is None for each in results)
    unscored = {"neither an answer nor a refusal is right": other} if other else {}
    statistics: dict[str, Callable[[Sequence[_Judged]], float | None]] = {
        "refusal_precision": lambda rows: refusals.refusal_precision(_pairs(rows)),
        "refusal_recall": lambda rows: refusals.refusal_recall(_pairs(rows)),
        "balanced_accuracy": lambda rows: refusals.balanced_accuracy(_pairs(rows)),
        "refusal_auroc": lambda rows: refusals.auroc([(r.answerable, r.confidence) for r in rows]),
        "aurc": _aurc,
    }
    return [
        _statistic(name, judged, statistic, unscored=unscored)
        for name, statistic in statistics.items()
    ]


def _pairs(rows: Sequence[_Judged]) -> list[tuple[bool, bool]]:
    return [(each.answerable, each.refused) for each in rows]


def _aurc(rows: Sequence[_Judged]) -> float | None:
    return refusals.area_under_risk_coverage(risk_coverage_of(rows))


def risk_coverage_of(rows: Sequence[_Judged]) -> tuple[tuple[float, float], ...]:
    """Return the risk–coverage curve of what was answered and can be judged."""
    known = [each for each in rows if each.right is not None]
    given = [(each.confidence, each.right == 1.0) for each in known if not each.refused]
    return refusals.risk_coverage(given, len(known)) if known else ()


def _statistic(
    name: str,
    rows: Sequence[_Judged],
    statistic: Callable[[Sequence[_Judged]], float | None],
    *,
    unscored: dict[str, int],
) -> Metric:
    value = statistic(rows)
    if value is None:
        return Metric(name, None, None, None, 0, unscored)

    def resampled(positions: Indices) -> float | None:
        return statistic([rows[position] for position in positions])

    clusters = [each.cluster for each in rows]
    low, high = clustered_interval([0.0] * len(rows), clusters, _rng(), resampled, resamples=1000)
    return Metric(name, value, low, high, len(rows), unscored)


def _times(results: Sequence[Result]) -> list[Metric]:
    found = []
    for stage in ("evidence", "first_token", "total"):
        pairs = [
            (value, each.sample.cluster)
            for each in results
            if each.answer is not None
            and (value := getattr(each.answer.timings, stage)) is not None
        ]
        found += [_percentile(f"time_{stage}_p{share}", pairs, share / 100) for share in (50, 95)]
    return found


def _percentile(name: str, pairs: Sequence[tuple[float, str]], share: float) -> Metric:
    if not pairs:
        return Metric(name, None, None, None, 0, {}, "ms")
    times = np.array([value for value, _ in pairs])

    def resampled(positions: Indices) -> float | None:
        return percentile(times[positions].tolist(), share)

    clusters = [cluster for _, cluster in pairs]
    low, high = clustered_interval(times.tolist(), clusters, _rng(), resampled, resamples=1000)
    return Metric(name, percentile(times.tolist(), share), low, high, len(times), {}, "ms")


def _tokens(results: Sequence[Result]) -> list[Metric]:
    return [
        _mean(
            name,
            [float(getattr(each.answer.usage, name)) for each in results if each.answer],
            [each.sample.cluster for each in results if each.answer],
            unit="tokens",
        )
        for name in ("evidence_tokens", "prompt_tokens", "completion_tokens")
    ]


def _memory(results: Sequence[Result]) -> list[Metric]:
    peaks = [each.peak_memory for each in results if each.peak_memory is not None]
    peak = max(peaks, default=None)
    return [Metric("peak_memory", peak, None, None, len(peaks), {}, "MiB")]


def _rng() -> np.random.Generator:
    return np.random.default_rng(_SEED)
