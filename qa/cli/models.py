"""``qa models``: which models there are, and pulling them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.session import Json, session_of
from qa.cli.terminal import print_json, say
from qa.errors import ModelUnknown

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="List the models, and pull them."
)


@app.command("list")
def list_all(ctx: typer.Context, as_json: Annotated[bool, Json] = False) -> None:
    """List the models of the catalogue, and which are here and verified.

    Example: qa models list
    """
    from qa.models import list_models

    found = list_models(session_of(ctx).settings().models_dir)
    if as_json:
        print_json(
            [
                {
                    "name": each.model.name,
                    "title": each.model.title,
                    "role": each.model.role,
                    "bytes": each.model.size,
                    "licence": each.model.licence,
                    "default": each.model.default,
                    "state": each.state,
                }
                for each in found
            ]
        )
        return
    for each in found:
        model = each.model
        role = f"{model.role}, the default" if model.default else model.role
        say(f"{model.name}: {each.state}. {model.title}, {model.size / 1e6:.0f} MB; for {role}; "
            f"{model.licence}.")  # fmt: skip


@app.command("pull")
def pull_some(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="As `qa models list` shows them.")
    ] = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="The models that are used by default.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Look for the files here before downloading."),
    ] = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Pull models and verify them.

    What is here already is not pulled again.

    Example: qa models pull qwen2.5-coder-0.5b
    """
    from qa.models import catalogue, pull
    from qa.models.progress import PullDisplay

    wanted = [*(names or ())]
    if defaults:
        wanted += [each.name for each in catalogue() if each.default]
    if not wanted:
        raise ModelUnknown("no model was named: give names from qa models list, or --defaults")
    models_dir = session_of(ctx).settings().models_dir
    pulled = pull(wanted, models_dir, PullDisplay(), folder=folder)
    if as_json:
        print_json([{"name": each.name, "path": str(each.path)} for each in pulled])
        return
    for each in pulled:
        say(f"{each.name} is ready: {each.path}")
