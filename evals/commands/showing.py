"""``qa eval show``: a report that was written before, in the terminal or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.commands import options
from qa.cli.session import Json
from qa.errors import EvalError

__all__ = ["show"]


def show(
    report: options.ReportPath,
    markdown: options.Markdown = False,
    into: options.Document = None,
    baseline: options.Baseline = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Print the figures of a report.

    Example: qa eval show evals/baselines/seeds --markdown
    """
    from rich.console import Console

    from evals.reporting.files import read_report, report_json, write_baseline
    from evals.reporting.labels import TABLE
    from evals.reporting.terminal import markdown_table, report_view

    found = read_report(report)
    if baseline is not None:
        typer.echo(f"Written to {write_baseline(found, baseline)}.")
    elif into is not None:
        _put(markdown_table(found, TABLE), into)
        typer.echo(f"The figures are in {into}.")
    elif as_json:
        typer.echo(report_json(found).encode("utf-8", "surrogatepass"), nl=False)
    elif markdown:
        typer.echo(markdown_table(found, TABLE), nl=False)
    else:
        Console().print(report_view(found))


def _put(made: str, document: Path) -> None:
    from evals.reporting.terminal import between_marks

    try:
        before = document.read_text(encoding="utf-8")
        document.write_text(between_marks(before, made), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(
            f"{document} cannot be read and written as text "
            f"({getattr(error, 'strerror', None) or error}): name another document"
        ) from None
