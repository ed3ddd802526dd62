"""What a calibration got, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table

from evals.calibration import Fitted
from evals.reporting.figures import change, figure, interval, spread
from evals.reporting.labels import label
from evals.reporting.terminal import table, words
from evals.statistics import Difference
from qa.confidence import Weighting

__all__ = ["fitted_view"]


def fitted_view(title: str, fitted: Fitted, before: Weighting) -> RenderableType:
    """Return figures of refusing, risk by coverage, and what changed in the weights."""
    return Group(
        words(f"Refusing {title}, on questions that the weights were not fitted on", "bold"),
        _metrics(fitted),
        words(f"Balanced accuracy against the weights before: {_gain(fitted.gain)}\n"),
        words("How many are unanswerable when the least sure are refused", "bold"),
        _curve(fitted),
        words("; ".join(_changes(before, fitted.weighting)) + "\n"),
    )


def _metrics(fitted: Fitted) -> Table:
    made = table("", "value", "95 % interval", "questions", numbers=(1, 2, 3))
    named = [(label(each.name).text, each) for each in fitted.metrics]
    if len(fitted.by_set) > 1:
        title = label("balanced_accuracy").text
        named += [(f"{title}, {name}", each) for name, each in fitted.by_set.items()]
    for name, metric in named:
        shown = figure(metric.value), interval(metric), str(metric.count)
        made.add_row(words(name), *shown)
    return made


def _curve(fitted: Fitted) -> Table:
    made = table("answered", "unanswerable", "95 % interval", "questions", numbers=(0, 1, 2, 3))
    for metric in fitted.curve:
        answered = f"{metric.name.partition('@')[2]} %"
        made.add_row(answered, figure(metric.value), interval(metric), str(metric.count))
    return made


def _gain(gain: Difference) -> str:
    told = f"{change(gain.mean)} ({spread(gain.low, gain.high)})"
    return told if gain.shown else f"{told}, no difference shown"


def _changes(before: Weighting, after: Weighting) -> Iterator[str]:
    yield f"Threshold {before.threshold:.2f} → {after.threshold:.2f}"
    yield f"intercept {before.intercept:.2f} → {after.intercept:.2f}"
    for name in dict.fromkeys((*before.weights, *after.weights)):
        old, new = before.weights.get(name, 0.0), after.weights.get(name, 0.0)
        yield f"{name} {old:.2f} → {new:.2f}"
