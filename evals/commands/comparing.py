"""``qa eval compare``: two reports, question by question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.session import Json
from qa.cli.terminal import print_json

__all__ = ["compare"]

_SEED = 20240611


def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A report or its folder.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The one to hold against it.")],
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Say what got better or worse from A to B.

    Only the questions that both asked are compared. Where the interval of a difference holds zero,
    no difference is shown.

    Example: qa eval compare evals/baselines/seeds evaluations/seeds/reports/LATEST
    """
    import numpy as np
    from rich.console import Console

    from evals.reporting.compare import compare as compared
    from evals.reporting.compare import comparison_view
    from evals.reporting.files import read_report

    found = compared(read_report(before), read_report(after), np.random.default_rng(_SEED))
    if as_json:
        print_json(found.to_dict())
    else:
        Console().print(comparison_view(found))
