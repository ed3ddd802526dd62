"""Refusal metrics are scikit-learn's; the risk–coverage curve is that of its definition."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    balanced_accuracy_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

from evals.metrics.refusals import (
    area_under_risk_coverage,
    auroc,
    balanced_accuracy,
    refusal_precision,
    refusal_recall,
    risk_coverage,
)

OUTCOMES = st.lists(st.tuples(st.booleans(), st.booleans()))
ANSWERED = st.lists(st.tuples(st.sampled_from([0.1, 0.25, 0.5, 0.8, 0.9]), st.booleans()))


def test_refusals_score_as_in_scikit_learn():
    chance = random.Random(7)
    scored = 0
    for _ in range(100):
        pairs = [
            (chance.random() < 0.5, chance.random() < 0.4) for _ in range(chance.randint(2, 30))
        ]
        unanswerable = [not answerable for answerable, _ in pairs]
        refused = [each for _, each in pairs]
        if len(set(unanswerable)) < 2 or not any(refused):
            continue
        scored += 1
        expected = precision_score(unanswerable, refused)
        assert refusal_precision(pairs) == pytest.approx(expected, abs=1e-9)
        expected = recall_score(unanswerable, refused)
        assert refusal_recall(pairs) == pytest.approx(expected, abs=1e-9)
        expected = balanced_accuracy_score(unanswerable, refused)
        assert balanced_accuracy(pairs) == pytest.approx(expected, abs=1e-9)
    assert scored > 70


def test_the_area_under_the_roc_curve_is_that_of_scikit_learn_with_and_without_ties():
    chance = random.Random(8)
    for places in (1, 17):
        for _ in range(100):
            pairs = [
                (number % 2 == 0, round(chance.random(), places))
                for number in range(chance.randint(2, 30))
            ]
            expected = roc_auc_score(*zip(*pairs, strict=True))
            assert auroc(pairs) == pytest.approx(expected, abs=1e-9)


def test_one_kind_of_question_leaves_undefined_what_needs_both():
    assert refusal_precision([(True, False), (False, False)]) is None
    assert refusal_recall([(True, True)]) is None
    assert balanced_accuracy([(True, True)]) is None
    assert balanced_accuracy([(False, True)]) is None
    assert balanced_accuracy([]) is None
    assert auroc([(True, 0.9)]) is None
    assert auroc([(False, 0.9)]) is None


def test_a_wrong_refusal_lowers_precision_and_a_wrong_answer_recall():
    assert refusal_precision([(False, True), (True, True)]) == 0.5
    assert refusal_recall([(False, True), (False, False)]) == 0.5
    assert balanced_accuracy([(True, True), (False, True)]) == 0.5
    assert auroc([(True, 0.9), (False, 0.1)]) == 1
    assert auroc([(True, 0.5), (False, 0.5)]) == 0.5


@given(OUTCOMES)
def test_refusal_metrics_lie_between_nought_and_one(pairs):
    for metric in (refusal_precision, refusal_recall, balanced_accuracy):
        value = metric(pairs)
        assert value is None or 0 <= value <= 1


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.5, 0.9]))))
def test_turning_confidence_round_turns_the_area_round(pairs):
    value, turned = auroc(pairs), auroc([(kind, -each) for kind, each in pairs])
    assert (value is None) == (turned is None)
    assert value is None or value + turned == pytest.approx(1)


def test_points_come_surest_first_and_ties_together():
    pairs = [(0.5, False), (0.9, True), (0.5, True), (0.2, False)]
    assert risk_coverage(pairs, 8) == ((1 / 8, 0), (3 / 8, 1 / 3), (4 / 8, 1 / 2))
    assert risk_coverage(pairs, 8) == risk_coverage(pairs[::-1], 8)


def test_nothing_answered_has_no_curve():
    assert risk_coverage([], 5) == risk_coverage([], 0) == ()
    assert area_under_risk_coverage(()) is None


def test_more_answers_than_questions_are_refused():
    with pytest.raises(ValueError, match="2 answers to 1 questions"):
        risk_coverage([(0.5, True), (0.6, True)], 1)


@given(ANSWERED.filter(bool), st.integers(0, 20))
def test_the_area_is_the_mean_risk_at_the_confidence_of_each_answer(pairs, refused):
    risks = []
    for threshold, _ in pairs:
        kept = [right for confidence, right in pairs if confidence >= threshold]
        risks.append(kept.count(False) / len(kept))
    points = risk_coverage(pairs, len(pairs) + refused)
    assert area_under_risk_coverage(points) == pytest.approx(sum(risks) / len(risks), abs=1e-9)
    assert points[-1][0] == pytest.approx(len(pairs) / (len(pairs) + refused))


@given(ANSWERED.filter(bool))
def test_coverage_grows_and_the_area_is_nought_where_all_is_right(pairs):
    points = risk_coverage(pairs, len(pairs))
    coverages = [coverage for coverage, _ in points]
    assert coverages == sorted(set(coverages))
    assert all(0 <= risk <= 1 for _, risk in points)
    right = [(confidence, True) for confidence, _ in pairs]
    assert area_under_risk_coverage(risk_coverage(right, len(right))) == 0


def test_a_confidence_that_knows_better_has_the_smaller_area():
    knows = risk_coverage([(0.9, True), (0.8, True), (0.3, False)], 3)
    errs = risk_coverage([(0.9, False), (0.8, True), (0.3, True)], 3)
    assert area_under_risk_coverage(knows) < area_under_risk_coverage(errs)
