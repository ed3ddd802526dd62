"""What is kept of a report beside the articles that were asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.metrics.refusals import refusal_precision, refusal_recall
from evals.reporting.evaluation import evaluation_of, write_evaluation
from qa.errors import EvalError
from qa.trust import EVALUATION_NAME, read_evaluation
from tests.evals.reporting.made import PROVENANCE, answer, metric, report, result, sample

REFUSED = answer(abstained=True)
OUTCOMES = {(True, False): 4, (True, True): 2, (False, False): 3, (False, True): 1}
"""How many questions of each sort: (answerable, refused)."""


@pytest.fixture
def results():
    return [
        result(
            sample(f"{answerable}-{refused}-{number}", answerable=answerable),
            REFUSED if refused else answer(),
            answered_right=float(answerable != refused),
        )
        for (answerable, refused), many in OUTCOMES.items()
        for number in range(many)
    ]


def test_it_says_what_was_asked_when_and_of_which_model(results):
    made = report(*results, result(sample("lost"), error="no model"), notes=("Mind this.",))
    kept = evaluation_of(made)
    assert (kept.name, kept.when.isoformat(), kept.samples, kept.errors) == (
        "seeds", "2025-06-11T09:30:00+00:00", 11, 1
    )  # fmt: skip
    assert (kept.model, kept.provenance, kept.notes) == (
        "qwen2.5-coder-1.5b", PROVENANCE, ("Mind this.",)
    )  # fmt: skip


def test_a_share_of_refusals_counts_the_questions_it_is_about(results):
    pairs = [(each.sample.answerable, each.answer.abstained) for each in results]
    shares = {
        "refusal_recall": refusal_recall(pairs),
        "refusal_precision": refusal_precision(pairs),
        "answered_right": 0.5,
    }
    metrics = [metric(name, value, count=10) for name, value in shares.items()]
    figures = {each.name: each for each in evaluation_of(report(*results, metrics=metrics)).figures}
    assert {name: each.samples for name, each in figures.items()} == {
        "answered_right": 10,
        "refusal_recall": 4,
        "refusal_precision": 3,
    }
    assert figures["refusal_recall"].value * 4 == 1
    assert figures["refusal_precision"].value * 3 == pytest.approx(1)


def test_figures_that_nobody_reads_first_or_that_have_no_value_stay_in_the_report(results):
    metrics = [metric("hit@5"), metric("ndcg@10"), metric("false_support", None, None, None, 0)]
    kept = evaluation_of(report(*results, metrics=metrics))
    assert [each.name for each in kept.figures] == ["hit@5"]


def test_the_curve_ends_with_what_was_answered_and_wrong(results):
    judged = report(*results, metrics=[metric("answered_right", 0.5)])
    assert evaluation_of(judged).coverage[-1] == (0.7, pytest.approx(3 / 7))


def test_a_fast_run_which_judges_no_answer_has_no_curve(results):
    assert evaluation_of(report(*results)).coverage == ()


def test_of_a_model_s_server_only_the_host_is_kept(results):
    address = "qwen at http://me:secret@models.example:8000/v1"
    kept = evaluation_of(report(*results, provenance=replace(PROVENANCE, model=address)))
    assert kept.model == "qwen at models.example:8000"


def test_it_is_written_where_the_assistant_looks_and_replaces_the_one_before(results, tmp_path):
    write_evaluation(report(*results[:2]), tmp_path, whole=True)
    path = write_evaluation(report(*results), tmp_path, whole=True)
    assert read_evaluation(tmp_path) == evaluation_of(report(*results))
    assert [each.name for each in tmp_path.iterdir()] == [EVALUATION_NAME]
    assert path == tmp_path / EVALUATION_NAME


def test_a_folder_that_cannot_be_written_is_named(results, tmp_path):
    with pytest.raises(EvalError, match=r"gone/evaluation\.json cannot be written"):
        write_evaluation(report(*results), tmp_path / "gone", whole=True)


def run_of(*results, model="qwen", judged=True):
    metrics = [metric("hit@5"), *([metric("answered_right", 0.5)] if judged else [])]
    return report(*results, metrics=metrics, provenance=replace(PROVENANCE, model=model))


@pytest.mark.parametrize(
    ("made", "whole", "kept"),
    [
        ({"model": "", "judged": False}, True, False),
        ({"model": ""}, True, False),
        ({"count": 5}, False, False),
        ({"count": 5}, True, True),
        ({}, False, True),
        ({"lost": True}, True, False),
    ],
    ids=["fast", "quotes", "sample", "fewer questions", "the same again", "no model answered"],
)
def test_a_fuller_one_gives_way_only_to_a_whole_run_with_a_model(
    results, tmp_path, made, whole, kept
):
    write_evaluation(run_of(*results), tmp_path, whole=True)
    before = read_evaluation(tmp_path)
    asked = results[: made.pop("count", None)]
    if made.pop("lost", False):
        asked = [result(each.sample, error="no model") for each in asked]
    later = replace(run_of(*asked, **made), created="2025-06-12T09:30:00+00:00")
    path = write_evaluation(later, tmp_path, whole=whole)
    assert (path is not None) is kept
    assert (read_evaluation(tmp_path) != before) is kept


def test_a_run_without_a_model_replaces_one_that_says_no_more(results, tmp_path):
    fast = run_of(*results, model="", judged=False)
    assert write_evaluation(fast, tmp_path, whole=False)
    assert write_evaluation(fast, tmp_path, whole=False)
    assert write_evaluation(run_of(*results, model=""), tmp_path, whole=True)
    assert read_evaluation(tmp_path).coverage
