"""The commands by name, and what happens to their errors."""

from __future__ import annotations

import os
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qa.cli import adding, asking, doctor, library, models, searching, serving, upkeep
from qa.cli.session import INTERRUPTED, Session
from qa.cli.terminal import plain
from qa.errors import ArticleQAError

__all__ = ["app"]


class _Commands(TyperGroup):
    """Turns errors into one line on stderr and an exit status; finds the commands of others."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *_others()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        own = super().get_command(ctx, cmd_name)
        if own is not None or cmd_name not in (others := _others()):
            return own
        return typer.main.get_command(others[cmd_name].load())

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ArticleQAError as error:
            _complain(str(error))
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError) as error:
            if isinstance(error, typer.Exit | typer.Abort) or _wants_traceback(ctx):
                raise
            if isinstance(error.__context__, KeyboardInterrupt):  # met while closing after it
                raise typer.Exit(INTERRUPTED) from None
            _complain(
                f"something unforeseen went wrong ({type(error).__name__}: {error}): run it again "
                "as `qa --traceback …` and report what that shows"
            )
            raise typer.Exit(1) from None


def _others() -> dict[str, EntryPoint]:
    """Return the commands that other packages bring, by name: entry points of ``qa.commands``.

    The layers forbid this package to import them; none is loaded before it is used.
    """
    return {each.name: each for each in entry_points(group="qa.commands")}


def _complain(message: str) -> None:
    typer.echo(f"error: {' '.join(plain(message).split())}", err=True)


def _wants_traceback(ctx: Any) -> bool:
    return isinstance(ctx.obj, Session) and ctx.obj.traceback


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        import qa

        typer.echo(qa.__version__)
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Folder of the articles; default: data."),
    ] = None,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where an unforeseen error came from.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Ask your own articles. Every sentence of an answer cites an exact quote.

    For a start: qa add seeds, then qa ask "Who signed the border pact for Iran?", or qa chat.

    All settings, with their bounds: qa doctor.
    """
    del version  # has been dealt with
    ctx.obj = ctx.obj or Session()
    ctx.obj.data = data
    ctx.obj.traceback = traceback
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter is no error


app.command("add")(adding.add)
app.command("list")(library.list_articles)
app.command("show")(library.show)
app.command("remove")(library.remove)
app.command("search")(searching.search)
app.command("ask")(asking.ask)
app.command("chat")(serving.chat)
app.command("serve")(serving.serve)
app.command("doctor")(doctor.doctor)
app.add_typer(models.app, name="models")
app.command("reindex")(upkeep.reindex)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
