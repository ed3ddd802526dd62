"""Percentiles of waiting times."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["percentile"]


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which ``share`` (0..1) of the values lie, in their own unit.

    Between two values it is interpolated linearly: numpy's default, method 7 of Hyndman & Fan
    1996. Lower is better for times. None where there are no values; ValueError for a share out of
    0..1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}, and must be in 0..1")
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
