"""``qa calibrate``: weights and threshold of the confidence, fitted on questions of one's own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evals.commands import options
from qa.cli.session import Json, Session, session_of
from qa.cli.terminal import counted, print_json, say
from qa.errors import EvalError

if TYPE_CHECKING:
    from evals.calibration import Fitted
    from evals.gathering import Gathered
    from evals.weights import Row
    from evals.workspace import Workspace
    from qa.confidence import Calibration
    from qa.types import Mode

__all__ = ["app", "calibrate"]

_JUDGE_ONLY = 1.0
"""As threshold: the model judges the evidence and writes nothing, and no more is wanted."""
_TITLES = {"with_model": "with a model", "without_model": "without a model"}


def calibrate(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    files: options.Files = None,
    of_sets: options.OfSets = None,
    sample: options.Sample = 0,
    without_model: options.WithoutModel = False,
    risk: options.Risk = None,
    output: options.FittedFile = None,
    dry_run: options.DryRun = False,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Fit on your own questions when an answer is refused.

    Says how well that works on questions that it was not fitted on. Make the questions with
    qa eval new FILE --count 90: a third of them your articles should not answer, and at least 20
    of either kind must be left when you have read them. What was asked is kept, so that a run that
    was stopped goes on.

    Example: qa calibrate mine.yaml --risk 0.1
    """
    from qa.confidence import CALIBRATION_NAME, load_calibration

    session = session_of(ctx)
    settings = session.settings()
    before = load_calibration(settings.data_dir)
    mode: Mode = "extractive" if without_model else "generated"
    asked = _asked(session, files or [], of_sets or [], sample, mode)
    fitted = _fits(asked.rows, before, risk, without_model=without_model)
    after = _calibration(before, fitted, asked)
    path = None if dry_run else output or settings.data_dir / CALIBRATION_NAME
    if path is not None:
        _write(path, after)
    if as_json:
        print_json(_json(asked, fitted, after, path))
        return
    _print(asked, fitted, before)
    _say_where(path, shipped_again=output is None)
    _say_what_counts(settings.answer_threshold)


def _asked(
    session: Session, files: list[Path], of_sets: list[Path], sample: int, mode: Mode
) -> Gathered:
    """Ask all questions; raise EvalError where none can be used."""
    from evals.gathering import together
    from evals.workspace import open_file, open_set

    if not files and not of_sets:
        raise EvalError(
            "no questions were named: make some with `qa eval new mine.yaml --count 90`, read "
            "them, then run `qa calibrate mine.yaml`"
        )
    asked = []
    if files:
        with session.assistant(answer_threshold=_JUDGE_ONLY) as assistant:
            asked += [_ask(open_file(assistant, file, mode), sample, mode) for file in files]
    for folder in of_sets:
        settings = session.settings(answer_threshold=_JUDGE_ONLY)
        with open_set(settings, folder, mode) as workspace:
            asked.append(_ask(workspace, sample, mode, f"{workspace.dataset.name}:"))
    return together(asked)


def _ask(workspace: Workspace, sample: int, mode: Mode, prefix: str = "") -> Gathered:
    """Ask the questions of a dataset, with a progress bar on stderr."""
    from rich.console import Console
    from rich.progress import Progress

    from evals.gathering import gather
    from evals.runner import chosen

    known = [each for each in workspace.dataset.samples if each.answerable is not None]
    samples = chosen(known, sample)
    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task(f"Asking {workspace.dataset.name}", total=len(samples))
        return gather(workspace, samples, mode, prefix, lambda _: progress.advance(task))


def _fits(
    rows: Sequence[Row], before: Calibration, risk: float | None, *, without_model: bool
) -> dict[str, Fitted]:
    """Return what was fitted, by the section of the file."""
    from evals.calibration import fit

    bare = [
        row if row.signals is None else replace(row, signals=replace(row.signals, yes=None))
        for row in rows
    ]
    fitted = {} if without_model else {"with_model": fit(rows, before.answers, risk)}
    return fitted | {"without_model": fit(bare, before.answers, risk)}


def _calibration(before: Calibration, fitted: dict[str, Fitted], asked: Gathered) -> Calibration:
    from qa.confidence import FittedOn

    sections: dict[str, Any] = {name: each.weighting for name, each in fitted.items()}
    today = datetime.now(UTC).date()
    fitted_on = FittedOn(len(asked.rows), asked.sets, today)
    return replace(before, fitted_on=fitted_on, **sections)


def _write(path: Path, calibration: Calibration) -> None:
    """Write a calibration so that a reader sees the old one or the new one, never a part."""
    from evals.reporting.files import write_whole
    from qa.confidence import to_toml

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, to_toml(calibration).encode())
    except OSError as error:
        raise EvalError(
            f"{path} cannot be written ({error.strerror}): name another file with --output"
        ) from None


def _json(
    asked: Gathered, fitted: dict[str, Fitted], after: Calibration, path: Path | None
) -> dict[str, Any]:
    from index.types import json_ready

    return {
        "questions": len(asked.rows),
        "left_out": dict(asked.left_out),
        "calibration": json_ready(after),
        "version": after.version,
        "held_out": {name: json_ready(each) for name, each in fitted.items()},
        "written": None if path is None else str(path),
    }


def _print(asked: Gathered, fitted: dict[str, Fitted], before: Calibration) -> None:
    from rich.console import Console

    from evals.reporting.calibration import fitted_view

    unanswerable = sum(not row.answerable for row in asked.rows)
    say(
        f"{counted(len(asked.rows), 'question')} of {', '.join(asked.sets)}, {unanswerable} of "
        "them unanswerable. Precision and risk hold for that share.\n"
    )
    for reason, count in sorted(asked.left_out.items()):
        say(f"Left out: {counted(count, 'question')}, {reason}")
    for section, each in fitted.items():
        Console().print(fitted_view(_TITLES[section], each, getattr(before, section)))


def _say_where(path: Path | None, *, shipped_again: bool) -> None:
    if path is None:
        say("Nothing was written.")
        return
    say(f"Written to {path}; a server that runs reads it when it starts again.")
    if shipped_again:
        say("To have the shipped weights again, delete that file.")


def _say_what_counts(threshold: float | None) -> None:
    if threshold is not None:
        say(
            f"The setting answer_threshold is {threshold:g} and counts instead of the fitted "
            "threshold: unset it."
        )


app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.command("calibrate")(calibrate)
