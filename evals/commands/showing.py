"""``qa eval show``: a report that was written before, in the terminal or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["show"]


def show(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report or its folder.")],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the headline figures as a Markdown table.")
    ] = False,
) -> None:
    """Print the figures of a report."""
    from rich.console import Console

    from evals.reporting.files import read_report
    from evals.reporting.labels import HEADLINES
    from evals.reporting.terminal import markdown_table, report_view

    found = read_report(report)
    if markdown:
        typer.echo(markdown_table(found, HEADLINES), nl=False)
    else:
        Console().print(report_view(found))
