"""``qa eval show``: a report that was written before, in the terminal or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.session import Json

__all__ = ["show"]


def show(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report or its folder.")],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the headline figures as a Markdown table.")
    ] = False,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Print the figures of a report.

    Example: qa eval show evals/baselines/seeds --markdown
    """
    from rich.console import Console

    from evals.reporting.files import read_report, report_json
    from evals.reporting.labels import HEADLINES
    from evals.reporting.terminal import markdown_table, report_view

    found = read_report(report)
    if as_json:
        typer.echo(report_json(found).encode("utf-8", "surrogatepass"), nl=False)
    elif markdown:
        typer.echo(markdown_table(found, HEADLINES), nl=False)
    else:
        Console().print(report_view(found))
