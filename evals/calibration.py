"""Weights and threshold of the confidence, fitted on questions whose answerability is known.

All figures are held out: every article is in one fold, the weights that judge a fold were fitted on
the others, and so was its threshold. What is returned for use is then fitted on all of them. Pure:
no question is asked here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from evals.metrics import refusals
from evals.records import Metric
from evals.statistics import Difference, Indices, clustered_interval, paired_difference
from evals.weights import Row, weighting_of
from qa.confidence import Signals, Weighting
from qa.errors import EvalError

__all__ = ["COVERAGES", "Fitted", "best_threshold", "fit", "grouped_folds", "held_out"]

COVERAGES = tuple(range(100, 0, -10))
"""Shares of the questions that are answered, in per cent, for which the risk is told."""
_LEAST = 20
"""Questions of either kind below which weights would follow chance."""
_FOLDS = 5
_THRESHOLDS = tuple(step / 100 for step in range(1, 100))
_SEED = 20240611
"""Of folds and bootstrap: equal questions give equal figures."""
_RESAMPLES = 500
"""Each takes every figure anew."""
Pair = tuple[bool, float]
"""Whether a question is answerable, and how sure it is that it is."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A weighting with what it does to questions that it was not fitted on.

    ``metrics`` are of refusing at the threshold; ``curve`` holds ``risk@90`` and the like: the
    share of unanswerable questions (lower is better) among the surest 90 % of them, with their
    number as its count. ``by_set`` is the balanced accuracy on each set, ``gain`` that on all of
    them minus that of the weights in use before.
    """

    weighting: Weighting
    metrics: tuple[Metric, ...]
    curve: tuple[Metric, ...]
    by_set: dict[str, Metric]
    gain: Difference


def fit(
    rows: Sequence[Row],
    before: Callable[[Signals | None], bool],
    risk: float | None = None,
) -> Fitted:
    """Fit a weighting, and its threshold by balanced accuracy or, where it is given, by ``risk``.

    Every signal that any row has may be weighed. ``before`` says whether the weights in use answer.
    ``risk`` is the largest share of unanswerable questions (0..1) among those that are answered; it
    holds for their share in ``rows``. Raises EvalError where there are too few questions, where no
    signal tells the two kinds apart, and where no threshold keeps the risk.
    """
    _check_enough(rows)
    folds = grouped_folds(rows, np.random.default_rng(_SEED))
    pairs = held_out(rows, folds)
    threshold = best_threshold(pairs, risk)
    if threshold is None:
        raise EvalError(
            f"no threshold keeps the share of unanswerable questions among the answered at {risk}: "
            "allow a larger --risk"
        )
    weighting = weighting_of(rows, threshold)
    if not weighting.weights:
        raise EvalError(
            "no signal tells the answerable questions from the unanswerable ones: read them again, "
            "some may be marked wrongly"
        )
    refused = _refused(pairs, folds, risk)
    clusters = [row.cluster for row in rows]
    return Fitted(
        weighting,
        _metrics(refused, pairs, clusters),
        tuple(_risk(pairs, clusters, coverage) for coverage in COVERAGES),
        _by_set(refused, rows),
        _gain([(row.answerable, not before(row.signals)) for row in rows], refused, clusters),
    )


def grouped_folds(rows: Sequence[Row], rng: np.random.Generator, count: int = _FOLDS) -> Indices:
    """Return the fold (from 0) of each row: clusters stay whole, both kinds are spread evenly."""
    members: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        members.setdefault(row.cluster, []).append(place)
    shuffled = [list(members.values())[place] for place in rng.permutation(len(members))]
    held = np.zeros((count, 2))
    folds = np.zeros(len(rows), dtype=np.intp)
    for places in sorted(shuffled, key=len, reverse=True):
        answerable = sum(rows[place].answerable for place in places)
        kinds = np.array([answerable, len(places) - answerable])
        chosen = min(range(count), key=lambda fold: (held[fold] @ kinds, held[fold].sum()))
        held[chosen] += kinds
        folds[places] = chosen
    return folds


def held_out(rows: Sequence[Row], folds: Indices) -> list[Pair]:
    """Return for each row its kind, and its confidence by weights fitted on the other folds."""
    by_fold = {
        fold: weighting_of([row for row, of in zip(rows, folds, strict=True) if of != fold])
        for fold in np.unique(folds)
    }
    return [
        (row.answerable, by_fold[fold].confidence(row.signals) if row.signals else 0.0)
        for row, fold in zip(rows, folds, strict=True)
    ]


def best_threshold(pairs: Sequence[Pair], risk: float | None = None) -> float | None:
    """Return the threshold of the best balanced accuracy; of equal ones that nearest to 0.5.

    With ``risk`` the lowest, which answers most, whose answered questions hold no larger share of
    unanswerable ones; None where none keeps that. Selective classification as in El-Yaniv & Wiener
    2010, on the sample alone: the true risk may be above it.
    """
    if risk is None:
        return max(_THRESHOLDS, key=lambda each: (_accuracy(pairs, each), -abs(each - 0.5)))
    for threshold in _THRESHOLDS:
        answered = [answerable for answerable, confidence in pairs if confidence >= threshold]
        if answered and answered.count(False) <= risk * len(answered):
            return threshold
    return None


def _check_enough(rows: Sequence[Row]) -> None:
    judged = [row.answerable for row in rows if row.signals is not None]
    for kind, answerable in (("answerable", True), ("unanswerable", False)):
        if (count := judged.count(answerable)) < _LEAST:
            raise EvalError(
                f"only {count} {kind} questions have evidence, and {_LEAST} are needed: add "
                f"{_LEAST - count} or more to the file (`qa eval new` makes some of either kind)"
            )


def _refused(pairs: Sequence[Pair], folds: Indices, risk: float | None) -> list[tuple[bool, bool]]:
    """Return (answerable, refused), each by the threshold that is best for the other folds.

    Where none keeps the risk there, all of the fold is refused.
    """
    thresholds = {}
    for fold in np.unique(folds):
        others = [pair for pair, of in zip(pairs, folds, strict=True) if of != fold]
        found = best_threshold(others, risk)
        thresholds[fold] = math.inf if found is None else found
    return [
        (answerable, confidence < thresholds[fold])
        for (answerable, confidence), fold in zip(pairs, folds, strict=True)
    ]


def _accuracy(pairs: Sequence[Pair], threshold: float) -> float:
    refused = [(answerable, confidence < threshold) for answerable, confidence in pairs]
    return refusals.balanced_accuracy(refused) or 0.0


def _metrics(
    refused: Sequence[tuple[bool, bool]], pairs: Sequence[Pair], clusters: Sequence[str]
) -> tuple[Metric, ...]:
    return (
        _metric("refusal_precision", refusals.refusal_precision, refused, clusters),
        _metric("refusal_recall", refusals.refusal_recall, refused, clusters),
        _metric("balanced_accuracy", refusals.balanced_accuracy, refused, clusters),
        _metric("refusal_auroc", refusals.auroc, pairs, clusters),
    )


def _risk(pairs: Sequence[Pair], clusters: Sequence[str], coverage: int) -> Metric:
    def risk(chosen: Sequence[Pair]) -> float:
        return _point(chosen, coverage)[1]

    metric = _metric(f"risk@{coverage}", risk, pairs, clusters)
    return replace(metric, count=round(_point(pairs, coverage)[0] * len(pairs)))


def _point(pairs: Sequence[Pair], coverage: int) -> tuple[float, float]:
    """Return (coverage, risk) of the surest ``coverage`` per cent and those as sure as its last."""
    points = refusals.risk_coverage([(sure, kind) for kind, sure in pairs], len(pairs))
    return next(point for point in points if round(point[0] * 100, 6) >= coverage)


def _by_set(refused: Sequence[tuple[bool, bool]], rows: Sequence[Row]) -> dict[str, Metric]:
    found = {}
    for dataset in sorted({row.dataset for row in rows}):
        places = [place for place, row in enumerate(rows) if row.dataset == dataset]
        of_set = [refused[place] for place in places], [rows[place].cluster for place in places]
        found[dataset] = _metric("balanced_accuracy", refusals.balanced_accuracy, *of_set)
    return found


def _metric(
    name: str,
    statistic: Callable[[Sequence[Any]], float | None],
    pairs: Sequence[Any],
    clusters: Sequence[str],
) -> Metric:
    def again(positions: Indices) -> float | None:
        return statistic([pairs[position] for position in positions])

    rng = np.random.default_rng(_SEED)
    none = [0.0] * len(pairs)
    low, high = clustered_interval(none, clusters, rng, again, resamples=_RESAMPLES)
    return Metric(name, statistic(pairs), low, high, len(pairs))


def _gain(
    before: Sequence[tuple[bool, bool]], after: Sequence[tuple[bool, bool]], clusters: Sequence[str]
) -> Difference:
    def change(positions: Indices) -> float | None:
        old = refusals.balanced_accuracy([before[position] for position in positions])
        new = refusals.balanced_accuracy([after[position] for position in positions])
        return None if old is None or new is None else new - old

    rng = np.random.default_rng(_SEED)
    none = [0.0] * len(before)
    return paired_difference(none, none, clusters, rng, change, resamples=_RESAMPLES)
