"""Figures in words: rounded for the reader, but never up to a perfect score."""

from __future__ import annotations

from evals.records import Metric

__all__ = ["change", "figure", "interval", "spread"]

_SECOND = 1000.0
_TEN = 10.0
_FINEST = 6
_NOTHING = 1e-12
"""What is left of sums that cancel out."""


def figure(value: float | None, unit: str = "share") -> str:
    """Return a value with its unit: ``0.93``, ``4.4 s``, ``105 tokens``; ``–`` for None.

    A share that is not quite 0 or 1 is given as many digits as it takes to see that.
    """
    if value is None:
        return "–"
    shown = _share(value) if unit == "share" else _amount(value, unit)
    return shown.replace("-", "−")


def spread(low: float | None, high: float | None, unit: str = "share") -> str:
    """Return both ends of an interval: ``0.91 to 0.97``; ``–`` where there is none.

    Ends that are the same show that nothing varied, which is no certainty: ``no spread``.
    """
    if low is None or high is None:
        return "–"
    if low == high:
        return "no spread"
    first, last = figure(low, unit), figure(high, unit)
    amount, _, name = first.partition(" ")
    return f"{amount if last.endswith(f' {name}') else first} to {last}"


def interval(metric: Metric) -> str:
    """Return the interval of a metric (see ``spread``)."""
    return spread(metric.low, metric.high, metric.unit)


def change(value: float | None, unit: str = "share") -> str:
    """Return a difference with its sign: ``+0.04``, ``−1.2 s``."""
    if value is None:
        return figure(None)
    if abs(value) < _NOTHING:
        return figure(0.0, unit)
    return f"{'+' if value > 0 else '−'}{figure(abs(value), unit)}"


def _amount(value: float, unit: str) -> str:
    if unit == "ms":
        return f"{value / _SECOND:.1f} s" if abs(value) >= _SECOND else f"{value:.0f} ms"
    if unit == "tokens" and abs(value) < _TEN:
        return f"{value:.1f} tokens"
    return f"{value:,.0f} {unit}"


def _share(value: float) -> str:
    for digits in range(2, _FINEST):
        shown = f"{value:.{digits}f}"
        if float(shown) not in {0.0, 1.0} or float(shown) == value:
            return shown
    return f"{value:.{_FINEST}f}"
