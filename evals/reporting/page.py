"""A report as one HTML page that holds everything it needs and fetches nothing.

Words of articles, questions and models are not trusted: the template escapes all of them, and the
page's policy lets only its own style and script in, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from evals.records import Report
from evals.reporting import plots
from evals.reporting.failures import FAILURES
from evals.reporting.figures import figure, interval
from evals.reporting.labels import HEADLINES, grouped, label
from evals.reporting.summary import facts, kinds, unscored
from evals.reporting.views import question_view

__all__ = ["page"]

_HERE = Path(__file__).parent
_SEED = 20240611
"""Of the intervals in the plot of evidence: the same report gives the same page."""


def page(report: Report) -> str:
    """Return the page of a report: figures, plots, and every question with its answer."""
    questions = [question_view(number, each) for number, each in enumerate(report.results, 1)]
    counts = Counter(kind for each in questions for kind in each.failures)
    return _template().render(
        report=report,
        facts=facts(report),
        headlines=[each for name in HEADLINES if (each := report.metric(name))],
        groups=grouped(report.metrics),
        kinds=kinds(report),
        unscored=unscored(report.metrics),
        plots=_plots(report),
        questions=questions,
        failures={kind: (words, counts[kind]) for kind, words in FAILURES.items()},
        failed=sum(each.outcome == "failed" for each in questions),
        sample_kinds=Counter(each.result.sample.kind for each in questions),
        style=_own("page.css"),
        script=_own("page.js"),
        policy=_policy(),
    )


def _plots(report: Report) -> list[tuple[str, str, Markup]]:
    """Return the title, the explanation and the SVG of each plot that has anything to show."""
    drawn = [
        (
            "Metrics",
            "With 95\u00a0% intervals, resampled by article. ↓ lower is better.",
            plots.metric_bars(report.metrics),
        ),
        (
            "Risk and coverage",
            "If only the surest questions were answered: how many would be wrong?",
            plots.risk_coverage_curve(report.results),
        ),
        (
            "Waiting",
            "By when how many questions had their evidence, first word and answer.",
            plots.latencies(report.results),
        ),
        (
            "Length of the evidence",
            "Does more evidence hold the gold answer more often? In bins of equal size.",
            plots.evidence_recall(report.results, np.random.default_rng(_SEED)),
        ),
    ]
    return [(title, words, Markup(svg)) for title, words, svg in drawn if svg]  # noqa: S704 (ours)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "interval": interval, "label": label}
    return environment.get_template("page.html.j2")


@cache
def _own(name: str) -> Markup:
    """Return a file of this package, which goes into the page as it is."""
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704 (ours)


def _policy() -> str:
    """Return what the page may do: its own style and script, and nothing else."""
    allowed = (f"{kind}-src '{_hash(name)}'" for kind, name in _PARTS)
    return "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))


_PARTS = (("style", "page.css"), ("script", "page.js"))


def _hash(name: str) -> str:
    digest = hashlib.sha256(_own(name).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
