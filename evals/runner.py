"""The solver and its scores: every sample of a dataset is asked, once, and judged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from evals.cache import cache_key
from evals.memory import memory_in_use
from evals.records import Report, Result, Sample, Score
from evals.scorers import ArticleText, score
from evals.summary import FAST, metrics_by_kind, summed_up
from evals.workspace import Answerer, Workspace
from index.types import Filters
from qa.errors import ModelError, QuestionError
from qa.types import Answer, Mode

__all__ = ["Judge", "Run", "chosen", "run"]

Judge = Callable[[Sample, Answer], Score]
"""Scores an answer with a model; see ``evals.judge``."""
_ENOUGH_CLUSTERS = 20
"""Below it a percentile bootstrap over clusters is known to be too sure (``evals.statistics``)."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a dataset is run: ``fast`` takes only what needs no answering model."""

    mode: Mode = "generated"
    fast: bool = False
    judge: Judge | None = None


def chosen(samples: Sequence[Sample], count: int, seed: int = 0) -> tuple[Sample, ...]:
    """Return ``count`` samples (0: all) in their order.

    Chosen by a hash of seed and id, so that a larger choice holds a smaller one.
    """
    if not count:
        return tuple(samples)
    ranked = sorted(samples, key=lambda each: _hash(f"{seed} {each.id}"))
    kept = {each.id for each in ranked[:count]}
    return tuple(each for each in samples if each.id in kept)


def run(
    workspace: Workspace,
    samples: Sequence[Sample],
    how: Run,
    on_result: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Ask every sample that is not answered already, score all answers, and sum up."""
    results = []
    for sample in samples:
        result = _answered(workspace, sample, how.mode)
        results.append(_scored(result, workspace.answerer, how.judge))
        on_result(results[-1])
    only = FAST if how.fast else None
    return Report(
        dataset=workspace.dataset.name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        mode=how.mode,
        provenance=workspace.provenance,
        metrics=summed_up(results, only),
        by_kind=metrics_by_kind(results, only),
        results=tuple(results),
        notes=_notes(results),
    )


def _answered(workspace: Workspace, sample: Sample, mode: Mode) -> Result:
    """Return the answer that was kept, or a new one, with the sample as it reads today."""
    key = cache_key(sample, mode, workspace.provenance)
    ask = partial(_asked, workspace.answerer, sample, mode)
    return replace(workspace.cache.answered(key, ask), sample=sample)


def _asked(answerer: Answerer, sample: Sample, mode: Mode) -> Result:
    filters = None if sample.context is None else Filters(article_ids=sample.context)
    try:
        answer = answerer.ask(sample.question, sample.history, filters, mode)
    except (ModelError, QuestionError) as error:
        return Result(sample, None, error=str(error))
    trace = answerer.trace(answer.trace_id)
    return Result(sample, answer, trace=trace, peak_memory=memory_in_use())


def _scored(result: Result, answerer: Answerer, judge: Judge | None) -> Result:
    if result.answer is None:
        return result
    scores = score(result.sample, result.answer, _text_of(answerer))
    if judge is not None:
        scores["judge"] = judge(result.sample, result.answer)
    return replace(result, scores=scores)


def _notes(results: Sequence[Result]) -> tuple[str, ...]:
    clusters = len({each.sample.cluster for each in results})
    if clusters >= _ENOUGH_CLUSTERS:
        return ()
    return (
        f"The samples are about {clusters} articles: so few that the intervals are too narrow.",
    )


def _text_of(answerer: Answerer) -> ArticleText:
    return lambda article_id: answerer.article(article_id).text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
