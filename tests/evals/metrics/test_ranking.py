"""Ranking metrics are those of ir-measures, on a thousand rankings and on those made by hand."""

from __future__ import annotations

import random

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from evals.metrics.ranking import hit, ndcg, recall, reciprocal_rank

CUTS = (1, 3, 5, 10, 20)
GRADES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))
RANKINGS = st.lists(st.sampled_from("abcdefghij"), unique=True)


def random_case(chance):
    """Return a ranking and grades: some empty, some without a relevant id, some all missed."""
    ids = [f"d{number}" for number in range(40)]
    ranked = chance.sample(ids, chance.choice([0, 1, 2, 5, 10, 25]))
    pool = [each for each in ids if each not in ranked] if chance.random() < 0.1 else ids
    judged = chance.sample(pool, chance.randint(1, 12))
    return ranked, {each: chance.choice([0, 0, 1, 1, 2, 3]) for each in judged}


def reference(cases):
    """Return (query, measure) → value by ir-measures; scores fall by rank, so there are no ties."""
    measures = [RR, *(measure @ k for measure in (Success, R, nDCG) for k in CUTS)]
    qrels = {str(number): grades for number, (_, grades) in enumerate(cases)}
    run = {
        str(number): {each: float(-rank) for rank, each in enumerate(ranked)}
        for number, (ranked, _) in enumerate(cases)
    }
    found = ir_measures.iter_calc(measures, qrels, run)
    return {(int(each.query_id), str(each.measure)): each.value for each in found}


def test_a_thousand_random_rankings_score_as_in_ir_measures():
    chance = random.Random(20240614)
    cases = [random_case(chance) for _ in range(1000)]
    expected = reference(cases)
    missed = scored = 0
    for number, (ranked, grades) in enumerate(cases):
        if not any(grades.values()):
            assert reciprocal_rank(ranked, grades) is None
            continue
        scored += 1
        missed += reciprocal_rank(ranked, grades) == 0
        ours = {"RR": reciprocal_rank(ranked, grades)}
        for k in CUTS:
            ours |= {f"Success@{k}": hit(ranked, grades, k), f"R@{k}": recall(ranked, grades, k)}
            ours |= {f"nDCG@{k}": ndcg(ranked, grades, k)}
        for measure, value in ours.items():
            assert value == pytest.approx(expected[number, measure], abs=1e-9), (number, measure)
    assert scored > 900
    assert missed > 100  # among them empty rankings


def test_values_made_by_hand():
    ranked, grades = ["x", "a", "y", "b"], {"a": 1, "b": 3, "c": 1}
    assert (hit(ranked, grades, 1), hit(ranked, grades, 2)) == (0.0, 1.0)
    assert recall(ranked, grades, 4) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, grades) == 0.5
    gained = 1 / 1.584962500721156 + 3 / 2.321928094887362
    best = 3 + 1 / 1.584962500721156 + 1 / 2
    assert ndcg(ranked, grades, 4) == pytest.approx(gained / best)


@pytest.mark.parametrize("grades", [{}, {"a": 0}, {"a": -1}])
def test_nothing_relevant_is_undefined_not_zero(grades):
    assert hit(["a"], grades, 1) is None
    assert recall(["a"], grades, 1) is None
    assert reciprocal_rank(["a"], grades) is None
    assert ndcg(["a"], grades, 1) is None


@pytest.mark.parametrize("metric", [hit, recall, ndcg])
@pytest.mark.parametrize("k", [0, -1])
def test_a_cut_below_one_is_refused(metric, k):
    with pytest.raises(ValueError, match="1 or more"):
        metric(["a"], {"a": 1}, k)


def test_an_id_that_comes_twice_counts_once_and_the_others_move_up():
    assert recall(["a", "a", "b"], {"a": 1, "b": 1}, 2) == 1.0
    assert reciprocal_rank(["x", "x", "a"], {"a": 1}) == 0.5
    assert ndcg(["a", "a"], {"a": 2}, 5) == 1.0


@given(RANKINGS, GRADES, st.integers(1, 12))
def test_values_lie_between_nought_and_one_and_never_fall_with_k(ranked, grades, k):
    for metric in (hit, recall):
        value, wider = metric(ranked, grades, k), metric(ranked, grades, k + 1)
        assert value is None or 0 <= value <= wider <= 1
    value = ndcg(ranked, grades, k)
    assert value is None or 0 <= value <= 1 + 1e-12


@given(GRADES.filter(lambda grades: any(grades.values())), st.integers(1, 12))
def test_the_best_order_is_perfect(grades, k):
    best = sorted(grades, key=lambda each: -grades[each])
    assert ndcg(best, grades, k) == pytest.approx(1)
    assert hit(best, grades, k) == reciprocal_rank(best, grades) == 1
    assert recall(best, grades, len(best)) == 1
