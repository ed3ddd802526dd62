"""What the table in the terminal and the page both sum up of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from evals.records import Metric, Report
from evals.reporting.labels import MAIN, label

__all__ = ["Kind", "facts", "kinds", "unscored"]

_HASH = 16


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how many were asked, and its metrics, None where it has none."""

    name: str
    asked: int
    metrics: list[Metric | None]


def facts(report: Report) -> dict[str, str]:
    """Return what the figures depend on, by its name in words; what is empty is left out.

    Of a hash as many digits are shown as it takes to tell two apart.
    """
    provenance = report.provenance
    told = {
        "dataset": report.dataset,
        "mode": report.mode,
        "time": report.created,
        **{
            name.replace("_", " "): value[:_HASH] if name.endswith("sha256") else value
            for name, value in asdict(provenance).items()
            if isinstance(value, str)
        },
        **provenance.settings,
    }
    return {name: value for name, value in told.items() if value}


def kinds(report: Report) -> tuple[list[str], list[Kind]]:
    """Return the main metrics that any kind of question has, and each kind with its figures."""
    by_kind = {
        kind: {each.name: each for each in metrics if each.value is not None}
        for kind, metrics in report.by_kind.items()
    }
    names = [name for name in MAIN if any(name in found for found in by_kind.values())]
    asked = Counter(each.sample.kind for each in report.results)
    return names, [
        Kind(kind, asked[kind], [found.get(name) for name in names])
        for kind, found in sorted(by_kind.items())
    ]


def unscored(metrics: Iterable[Metric]) -> list[tuple[int, str, list[str]]]:
    """Return how many samples stayed unscored and why, with the metrics of which that is so."""
    found: dict[tuple[int, str], list[str]] = {}
    for metric in metrics:
        for reason, count in metric.unscored.items():
            found.setdefault((count, reason), []).append(label(metric.name).text)
    ordered = sorted(found, key=lambda key: (-key[0], key[1]))
    return [(count, reason, found[count, reason]) for count, reason in ordered]
