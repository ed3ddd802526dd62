"""Metrics taken again of single results: the same figures as those of the run."""

from __future__ import annotations

import random

import pytest

from evals.measures import measure, risk_coverage
from evals.summary import summed_up
from qa.types import Timings, Usage
from tests.evals.reporting.made import answer, report, result, sample

CHANCE = random.Random(5)


def mixed(number):
    asked = sample(f"s{number}", answerable=CHANCE.choice([True, True, False, None]))
    refused = CHANCE.random() < 0.3
    first = None if refused else CHANCE.uniform(900, 4000)
    given = answer(
        abstained=refused,
        confidence=round(CHANCE.random(), 1),
        timings=Timings(10, CHANCE.uniform(20, 80), first, CHANCE.uniform(4000, 6000)),
        usage=Usage(CHANCE.randrange(90, 140), CHANCE.randrange(300, 500), CHANCE.randrange(50)),
    )
    right = None if asked.answerable is None else float(CHANCE.random() < 0.6)
    if right is None:
        return result(asked, given, hit_5=1.0, reasons={"answered_right": "neither is right"})
    return result(asked, given, hit_5=float(CHANCE.random() < 0.8), answered_right=right)


@pytest.fixture(scope="module")
def run():
    results = [mixed(number) for number in range(60)]
    return report(*results, result(sample("lost"), error="down"), metrics=summed_up(results))


def names():
    stages = "evidence first_token total".split()
    return [
        *"hit@5 answered_right refusal_precision refusal_recall balanced_accuracy".split(),
        *"refusal_auroc aurc evidence_tokens prompt_tokens completion_tokens".split(),
        *(f"time_{stage}_p{share}" for stage in stages for share in (50, 95)),
    ]


@pytest.mark.parametrize("name", names())
def test_a_measure_gives_the_figure_of_the_run(run, name):
    how = measure(name, run)
    rows = [row for each in run.results if (row := how.row(each)) is not None]
    assert how.of(rows) == pytest.approx(run.metric(name).value)
    assert 0 < len(rows) <= 60


def test_scores_of_any_name_are_averaged():
    taken = report(result(my_score=0.25), result(my_score=0.75), result())
    how = measure("my_score", taken)
    assert [how.row(each) for each in taken.results] == [0.25, 0.75, None]
    assert how.of([0.25, 0.75]) == 0.5
    assert how.of([]) is None


@pytest.mark.parametrize("name", ["peak_memory", "nothing"])
def test_what_single_results_do_not_add_up_to_has_no_measure(run, name):
    assert measure(name, run) is None


def test_the_risk_curve_ends_where_refusals_begin():
    given = [
        result(given=answer(confidence=0.9), answered_right=1.0),
        result(given=answer(confidence=0.8), answered_right=0.0),
        result(given=answer("No.", abstained=True), answered_right=0.0),
        result(given=answer(confidence=0.7), reasons={"answered_right": "too long"}),
        result(error="down"),
    ]
    assert risk_coverage(given) == ((1 / 3, 0.0), (2 / 3, 0.5))
    assert risk_coverage(given[2:]) == ()
    assert risk_coverage([]) == ()
