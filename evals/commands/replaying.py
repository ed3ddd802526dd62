"""``qa replay``: a kept trace run again."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.session import Json, session_of
from qa.cli.terminal import indented, print_json, say

if TYPE_CHECKING:
    from evals.replay import Change

__all__ = ["replay"]


def replay(
    ctx: typer.Context,
    trace: Annotated[
        Path, typer.Argument(metavar="TRACE", help="A trace (qa ask --trace FILE), or a report.")
    ],
    sample: Annotated[
        str | None, typer.Option(metavar="ID", help="Which question of a report.")
    ] = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Ask the question of a trace again and show what changed.

    Example: qa replay trace.json
    """
    from evals.replay import read_trace
    from evals.replay import replay as run_again

    kept = read_trace(trace, sample)
    with session_of(ctx).assistant() as assistant:
        found = run_again(kept, assistant)
    if as_json:
        print_json(found.to_dict())
        return
    say(found.after.answer.text)
    say(
        "\nNothing changed: each step came out the same."
        if not found.changes
        else f"\nChanged: {', '.join(change.step for change in found.changes)}"
    )
    for change in found.changes:
        _print_change(change)


def _print_change(change: Change) -> None:
    say(f"\n{change.step}")
    lines = unified_diff(change.before, change.after, lineterm="", n=0)
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            say(indented(f"{line[0]} {line[1:]}"))
