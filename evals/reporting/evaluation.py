"""What is kept of a report beside the articles that were asked, for the assistant to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from evals.measures import MEASURES, risk_coverage
from evals.records import Metric, Report, Result
from evals.reporting.files import write_whole
from evals.reporting.labels import TABLE
from qa.errors import EvalError
from qa.trust import (
    EVALUATION_NAME,
    Evaluation,
    Figure,
    evaluation_json,
    read_evaluation,
    server_name,
)

__all__ = ["evaluation_of", "is_fuller", "write_evaluation"]


def evaluation_of(report: Report) -> Evaluation:
    """Return the figures of a report that a reader of answers should know."""
    metrics = [metric for name in TABLE if (metric := report.metric(name)) is not None]
    figures = (_figure(each, report.results) for each in metrics)
    return Evaluation(
        name=report.dataset,
        when=datetime.fromisoformat(report.created),
        samples=len(report.results),
        errors=sum(each.error is not None for each in report.results),
        model=_model(report),
        provenance=report.provenance,
        figures=tuple(each for each in figures if each is not None),
        coverage=risk_coverage(report.results) if report.metric("answered_right") else (),
        notes=report.notes,
    )


def is_fuller(one: Evaluation, other: Evaluation) -> bool:
    """Return whether one says what the other does not: of a model, of answers, of more questions.

    Retrieval and refusing alone give no curve of answers.
    """
    return (
        (bool(one.model) and not other.model)
        or (bool(one.coverage) and not other.coverage)
        or one.samples - one.errors > other.samples - other.errors
    )


def write_evaluation(report: Report, data_dir: Path, *, whole: bool) -> Path | None:
    """Write the evaluation into the data folder that was asked, in place of an earlier one.

    A fuller one gives way only to a ``whole`` run, of every question there is, with a model that
    answered. Returns the path; None where the earlier one stays. Raises EvalError where the folder
    cannot be written.
    """
    path, made = data_dir / EVALUATION_NAME, evaluation_of(report)
    settles = whole and made.model and made.errors < made.samples
    if not settles and (before := read_evaluation(data_dir)) and is_fuller(before, made):
        return None
    try:
        write_whole(path, evaluation_json(made))
    except OSError as error:
        raise EvalError(
            f"{path} cannot be written ({error.strerror}), so the assistant will not tell of this "
            "run: make the data folder writable"
        ) from None
    return path


def _model(report: Report) -> str:
    """Return the model's name, with the host of its server alone, not its whole address."""
    name, at, address = report.provenance.model.partition(" at ")
    return f"{name} at {server_name(address)}" if at else name


def _figure(metric: Metric, results: Sequence[Result]) -> Figure | None:
    if metric.value is None:
        return None
    count = _counted(metric, results)
    return Figure(metric.name, metric.value, metric.low, metric.high, count, metric.unit)


def _counted(metric: Metric, results: Sequence[Result]) -> int:
    """Return how many questions a metric is a share of: of refusals not all that were asked."""
    pairs = [row for each in results if (row := MEASURES["refusal_recall"].row(each)) is not None]
    if metric.name == "refusal_recall":
        return sum(not answerable for answerable, _ in pairs)
    if metric.name == "refusal_precision":
        return sum(refused for _, refused in pairs)
    return metric.count
