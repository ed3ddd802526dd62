"""A kept trace run again: the same question to the same collection, and what came out otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.records import Report
from evals.reporting.files import read_report
from evals.workspace import Answerer
from index.types import json_ready
from qa.errors import EvalError
from qa.trace import Trace
from qa.types import Mode
from qa.wire import from_dict

__all__ = ["Change", "Replay", "changes", "read_trace", "replay"]

_CONFIDENCE_STEP = 0.001
"""Probabilities that are read off a model differ by less from one run to the next."""
_MODES: dict[str, Mode] = {"auto": "auto", "generated": "generated", "extractive": "extractive"}


@dataclass(frozen=True, slots=True)
class Change:
    """One step that came out otherwise: lines before and after."""

    step: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """Both traces and what differs, in the order of the steps; nothing: the same again."""

    before: Trace
    after: Trace
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)


def replay(trace: Trace, answerer: Answerer) -> Replay:
    """Ask the question of a trace again and return what changed."""
    mode = _MODES[trace.mode]
    answer = answerer.ask(trace.question, trace.history, trace.filters, mode)
    again = answerer.trace(answer.trace_id)
    return Replay(trace, again, changes(trace, again))


def changes(before: Trace, after: Trace) -> tuple[Change, ...]:
    """Return each step at which two traces of one question differ."""
    found = (
        (step, tuple(old), tuple(new))
        for (step, old), (_, new) in zip(_steps(before), _steps(after), strict=True)
    )
    changed = [Change(*each) for each in found if each[1] != each[2]]
    if abs(before.answer.confidence - after.answer.confidence) > _CONFIDENCE_STEP:
        scores = [(f"{each.answer.confidence:.3f}",) for each in (before, after)]
        changed.append(Change("confidence", *scores))
    return tuple(changed)


def read_trace(path: Path, sample: str | None = None) -> Trace:
    """Return the trace of a file, or of one sample of a report; raise EvalError."""
    if sample is not None:
        return _of_sample(read_report(path), sample)
    try:
        return from_dict(Trace, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise EvalError(f"{path} cannot be read ({error.strerror}): check the path") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EvalError(
            f"{path} holds no trace: save one with `qa ask --trace FILE`, or name a sample of a "
            "report with --sample"
        ) from None


def _of_sample(report: Report, sample: str) -> Trace:
    for each in report.results:
        if each.sample.id == sample and each.trace:
            return each.trace
    raise EvalError(f"the report has no trace of a sample {sample!r}: see its page for the ids")


def _steps(trace: Trace) -> Sequence[tuple[str, Iterable[str]]]:
    """Return what is compared of each step, as lines."""
    answer, provenance = trace.answer, json_ready(trace.provenance)
    settings = provenance.pop("settings")
    return (
        ("depends on", (f"{name} {value}" for name, value in (provenance | settings).items())),
        ("queries", trace.queries),
        ("candidates", (each.passage_id for each in trace.candidates)),
        ("evidence", (f"[{each.number}] {each.text}" for each in answer.evidence)),
        ("prompt", (f"{role}: {text}" for role, text in trace.prompt)),
        ("draft", trace.draft.splitlines()),
        ("verdicts", (f"{each.verdict}: {each.text}" for each in trace.sentences)),
        ("citations", (f"[{each.number}] {each.quote}" for each in answer.citations)),
        ("answer", answer.text.splitlines()),
    )
