"""Figures as they are printed: spreads of times, differences with their interval."""

from __future__ import annotations

from collections.abc import Sequence

from evals.statistics import Difference

__all__ = ["interval", "percentile", "spread"]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


def spread(milliseconds: Sequence[float]) -> str:
    """Return the middle of some times and the time that one in twenty exceeds."""
    middle, late = (percentile(milliseconds, share) for share in (0.5, 0.95))
    return f"p50 {middle:.0f} ms, p95 {late:.0f} ms"


def interval(gap: Difference) -> str:
    """Return a paired difference with its interval, as a cell of a table."""
    if gap.mean is None:
        return "–"
    ends = "" if gap.low is None else f" ({gap.low:+.3f} to {gap.high:+.3f})"
    return f"{gap.mean:+.3f}{ends}"
