"""The plots of a report, each an ``svg`` element, or None where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from evals.measures import risk_coverage, score, timing
from evals.records import Metric, Result
from evals.reporting.figures import figure
from evals.reporting.labels import grouped, label
from evals.reporting.svg import INK, MUTED, SERIES, as_svg, styled
from evals.statistics import clustered_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["evidence_recall", "latencies", "metric_bars", "risk_coverage_curve"]

_WIDTH, _HEIGHT = 4.8, 3.0
"""Inches, of which an SVG makes 72 units: a little more than the width of a small phone."""
_ROW = 0.235
_LONGEST = 28
"""Characters of a name; a longer one would leave no room for its bar."""
_STAGES = {"evidence": "evidence", "first_token": "first token", "total": "whole answer"}
_DASHES = ("solid", (0, (4, 1.5)), (0, (1, 1.2)))
_BIN, _BINS = 8, 5
"""Samples that a bin of evidence lengths holds at least, and how many bins there are at most."""


def metric_bars(metrics: Sequence[Metric]) -> str | None:
    """Return the shares among the metrics as bars from 0 to 1 with their 95 % intervals."""
    shares = [each for found in grouped(metrics).values() for each in found if _is_share(each)]
    if not shares:
        return None
    with styled():
        drawn, axes = _axes(_ROW * len(shares) + 0.6)
        for row, metric in enumerate(shares):
            _draw_bar(axes, row, metric)
        rows = range(len(shares))
        axes.set(xlim=(0, 1), ylim=(len(shares) - 0.4, -0.6), xlabel="share, with 95 % interval")
        axes.set_yticks(rows, [_name(each) for each in shares], color=INK)
        axes.grid(visible=False, axis="y")
        values = axes.secondary_yaxis("right")
        values.set_yticks(rows, [figure(each.value) for each in shares], color=INK)
        for each in (axes, values):
            each.tick_params(axis="y", length=0)
        values.spines["right"].set_visible(False)
        return as_svg(drawn, "bars", "Metrics with 95 % intervals")


def risk_coverage_curve(results: Sequence[Result]) -> str | None:
    """Return the share of wrong answers against the share of questions answered.

    The surest answers come first (Geifman and El-Yaniv 2017); it ends where refusals begin.
    """
    points = risk_coverage(results)
    if not points:
        return None
    with styled():
        drawn, axes = _axes(_HEIGHT)
        coverage, risk = (np.array(each) for each in zip(*points, strict=True))
        # Each risk is drawn over the coverage that came in with it: the area is that of AURC.
        axes.step([0, *coverage], [risk[0], *risk], where="pre", color=SERIES[0])
        axes.plot(coverage[-1:], risk[-1:], "o", color=SERIES[0], markersize=5)
        told = f"{coverage[-1]:.0%} answered, {risk[-1]:.0%} of these wrong"
        axes.set_title(told, fontsize="medium", loc="right")
        axes.set(
            xlim=(0, 1), ylim=(0, max(0.1, float(risk.max()) * 1.15)),
            xlabel="coverage: share of questions answered, the surest first",
            ylabel="risk: share of these wrong",
        )  # fmt: skip
        _percent(axes, "xy")
        return as_svg(drawn, "risk", "Risk against coverage")


def latencies(results: Sequence[Result]) -> str | None:
    """Return how many questions had their evidence, first token and answer by when."""
    times = {stage: _times(results, stage) for stage in _STAGES}
    if not any(times.values()):
        return None
    with styled():
        drawn, axes = _axes(_HEIGHT)
        for (stage, name), colour, dashes in zip(_STAGES.items(), SERIES, _DASHES, strict=True):
            seconds = np.sort(times[stage]) / 1000
            if len(seconds):
                axes.ecdf(seconds, color=colour, linestyle=dashes, label=name)
        axes.set(xscale="log", ylim=(0, 1.02), xlabel="seconds since the question, log scale")
        axes.set_ylabel("share of questions that have it")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} s"))
        _percent(axes, "y")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
        return as_svg(drawn, "times", "Waiting times")


def evidence_recall(results: Sequence[Result], rng: np.random.Generator) -> str | None:
    """Return how often the gold answer is in the evidence, by the length of the evidence.

    Samples are put into bins of equal size by their evidence tokens; 95 % intervals by article.
    """
    rows = [
        (float(each.answer.usage.evidence_tokens), held, each.sample.cluster)
        for each in results
        if each.answer is not None and (held := score(each, "gold_in_evidence")) is not None
    ]
    if not rows:
        return None
    bins = _bins(sorted(rows))
    with styled():
        drawn, axes = _axes(_HEIGHT)
        for each in bins:
            _draw_bin(axes, each, rng)
        axes.set(ylim=(0, 1.08), xlabel="tokens of evidence", ylabel="gold answer in the evidence")
        axes.margins(x=0.12)
        _percent(axes, "y")
        return as_svg(drawn, "evidence", "Evidence length against recall of the gold answer")


def _axes(height: float) -> tuple[Figure, Axes]:
    drawn = Figure(figsize=(_WIDTH, height), layout="constrained")
    return drawn, drawn.add_subplot()


def _percent(axes: Axes, which: str) -> None:
    for name in which:
        axis = axes.xaxis if name == "x" else axes.yaxis
        axis.set_major_formatter(PercentFormatter(1, decimals=0))


def _is_share(metric: Metric) -> bool:
    return metric.unit == "share" and metric.value is not None


def _name(metric: Metric) -> str:
    shown = label(metric.name)
    text = shown.text if len(shown.text) <= _LONGEST else f"{shown.text[:_LONGEST]}…"
    return f"{text} ↓" if shown.direction == "lower" else text


def _draw_bar(axes: Axes, row: int, metric: Metric) -> None:
    """Draw the bar of a metric; where less is better it has the second colour."""
    lower = label(metric.name).direction == "lower"
    value = 0.0 if metric.value is None else metric.value
    axes.barh(row, value, height=0.6, color=SERIES[1] if lower else SERIES[0], alpha=0.85)
    if metric.low is not None and metric.high is not None:
        axes.plot([metric.low, metric.high], [row, row], color=INK, linewidth=1.1)
        axes.plot([metric.low, metric.high], [row, row], "|", color=INK, markersize=5)


def _times(results: Sequence[Result], stage: str) -> list[float]:
    return [value for each in results if (value := timing(each, stage)) is not None]


_Row = tuple[float, float, str]
"""Evidence tokens, whether (or how much of) the gold answer was in it, the cluster."""


def _bins(rows: Sequence[_Row]) -> list[Sequence[_Row]]:
    count = max(1, min(_BINS, len(rows) // _BIN))
    edges = [round(len(rows) * each / count) for each in range(count + 1)]
    return [rows[start:end] for start, end in pairwise(edges)]


def _draw_bin(axes: Axes, rows: Sequence[_Row], rng: np.random.Generator) -> None:
    tokens, held, clusters = zip(*rows, strict=True)
    place, share = float(np.mean(tokens)), float(np.mean(held))
    low, high = clustered_interval(held, clusters, rng)
    if low is not None and high is not None:
        axes.plot([place, place], [low, high], color=INK, linewidth=1.1)
    axes.plot([min(tokens), max(tokens)], [share, share], color=SERIES[0])
    axes.plot([place], [share], "o", color=SERIES[0], markersize=6)
    axes.annotate(
        f"n = {len(rows)}", (place, 0), xytext=(0, 4), textcoords="offset points",
        ha="center", color=MUTED, fontsize=8,
    )  # fmt: skip
