"""Weights of signals, fitted on questions whose answerability is known: a logistic regression.

Written out here, as the only thing that is wanted of a library for it is twenty lines long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from qa.confidence import SignalName, Signals, Weighting, logit
from qa.errors import EvalError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Row", "logistic_fit", "weighting_of"]

_NAMES: tuple[SignalName, ...] = get_args(SignalName)
_PENALTY = 1.0
"""Of the squared weights of standardised signals, as scikit-learn's default ``C``."""
_STEPS = 100
_LONGEST = 2.0
"""Longest step of one weight: Newton's method can leap too far from a start at zero."""
_SETTLED = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """A question that was asked; ``signals`` is None where there was no evidence at all.

    ``cluster`` is what it is about: rows of one cluster are never in two folds.
    """

    signals: Signals | None
    answerable: bool
    cluster: str
    dataset: str = ""


def weighting_of(rows: Sequence[Row], threshold: float = 0.5) -> Weighting:
    """Return the weighting that fits rows best; a signal that speaks the wrong way is left out.

    More of a signal is better by its meaning: a weight below zero makes up for another signal that
    says nearly the same, or follows chance. Raises EvalError where rows are of one kind only.
    """
    kept = [row for row in rows if row.signals is not None]
    labels = np.array([row.answerable for row in kept], dtype=bool)
    if labels.all() or not labels.any():
        raise EvalError(
            "the questions of one kind are about too few articles: add some about others"
        )
    table, usual = _table([row.signals for row in kept if row.signals])
    known = list(table)
    while True:
        features = np.column_stack([np.zeros((len(kept), 0)), *(table[name] for name in known)])
        intercept, weights = logistic_fit(features, labels)
        if (weights > _SETTLED).all():
            break
        known.remove(known[int(weights.argmin())])
    return Weighting(
        round(intercept, 4),
        {name: round(float(each), 4) for name, each in zip(known, weights, strict=True)},
        {name: round(usual[name], 4) for name in known if name != "yes"},
        threshold,
    )


def logistic_fit(
    features: NDArray[np.float64], labels: NDArray[np.bool_], penalty: float = _PENALTY
) -> tuple[float, NDArray[np.float64]]:
    """Return intercept and weights of a logistic regression, for features as they are given.

    ``features`` (rows, features) are standardised within; ``penalty`` is that of their squared
    weights (L2), halved. Both kinds of row weigh the same, whatever their number: each row counts
    n / (2 n of its kind). Newton's method (iteratively reweighted least squares; Hastie, Tibshirani
    and Friedman, "The Elements of Statistical Learning", section 4.4).
    """
    means, scales = features.mean(axis=0), features.std(axis=0)
    scales[scales < _SETTLED] = 1.0
    design = np.column_stack([np.ones(len(labels)), (features - means) / scales])
    counts = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    ridge = np.diag([0.0] + [penalty] * features.shape[1])
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        likely = (1 + np.tanh(design @ found / 2)) / 2
        gradient = design.T @ (counts * (labels - likely)) - ridge @ found
        curvature = (design.T * (counts * likely * (1 - likely))) @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        found = found + step * min(1.0, _LONGEST / max(float(np.abs(step).max()), _SETTLED))
        if np.abs(step).max() < _SETTLED:
            break
    weights = found[1:] / scales
    return float(found[0] - weights @ means), weights


def _table(
    signals: Sequence[Signals],
) -> tuple[dict[SignalName, list[float]], dict[SignalName, float]]:
    """Return the values of each signal that any row has, and the mean, which fills its gaps."""
    table, usual = {}, {}
    for name in _NAMES:
        values = [getattr(each, name) for each in signals]
        present = [each for each in values if each is not None]
        if not present:
            continue
        usual[name] = sum(present) / len(present)
        filled = [usual[name] if each is None else each for each in values]
        table[name] = [logit(each) for each in filled] if name == "yes" else filled
    return table, usual
