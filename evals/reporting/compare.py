"""Two reports on the same questions: what got better, what got worse, what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.records import Report, Sample
from evals.reporting.changes import Flip, MetricChange, flips, metric_change
from evals.reporting.figures import change, figure, spread
from evals.reporting.labels import label
from evals.reporting.summary import facts
from evals.reporting.terminal import table, words
from index.types import json_ready
from qa.cli.terminal import counted

__all__ = ["Comparison", "compare", "comparison_view"]

_STYLES = {"better": "bold green", "worse": "bold red", "differs": "bold"}
_BY_CHANCE = 20
"""One in so many differences of nothing is outside of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second report against the first, on the ``paired`` samples that are alike in both.

    ``altered`` are samples with the same id that ask or expect something else; like those that are
    only in one report they are left out. ``facts`` has what differs in provenance, before and
    after; None where one lacks it.
    """

    paired: int
    changes: tuple[MetricChange, ...]
    flips: tuple[Flip, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    altered: tuple[str, ...]
    facts: dict[str, tuple[str | None, str | None]]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)


def compare(first: Report, second: Report, rng: np.random.Generator) -> Comparison:
    """Return how the second report differs from the first, by paired bootstrap."""
    one, other = ({each.sample.id: each for each in report.results} for report in (first, second))
    both = [name for name in one if name in other]
    altered = [name for name in both if _asked(one[name].sample) != _asked(other[name].sample)]
    pairs = [(one[name], other[name]) for name in both if name not in set(altered)]
    return Comparison(
        paired=len(pairs),
        changes=tuple(
            metric_change(each, first, second, pairs, rng) for each in _names(first, second)
        ),
        flips=tuple(flip for pair in pairs for flip in flips(*pair)),
        only_first=tuple(name for name in one if name not in other),
        only_second=tuple(name for name in other if name not in one),
        altered=tuple(altered),
        facts=_differing(facts(first), facts(second)),
    )


def comparison_view(comparison: Comparison) -> RenderableType:
    """Return a comparison for a rich console: metrics side by side, flips, what else differs."""
    parts: list[RenderableType] = [_heading(comparison), _changes(comparison.changes)]
    tested = sum(each.difference.low is not None for each in comparison.changes)
    if tested >= _BY_CHANCE:
        told = f"About {tested // _BY_CHANCE} of {tested} intervals leave zero out by chance alone."
        parts.append(words(told, "dim"))
    for became in ("wrong", "right"):
        parts += _flips([each for each in comparison.flips if each.became == became], became)
    if comparison.facts:
        parts += [words("\nWhat else differs", "bold"), _facts(comparison)]
    return Group(*parts)


def _asked(sample: Sample) -> Sample:
    """Return what makes a sample the same; evidence may have moved within its article."""
    return replace(sample, evidence=(), kind="")


def _names(first: Report, second: Report) -> Iterable[str]:
    return dict.fromkeys(each.name for each in (*first.metrics, *second.metrics))


def _differing(
    first: dict[str, str], second: dict[str, str]
) -> dict[str, tuple[str | None, str | None]]:
    names = dict.fromkeys([*first, *second])
    return {
        name: (first.get(name), second.get(name))
        for name in names
        if name != "time" and first.get(name) != second.get(name)
    }


def _heading(comparison: Comparison) -> Text:
    alone = {
        "only in the first": comparison.only_first,
        "only in the second": comparison.only_second,
        "altered": comparison.altered,
    }
    left_out = [f"{len(names)} {where}" for where, names in alone.items() if names]
    apart = f"; left out: {', '.join(left_out)}" if left_out else ""
    return words(f"{counted(comparison.paired, 'question')} in both{apart}", "bold")


def _changes(changes: Iterable[MetricChange]) -> Table:
    made = table("", "first", "second", "difference", "95 % interval", "", numbers=(1, 2, 3, 4))
    for each in changes:
        if each.first is None and each.second is None:
            continue
        made.add_row(
            words(label(each.metric).text),
            figure(each.first, each.unit),
            figure(each.second, each.unit),
            change(each.difference.mean, each.unit),
            spread(each.difference.low, each.difference.high, each.unit),
            words(each.verdict, _STYLES.get(each.verdict, "dim")),
        )
    return made


def _flips(flips: Sequence[Flip], became: str) -> list[RenderableType]:
    if not flips:
        return []
    made = table("question", "kind", "", "by")
    for each in flips:
        names = ", ".join(label(name).text for name in each.metrics)
        made.add_row(words(each.sample_id), words(each.kind), words(each.question), words(names))
    return [words(f"\n{counted(len(flips), 'question')} became {became}", "bold"), made]


def _facts(comparison: Comparison) -> Table:
    made = table("", "first", "second")
    for name, (before, after) in comparison.facts.items():
        made.add_row(words(name), words(before or "–"), words(after or "–"))
    return made
