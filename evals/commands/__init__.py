"""``qa eval …`` and ``qa replay``. ``qa`` finds them as entry points of the group qa.commands."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from evals.commands.comparing import compare
from evals.commands.making import new
from evals.commands.replaying import replay
from evals.commands.running import run
from evals.commands.showing import show

__all__ = ["app", "replay_app"]


class _RunUnlessNamed(TyperGroup):
    """``qa eval FILE`` is ``qa eval run FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in {"-h", "--help"}):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunUnlessNamed,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Measure how far answers can be trusted.\n\n"
    "qa eval [FILE] runs questions; without a file, those that come with the seeds. Its options: "
    "qa eval run --help.",
)
app.command("run")(run)
app.command("new")(new)
app.command("compare")(compare)
app.command("show")(show)

replay_app = typer.Typer(add_completion=False, rich_markup_mode=None)
replay_app.command("replay")(replay)
