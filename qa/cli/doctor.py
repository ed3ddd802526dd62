"""``qa doctor``: what this installation is made of, and what to do about what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.session import Json, session_of
from qa.cli.terminal import indented, print_json, say

if TYPE_CHECKING:
    from qa.cli.examination import Examination

__all__ = ["doctor"]


def doctor(ctx: typer.Context, as_json: Annotated[bool, Json] = False) -> None:
    """Examine this installation and say what to do.

    Shows every setting with where its value comes from and its bounds. Ends with status 1 when
    questions cannot be answered as things are.

    Example: qa doctor
    """
    from qa.cli.examination import examine

    found = examine(session_of(ctx))
    if as_json:
        print_json(found.to_dict())
    else:
        _print(found)
    if found.to_do:
        raise typer.Exit(1)


def _print(found: Examination) -> None:
    for heading, facts in (("Installed", found.installed), ("Here", found.here)):
        say(heading)
        for name, value in facts.items():
            say(f"  {name}: {value}")
    say("Models")
    for model in found.models:
        say(f"  {model.name}: {model.state}{', in use' if model.used else ''}")
    say("Settings (each can be set as QA_NAME, in the environment or .env, or in qa.toml)")
    for setting in found.settings:
        say(f"  {setting.name} = {setting.value} ({setting.origin})")
        about = "; ".join(part for part in (setting.meaning, setting.bounds) if part)
        if about:
            say(indented(about, "      "))
    say(found.conclusion)
    for advice in found.to_do:
        say(f"  {advice}")
