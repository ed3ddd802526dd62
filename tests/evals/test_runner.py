"""A run: every sample asked once, resumed where it stopped, its figures and what they catch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.cache import AnswerCache
from evals.records import Report, Score
from evals.runner import Run, chosen, run
from qa.errors import ModelServerDown
from qa.wire import from_dict
from tests.evals.conftest import REPLIES


@pytest.fixture
def report(workspace, model):
    return generated(workspace, model)


def generated(workspace, model, **replies):
    """Run with the model saying what each sample's reply is."""
    said = REPLIES | replies
    results = []
    for sample in workspace.dataset.samples:
        model.replies, model.yes = [said[sample.id]], 0.999 if said[sample.id] else 0.05
        results += run(workspace, [sample], Run()).results
    return run(workspace, [each.sample for each in results], Run())


def scores(report, name):
    return {each.sample.id: each.scores[name] for each in report.results}


def value(report, name):
    return report.metric(name).value


def test_right_answers_and_a_right_refusal_score_full(report):
    for name in ("answered_right", "hit@5", "recall@10", "gold_in_evidence", "balanced_accuracy"):
        assert value(report, name) == 1.0, name
    for name in ("citation_exactness", "citation_recall", "groundedness", "share_cited"):
        assert value(report, name) == 1.0, name
    assert value(report, "false_support") == 0.0
    assert report.metric("evidence_tokens").unit == "tokens"


def test_what_a_scorer_cannot_judge_is_counted_with_its_reason(report):
    assert scores(report, "hit@5")["toll"] == Score(None, "the sample names no evidence")
    metric = report.metric("all_gold")
    assert (metric.count, metric.unscored) == (1, {"one answer is wanted": 3})


def test_every_answer_has_its_trace(report):
    assert all(each.trace.answer == each.answer for each in report.results)


def test_a_report_survives_json(report):
    assert from_dict(Report, report.to_dict()) == report


def test_nothing_is_asked_twice(workspace, model, report):
    asked = len(model.requests)
    again = run(workspace, workspace.dataset.samples, Run())
    assert len(model.requests) == asked
    assert again.metrics == report.metrics
    forgotten = AnswerCache(workspace.folder / "answers", workspace.provenance)
    assert run(replace(workspace, cache=forgotten), workspace.dataset.samples, Run()).metrics


def test_a_killed_run_goes_on_where_it_stopped(workspace, model, report):
    (file,) = (workspace.folder / "answers").iterdir()
    whole = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(whole[:2]) + whole[2][:100])  # killed while it wrote the third
    cache = AnswerCache(workspace.folder / "answers", workspace.provenance)
    asked = len(model.requests)
    model.replies, model.yes = [REPLIES["cost-and-opening"], ""], 0.999
    again = run(replace(workspace, cache=cache), workspace.dataset.samples, Run())
    assert len(model.requests) == asked + 2
    assert len(again.results) == 4
    assert len(file.read_bytes().splitlines()) == 4


def test_other_provenance_is_asked_anew(workspace, model, report):
    other = replace(workspace.provenance, prompts="another")
    cache = AnswerCache(workspace.folder / "answers", other)
    asked, model.yes = len(model.requests), 0.999
    run(replace(workspace, provenance=other, cache=cache), workspace.dataset.samples[:1], Run())
    assert len(model.requests) == asked + 1


def test_an_error_is_reported_and_asked_again_the_next_time(workspace, model, by_id):
    model.yes = ModelServerDown("the server is down: start it")
    seen = []
    failed = run(workspace, [by_id["signer"]], Run(), seen.append)
    assert seen[0].error == "the server is down: start it"
    assert failed.metric("answered_right").unscored == {"no answer came": 1}
    model.yes, model.replies = 0.9, [REPLIES["signer"]]
    assert run(workspace, [by_id["signer"]], Run()).metric("answered_right").value == 1.0


def test_the_fast_tier_calls_no_model(workspace, model):
    report = run(workspace, workspace.dataset.samples, Run("extractive", fast=True))
    assert not model.requests
    assert value(report, "hit@5") == 1.0
    assert value(report, "citation_exactness") == 1.0
    assert report.metric("contains_gold") is None


def test_a_choice_is_stable_and_a_larger_one_holds_it(samples):
    few, more = chosen(samples, 2), chosen(samples, 3)
    assert few == chosen(samples, 2)
    assert set(few) < set(more)
    assert chosen(samples, 0) == samples
    assert len({chosen(samples, 1, seed) for seed in range(20)}) > 1


class TestWhatItCatches:
    """Faults that are put in on purpose: a suite that does not see them would be worth nothing."""

    def test_a_broken_retriever(self, workspace, model, report):
        class Backwards:
            def __getattr__(self, name):
                return getattr(workspace.answerer, name)

            def ask(self, *arguments):
                answer = workspace.answerer.ask(*arguments)
                return replace(answer, results=answer.results[::-1])

        cache = AnswerCache(workspace.folder / "broken", workspace.provenance)
        broken = replace(workspace, answerer=Backwards(), cache=cache)
        worse = generated(broken, model)
        assert value(worse, "mrr") < value(report, "mrr")
        assert value(worse, "ndcg@10") < value(report, "ndcg@10")
        assert value(worse, "hit@1") < value(report, "hit@1")

    def test_a_citation_that_is_off_by_one_character(self, workspace, report):
        first = report.results[0]
        shifted = tuple(
            replace(each, start=each.start + 1, end=each.end + 1) for each in first.answer.citations
        )
        faulty = replace(first.answer, citations=shifted)
        assert rescored(workspace, first, faulty)["citation_exactness"].value < 1.0

    def test_an_invented_number(self, workspace, report):
        owls = next(each for each in report.results if each.sample.id == "chicks")
        sentence = replace(
            owls.answer.sentences[0], text="Wardens counted 57 barn owl chicks at Hollins Fen."
        )
        found = rescored(workspace, owls, replace(owls.answer, sentences=(sentence,)))
        assert found["groundedness"].value < 1.0
        assert found["answered_right"].value == 0.0

    def test_a_known_wrong_answer_beside_the_right_one(self, workspace, report):
        owls = next(each for each in report.results if each.sample.id == "chicks")
        sentence = replace(owls.answer.sentences[0], text="Wardens counted 43, or perhaps 44.")
        found = rescored(workspace, owls, replace(owls.answer, sentences=(sentence,)))
        assert found["contains_gold"].value == 1.0
        assert found["answered_right"].value == 0.0

    def test_a_refusal_that_should_not_be(self, workspace, model):
        report = generated(workspace, model, signer="")
        assert scores(report, "answered_right")["signer"] == Score(0.0)
        assert value(report, "refusal_precision") == 0.5
        assert value(report, "balanced_accuracy") < 1.0
        assert scores(report, "citation_recall")["signer"] == Score(0.0)

    def test_an_answer_that_should_have_been_a_refusal(self, workspace, model):
        report = generated(workspace, model, toll="The bridge will cost 23.4 million pounds [1].")
        assert scores(report, "answered_right")["toll"] == Score(0.0)
        assert value(report, "refusal_recall") == 0.0
        assert scores(report, "false_support")["toll"] == Score(1.0)

    def test_a_right_answer_that_cites_the_wrong_sentence(self, workspace, report):
        first = report.results[0]
        other = next(each for each in first.answer.evidence if "Trade" in each.text)
        cited = replace(
            first.answer.citations[0], start=other.start, end=other.end, quote=other.text
        )
        found = rescored(workspace, first, replace(first.answer, citations=(cited,)))
        assert found["citation_exactness"].value == 1.0
        assert found["citation_precision"].value == 0.0
        assert found["citation_f1"].value == 0.0


def rescored(workspace, result, answer):
    from evals.scorers import score

    return score(result.sample, answer, lambda name: workspace.answerer.article(name).text)
