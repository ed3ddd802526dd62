"""The signals of questions whose answerability is known, asked of an assistant and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from evals.cache import AnswerCache
from evals.records import Result, Sample
from evals.runner import Run, run
from evals.weights import Row
from evals.workspace import Workspace
from qa.errors import EvalError
from qa.types import Mode

__all__ = ["Gathered", "gather", "together"]

_NO_SIGNAL = {"answer_threshold", "calibration"}
"""Settings that change whether a question is answered, but none of its signals."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of questions; ``left_out`` counts those that cannot be used, by reason."""

    rows: tuple[Row, ...]
    sets: tuple[str, ...]
    left_out: dict[str, int] = field(default_factory=dict)


def gather(
    workspace: Workspace,
    samples: Sequence[Sample],
    mode: Mode,
    prefix: str,
    on_result: Callable[[Result], None],
) -> Gathered:
    """Ask what was not asked before; ``prefix`` tells the articles from those of other sets.

    Raises EvalError where a server gives no signals.
    """
    name = workspace.dataset.name
    report = run(_kept_apart(workspace), samples, Run(mode, fast=True), on_result)
    reasons = [_unusable(each, mode) for each in report.results]
    rows = tuple(
        _row(each, name, prefix)
        for each, reason in zip(report.results, reasons, strict=True)
        if not reason
    )
    return Gathered(rows, (name,), Counter(filter(None, reasons)))


def together(several: Sequence[Gathered]) -> Gathered:
    """Return all of them as one; raise EvalError where no question can be used."""
    left_out: Counter[str] = sum((Counter(each.left_out) for each in several), Counter())
    rows = tuple(row for each in several for row in each.rows)
    if left_out and not rows:
        raise EvalError(f"no question can be used: {left_out.most_common(1)[0][0]}")
    sets = dict.fromkeys(name for each in several for name in each.sets)
    return Gathered(rows, tuple(sets), dict(left_out))


def _kept_apart(workspace: Workspace) -> Workspace:
    """Return the workspace with a cache of its own, which outlives a new calibration."""
    settings = workspace.provenance.settings
    kept = {name: value for name, value in settings.items() if name not in _NO_SIGNAL}
    provenance = replace(workspace.provenance, settings=kept)
    cache = AnswerCache(workspace.folder / "signals", provenance)
    return replace(workspace, provenance=provenance, cache=cache)


def _row(result: Result, name: str, prefix: str) -> Row:
    signals = result.trace.signals if result.trace else None
    cluster = f"{prefix}{result.sample.cluster}"
    return Row(signals, bool(result.sample.answerable), cluster, name)


def _unusable(result: Result, mode: Mode) -> str:
    """Return why a result says nothing of refusing; empty where it does."""
    if result.answer is None or result.trace is None:
        return result.error or "no answer came"
    signals = result.trace.signals
    if signals is None and result.answer.evidence and not result.answer.unmentioned:
        raise EvalError(
            "the answers carry no signals: the server is of an older version; start it again"
        )
    if mode == "generated" and signals is not None and signals.yes is None:
        return result.answer.notice or "no model judged its evidence"
    return ""
