"""``qa eval run``, which ``qa eval`` means: questions asked, answers scored, a report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.commands import options
from qa.cli.session import Json, Session, session_of
from qa.cli.terminal import plain, say
from qa.errors import EvalError

if TYPE_CHECKING:
    from evals.records import Report, Result
    from evals.reporting.gate import Gate
    from evals.runner import Run
    from evals.workspace import Workspace
    from qa.settings import Settings
    from qa.types import Mode

__all__ = ["run"]


def run(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    file: options.File = None,
    of_set: options.OfSet = None,
    sample: options.Sample = 0,
    seed: options.Choice = 0,
    model: options.Model = None,
    mode: options.Mode = "generated",
    fast: options.Fast = False,
    judge: options.Judge = None,
    gate: options.Gate = None,
    fresh: options.Fresh = False,
    output: options.ReportFolder = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Ask every question, score the answers, and write a report.

    Answers are kept, so that a run that was stopped goes on where it was.

    Example: qa eval run --fast, or qa eval my-questions.yaml --sample 30
    """
    from evals.reporting.files import report_json, write_report
    from evals.reporting.gate import read_gate

    session = session_of(ctx)
    thresholds = read_gate(gate) if gate else None  # before anything is asked
    how: Mode = "extractive" if fast else mode
    opened = _workspace(session, file, of_set, how, model)
    with opened as workspace, _judge(judge, session.settings()) as judging:
        if fresh:
            workspace.cache.forget()
        report = _report(workspace, (sample, seed), judging(how, fast=fast))
        folder = output or workspace.folder / "reports" / report.created.replace(":", "")
    _, page = write_report(report, folder)
    _keep(report, workspace)
    if as_json:
        typer.echo(report_json(report).encode("utf-8", "surrogatepass"), nl=False)
    else:
        _print(report)
        say(f"Every question with its answer: {page}")
    if thresholds is not None:
        _hold_to(report, thresholds, gate)


def _workspace(
    session: Session, file: Path | None, of_set: Path | None, mode: Mode, model: str | None
) -> AbstractContextManager[Workspace]:
    from evals.workspace import open_seeds, open_set

    if file is not None and of_set is not None:
        raise EvalError("a file and --set are both given: name one of them")
    if file is not None:
        return _own(session, file, mode, model)
    settings = session.settings(model=model)
    return open_set(settings, of_set, mode) if of_set else open_seeds(settings, mode)


@contextmanager
def _own(session: Session, file: Path, mode: Mode, model: str | None) -> Iterator[Workspace]:
    """Yield the workspace over the data folder, or over the server that owns it."""
    from evals.workspace import open_file
    from qa.remote import RemoteAssistant

    with session.assistant(model=model) as assistant:
        if model and isinstance(assistant, RemoteAssistant):
            raise EvalError(
                f"the server at {assistant.address} answers with its own model: stop it to have "
                "--model take effect, or leave --model out"
            )
        yield open_file(assistant, file, mode)


@contextmanager
def _judge(name: str | None, settings: Settings) -> Iterator[Callable[..., Run]]:
    """Yield what makes a Run of a mode, with a judge where one was asked for."""
    from functools import partial

    from evals.judge import opened_judge
    from evals.runner import Run

    with opened_judge(settings, name) if name else nullcontext() as judge:
        yield partial(Run, judge=judge)


def _report(workspace: Workspace, choice: tuple[int, int], how: Run) -> Report:
    """Run with a progress bar on stderr, so that stdout holds the report alone."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed
    from rich.progress import TimeRemainingColumn as Remaining

    from evals.runner import chosen
    from evals.runner import run as run_all

    samples = chosen(workspace.dataset.samples, *choice)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (Elapsed(), TextColumn("left"), Remaining())
    console = Console(stderr=True)
    quiet = not sys.stderr.isatty()
    with Progress(*columns, *times, console=console, disable=quiet) as progress:
        task = progress.add_task(f"Asking {workspace.dataset.name}", total=len(samples))

        def on_result(result: Result) -> None:
            progress.advance(task)
            if result.error:
                progress.console.print(f"{result.sample.id}: {result.error}", markup=False)

        return run_all(workspace, samples, how, on_result)


def _keep(report: Report, workspace: Workspace) -> None:
    """Leave the figures beside the articles; where that fails the run has its report all the same.

    What is told goes to stderr, as stdout may hold the report.
    """
    from evals.reporting.evaluation import write_evaluation

    whole = len(report.results) == len(workspace.dataset.samples)
    try:
        kept = write_evaluation(report, workspace.answerer.settings.data_dir, whole=whole)
    except EvalError as error:
        typer.echo(f"warning: {plain(str(error))}", err=True)
        return
    if kept is None:
        typer.echo("The fuller evaluation that the page shows under Trust stays.", err=True)


def _print(report: Report) -> None:
    from rich.console import Console

    from evals.reporting.terminal import report_view

    Console().print(report_view(report))


def _hold_to(report: Report, thresholds: Gate, gate: Path | None) -> None:
    from evals.reporting.gate import check_gate

    failures: Sequence[object] = check_gate(report, thresholds)
    for failure in failures:
        typer.echo(f"gate: {failure}", err=True)
    if failures:
        raise typer.Exit(1)
    typer.echo(f"gate: every threshold of {gate} is kept", err=True)
