"""A report as tables: for a terminal, and for the README in Markdown.

What is shown may hold words of articles and models: it is never read as markup, and nothing that a
terminal would obey gets through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evals.records import Metric, Report
from evals.reporting.figures import figure, interval
from evals.reporting.labels import grouped, label
from evals.reporting.summary import facts, kinds, unscored
from qa.cli.terminal import counted, plain
from qa.errors import EvalError

__all__ = ["between_marks", "markdown_table", "report_view", "table", "words"]

_OPENS, _CLOSES = "<!-- figures -->\n", "<!-- /figures -->"

_NAMED = 5
"""Metrics that are named with a reason; more would bury it."""


def report_view(report: Report) -> RenderableType:
    """Return a report for a rich console: metrics, kinds, what stayed unscored, provenance."""
    parts: list[RenderableType] = [_heading(report), _metrics(report.metrics)]
    if report.by_kind:
        parts += [words("By kind of question", "bold"), _kinds(report)]
    if reasons := unscored(report.metrics):
        parts += [words("Not scored", "bold"), _unscored(reasons)]
    parts += [words(f"Note: {note}") for note in report.notes]
    parts.append(_provenance(report))
    return Group(*parts)


def markdown_table(report: Report, names: Sequence[str]) -> str:
    """Return the metrics of those names as a Markdown table; one that is absent is shown so."""
    lines = ["| metric | value | 95 % interval | samples |", "|---|---|---|---|"]
    for name in names:
        metric = report.metric(name) or Metric(name, None, None, None, 0)
        cells = (
            label(name).text,
            figure(metric.value, metric.unit),
            interval(metric),
            str(metric.count),
        )
        lines.append("| " + " | ".join(each.replace("|", r"\|") for each in cells) + " |")
    return "\n".join(lines) + "\n"


def between_marks(document: str, made: str) -> str:
    """Return a document with ``made`` in the place of what stands between its marks for figures.

    Raises EvalError where it has no such marks.
    """
    before, opens, rest = document.partition(_OPENS)
    _, closes, after = rest.partition(_CLOSES)
    if not opens or not closes:
        raise EvalError(f"the document has no place for figures: add {_OPENS.strip()} {_CLOSES}")
    return f"{before}{_OPENS}{made}{_CLOSES}{after}"


def words(text: str, style: str = "") -> Text:
    """Return text for a console, with nothing in it that a terminal would obey."""
    return Text(plain(text), style=style)


def table(*columns: str, numbers: Iterable[int] = ()) -> Table:
    """Return an empty table; ``numbers`` are the places of columns that are set to the right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    right = set(numbers)
    for place, column in enumerate(columns):
        made.add_column(
            column, justify="right" if place in right else "left", no_wrap=place in right
        )
    return made


def _heading(report: Report) -> Text:
    asked = counted(len(report.results), "question")
    errors = sum(each.error is not None for each in report.results)
    failed = f", {counted(errors, 'error')}" if errors else ""
    return words(f"{report.dataset}: {asked}{failed}, {report.mode}", "bold")


def _metrics(metrics: Iterable[Metric]) -> Table:
    made = table("", "value", "95 % interval", "scored", "unscored", numbers=(1, 2, 3, 4))
    for group, found in grouped(metrics).items():
        made.add_row(words(group, "bold"))
        for metric in found:
            made.add_row(
                words(f"  {label(metric.name).text}"),
                figure(metric.value, metric.unit),
                interval(metric),
                str(metric.count),
                str(sum(metric.unscored.values()) or ""),
            )
    return made


def _kinds(report: Report) -> Table:
    names, rows = kinds(report)
    titles = ["", "asked", *(label(name).text for name in names)]
    made = table(*titles, numbers=range(1, len(titles)))
    for column in made.columns:
        column.no_wrap = False
    for row in rows:
        shown = (figure(each.value, each.unit) if each else "" for each in row.metrics)
        made.add_row(words(row.name), str(row.asked), *shown)
    return made


def _unscored(reasons: Iterable[tuple[int, str, Sequence[str]]]) -> Table:
    made = table("samples", "reason", "metrics", numbers=(0,))
    for count, reason, names in reasons:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        made.add_row(str(count), words(reason), words(", ".join(names[:_NAMED]) + more))
    return made


def _provenance(report: Report) -> RenderableType:
    told = " · ".join(f"{name} {value}" for name, value in facts(report).items())
    return Padding(words(told, "dim"), (1, 0, 0, 0))
