"""Intervals for figures over samples that are not independent: several are about one article.

Whole clusters are resampled, so that samples about one article move together (Cameron, Gelbach and
Miller, "Bootstrap-Based Improvements for Inference with Clustered Errors", 2008; Miller, "Adding
Error Bars to Evals", arXiv 2411.00640). Pure: the random generator is passed in.

Two limits of the percentile bootstrap to keep in mind. With fewer than some twenty clusters its
intervals are too narrow. Where every sample has the same value both ends are that value, which
shows that nothing varied, not that nothing could.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Difference",
    "Indices",
    "Interval",
    "Statistic",
    "clustered_interval",
    "paired_difference",
]

Interval = tuple[float, float] | tuple[None, None]
"""Low and high end; both None where the samples cannot show any."""
Indices = NDArray[np.intp]
Statistic = Literal["mean"] | Callable[[Indices], float | None]
"""The mean of the values, or a function of the positions of the resampled samples."""

_BATCH = 4_000_000
"""Cluster draws that are held in memory at once: 32 MB."""
_ZERO = 1e-12
"""Sums of scores such as 0.1 that cancel out are off zero by less than this."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Second minus first over ``count`` paired samples, with its interval (see ``Interval``)."""

    mean: float | None
    low: float | None
    high: float | None
    count: int

    @property
    def shown(self) -> bool:
        """Whether the interval leaves zero out, at either side."""
        if self.low is None or self.high is None:
            return False
        return self.low > _ZERO or self.high < -_ZERO


def clustered_interval(
    values: Sequence[float],
    clusters: Sequence[str],
    rng: np.random.Generator,
    statistic: Statistic = "mean",
    *,
    resamples: int = 2000,
    level: float = 0.95,
) -> Interval:
    """Return the percentile interval of a statistic when whole clusters are resampled.

    ``clusters`` names the cluster of each value. A function as ``statistic`` is given the positions
    of a resample (some repeated) and returns its figure, in any unit, or None or NaN where the
    resample has none, such as a recall without positives; such resamples are left out.

    Returns ``(None, None)`` with fewer than two clusters, and where less than half of the resamples
    have a figure: then nothing can be said about how far it would vary. Raises ValueError when
    values and clusters differ in length.
    """
    members = _members(clusters, len(values))
    if len(members) < 2:  # noqa: PLR2004 - one cluster cannot vary
        return None, None
    if statistic == "mean":
        figures = _means(np.asarray(values, dtype=float), members, rng, resamples)
    else:
        figures = _figures(statistic, members, rng, resamples)
    return _percentiles(figures, level)


def paired_difference(
    a: Sequence[float],
    b: Sequence[float],
    clusters: Sequence[str],
    rng: np.random.Generator,
    statistic: Statistic = "mean",
    *,
    resamples: int = 2000,
    level: float = 0.95,
) -> Difference:
    """Return how far ``b`` is above ``a`` on the same samples, in their order, with its interval.

    Each resample draws the same samples for both (paired bootstrap), so that what makes a sample
    hard for both cancels out. A function as ``statistic`` is given the positions of a resample and
    returns the difference itself, for figures that are no mean. Raises ValueError when the lengths
    differ.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} values cannot be paired with {len(b)}")
    if not len(a):
        return Difference(None, None, None, 0)
    gaps = np.asarray(b, dtype=float) - np.asarray(a, dtype=float)
    whole = float(gaps.mean()) if statistic == "mean" else statistic(np.arange(len(a)))
    low, high = clustered_interval(
        gaps.tolist(), clusters, rng, statistic, resamples=resamples, level=level
    )
    return Difference(whole, low, high, len(a))


def _members(clusters: Sequence[str], count: int) -> list[Indices]:
    """Return the positions of the samples of each cluster."""
    if len(clusters) != count:
        raise ValueError(f"{count} values have {len(clusters)} clusters")
    by_cluster: dict[str, list[int]] = {}
    for position, cluster in enumerate(clusters):
        by_cluster.setdefault(cluster, []).append(position)
    return [np.asarray(positions, dtype=np.intp) for positions in by_cluster.values()]


def _means(
    values: NDArray[np.float64], members: list[Indices], rng: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Return the mean of each resample from the sums and sizes of the clusters alone."""
    sums = np.array([values[positions].sum() for positions in members])
    sizes = np.array([len(positions) for positions in members], dtype=float)
    means = np.empty(resamples)
    step = max(1, _BATCH // len(members))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = rng.integers(len(members), size=(rows, len(members)))
        means[start : start + rows] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means


def _figures(
    statistic: Callable[[Indices], float | None],
    members: list[Indices],
    rng: np.random.Generator,
    resamples: int,
) -> NDArray[np.float64]:
    drawn = rng.integers(len(members), size=(resamples, len(members)))
    found = (statistic(np.concatenate([members[each] for each in row])) for row in drawn)
    return np.array([np.nan if each is None else each for each in found], dtype=float)


def _percentiles(figures: NDArray[np.float64], level: float) -> Interval:
    known = figures[~np.isnan(figures)]
    if 2 * len(known) < len(figures):
        return None, None
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)
