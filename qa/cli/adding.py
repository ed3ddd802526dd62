"""``qa add``: articles in, with progress and a reason for each that failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.session import Json, session_of
from qa.cli.terminal import counted, plain, print_json, say

if TYPE_CHECKING:
    from index.types import AddProgress, AddReport

__all__ = ["add", "progress_bar"]

OnProgress = Callable[[int, int | None], None]


def add(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, URLs, feeds or sitemaps."),
    ],
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Add articles: files, folders, web pages, feeds.

    What has not changed is skipped, one bad source never stops the rest, and the command can be
    run again after it was interrupted. Takes .txt, .md, .html, .pdf, .docx and .jsonl files.

    Example: qa add seeds https://example.org/story
    """
    with session_of(ctx).assistant() as assistant, progress_bar("Adding") as advance:

        def on_progress(progress: AddProgress) -> None:
            if not as_json:
                say(_line(progress))
            advance(progress.done, progress.total)

        report = assistant.add(*sources, on_progress=on_progress)
    if as_json:
        print_json(report.to_dict())
    else:
        _print(report)
    if report.failed and not (report.added or report.updated or report.unchanged):
        raise typer.Exit(1)


def _line(progress: AddProgress) -> str:
    item = progress.item
    what = plain(item.title or item.source)
    where = f" ({item.source})" if item.title else ""
    return f"{progress.outcome}: {what}{where if not item.reason else f': {item.reason}'}"


def _print(report: AddReport) -> None:
    parts = [
        f"{len(getattr(report, name))} {name}"
        for name in ("added", "updated", "unchanged", "failed")
    ]
    total = sum(int(part.split()[0]) for part in parts)
    say(f"{counted(total, 'article')}: {', '.join(parts)}.")
    if not total:
        say("Nothing was found there to add: name files, or folders and addresses that hold some.")
    if report.failed and total > 1:  # one alone was just named
        say("Failed:")
        for item in report.failed:
            say(f"  {item.source}: {item.reason}")
    if report.added or report.updated:
        say('Next: qa ask "your question", or qa chat.')


@contextmanager
def progress_bar(label: str) -> Iterator[OnProgress]:
    """Draw a bar on stderr where that is a terminal; elsewhere draw nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
    console = Console(stderr=True)
    redirect = sys.stdout.isatty()
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, redirect_stdout=redirect
    ) as bar:
        task = bar.add_task(label, total=None, count="")

        def advance(done: int, total: int | None) -> None:
            count = f"{done} of {total}" if total else str(done)
            bar.update(task, completed=done, total=total, count=count)

        yield advance
