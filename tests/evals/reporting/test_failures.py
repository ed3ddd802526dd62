"""Kinds of failure: what each needs, and what is none."""

from __future__ import annotations

import pytest

from evals.records import Score
from evals.reporting.failures import FAILURES, failures
from tests.evals.reporting.made import answer, result, sample

REFUSAL = answer("The articles do not say.", abstained=True)
UNANSWERABLE = sample(answerable=False)


@pytest.mark.parametrize(
    ("kind", "failed", "well"),
    [
        ("not-retrieved", result(hit_5=0, hit_10=0), result(hit_5=0, hit_10=1)),
        ("not-in-evidence", result(gold_in_evidence=0.5), result(gold_in_evidence=1)),
        ("wrong-answer", result(answered_right=0), result(answered_right=1)),
        ("wrong-answer", result(contains_gold=0), result(contains_gold=1)),
        ("wrong-answer", result(no_wrong=0), result(no_wrong=1)),
        ("wrongly-refused", result(given=REFUSAL), result(UNANSWERABLE, REFUSAL)),
        ("wrongly-answered", result(UNANSWERABLE), result()),
        ("citation-wrong", result(citation_exactness=0.5), result(citation_exactness=1)),
        ("citation-wrong", result(citation_precision=0), result(citation_precision=0.5)),
        ("ungrounded", result(groundedness=0.5), result(groundedness=1)),
        ("false-support", result(false_support=0.5), result(false_support=0)),
        ("error", result(error="the model server stopped"), result()),
    ],
)
def test_each_kind_is_seen_and_only_where_it_is(kind, failed, well):
    assert failures(failed) == {kind}
    assert failures(well) == frozenset()


def test_a_right_answer_may_lack_words_that_only_another_score_asks_for():
    assert failures(result(answered_right=1, contains_gold=0)) == frozenset()


@pytest.mark.parametrize("answerable", [True, False])
def test_a_refusal_is_judged_as_a_refusal_alone(answerable):
    found = failures(result(sample(answerable=answerable), REFUSAL, answered_right=0))
    assert found == ({"wrongly-refused"} if answerable else frozenset())


def test_an_answer_to_the_unanswerable_is_not_wrong_as_well():
    assert failures(result(UNANSWERABLE, answered_right=0)) == {"wrongly-answered"}


@pytest.mark.parametrize("given", [answer(), REFUSAL])
def test_where_neither_is_right_neither_fails(given):
    assert failures(result(sample(answerable=None), given)) == frozenset()


def test_what_could_not_be_scored_is_no_failure():
    names = "hit@10 gold_in_evidence answered_right citation_precision groundedness false_support"
    unscored = result(reasons=dict.fromkeys(names.split(), "no evidence"))
    assert all(each == Score(None, "no evidence") for each in unscored.scores.values())
    assert failures(unscored) == frozenset()


def test_several_kinds_at_once():
    worst = result(hit_10=0, gold_in_evidence=0, answered_right=0, groundedness=0)
    found = failures(worst)
    assert found == {"not-retrieved", "not-in-evidence", "wrong-answer", "ungrounded"}
    assert found <= set(FAILURES)
