"""Two reports compared: a verdict only where the interval leaves zero out."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from evals.records import GoldQuote
from evals.reporting.changes import Flip
from evals.reporting.compare import compare, comparison_view
from qa.types import Timings
from tests.evals.reporting.made import PROVENANCE, answer, metric, report, result, sample

NOTHING = "no difference shown"


def run(values, name="groundedness", **fields):
    """Return a report of one score a sample, each of an article of its own."""
    results = [
        result(sample(f"s{place}", cluster=f"article {place}"), **{name: value})
        for place, value in enumerate(values)
    ]
    return report(*results, metrics=[metric(name)], **fields)


def compared(first, second):
    return compare(first, second, np.random.default_rng(1))


def only_change(first, second):
    (change,) = compared(first, second).changes
    return change


def test_a_gain_on_most_samples_is_better_and_the_way_back_is_worse():
    before, after = run([0.5] * 30), run([0.5] * 10 + [0.75] * 20)
    change = only_change(before, after)
    assert change.verdict == "better"
    assert (change.first, change.second) == (0.5, pytest.approx(2 / 3))
    assert change.difference.mean == pytest.approx(1 / 6)
    assert 0 < change.difference.low < 1 / 6 < change.difference.high
    assert change.difference.count == 30
    assert only_change(after, before).verdict == "worse"


@pytest.mark.parametrize("name", ["false_support", "aurc_of_my_own"])
def test_where_less_is_better_a_gain_is_worse_and_where_nobody_knows_it_differs(name):
    change = only_change(run([0.5] * 30, name), run([0.9] * 30, name))
    assert change.verdict == ("worse" if name == "false_support" else "differs")


def test_one_sample_more_shows_nothing():
    change = only_change(run([0.0] * 30), run([0.0] * 29 + [1.0]))
    assert change.difference.mean == pytest.approx(1 / 30)
    assert change.difference.low == 0.0
    assert change.verdict == NOTHING


def test_samples_about_one_article_show_no_more_than_one():
    def about_one(values):
        results = [result(sample(f"s{n}"), groundedness=value) for n, value in enumerate(values)]
        return report(*results, metrics=[metric("groundedness")])

    change = only_change(about_one([0.0] * 30), about_one([1.0] * 30))
    assert (change.difference.mean, change.difference.low) == (1.0, None)
    assert change.verdict == NOTHING


def test_only_samples_that_both_could_score_count():
    before = run([1.0, 0.0, 1.0])
    after = report(
        *run([1.0, 1.0]).results,
        result(sample("s2", cluster="article 2"), error="down"),
        metrics=[metric("groundedness")],
    )
    change = only_change(before, after)
    assert (change.first, change.second, change.difference.count) == (0.5, 1.0, 2)


def of_times(times):
    results = [
        result(
            sample(f"s{n}", cluster=f"a{n}"),
            answer(timings=Timings(10, 40, time - 100, time), abstained=n % 4 == 3),
        )
        for n, time in enumerate(times)
    ]
    return report(*results, metrics=[metric("time_total_p50", unit="ms")])


def test_percentiles_are_paired_too():
    times = np.random.default_rng(2).uniform(3000, 6000, 40)
    change = only_change(of_times(times), of_times(times - 500))
    assert change.verdict == "better"
    assert change.difference.mean == pytest.approx(-500)
    assert change.first == pytest.approx(np.median(times))


def of_refusals(refuse):
    results = [
        result(
            sample(f"s{n}", answerable=n % 2 == 0, cluster=f"a{n}"),
            answer(abstained=n % 2 == 1 and refuse),
        )
        for n in range(40)
    ]
    return report(*results, metrics=[metric("balanced_accuracy"), metric("refusal_precision")])


def test_refusals_are_paired_by_what_they_come_to():
    accuracy, precision = compared(of_refusals(False), of_refusals(True)).changes
    assert (accuracy.first, accuracy.second, accuracy.verdict) == (0.5, 1.0, "better")
    assert (precision.first, precision.second) == (None, 1.0), "nothing was refused before"
    assert precision.verdict == NOTHING


def test_what_no_single_question_answers_for_is_not_paired():
    before = report(result(), metrics=[metric("peak_memory", 1800, None, None, unit="MiB")])
    after = report(result(), metrics=[metric("peak_memory", 1500, None, None, unit="MiB")])
    change = only_change(before, after)
    assert (change.verdict, change.difference.mean) == ("not paired", -300)
    assert only_change(before, report(result())).difference.mean is None


def test_questions_that_flipped_are_told_with_what_shows_it():
    refusal = answer("The articles do not say.", abstained=True)
    before = report(
        result(sample("kept"), answered_right=1, contains_gold=1),
        result(sample("lost"), answered_right=1, contains_gold=1),
        result(sample("won"), answered_right=0, contains_gold=0),
        result(sample("both"), answered_right=1, contains_gold=0),
        result(sample("refused", answerable=False), refusal),
        result(sample("failed"), answered_right=1),
    )
    after = report(
        result(sample("kept"), answered_right=1, contains_gold=1),
        result(sample("lost"), refusal, answered_right=0, contains_gold=0),
        result(sample("won"), answered_right=1, contains_gold=1),
        result(sample("both"), answered_right=0, contains_gold=1),
        result(sample("refused", answerable=False)),
        result(sample("failed"), error="down"),
    )
    flips = [(each.sample_id, each.became, each.metrics) for each in compared(before, after).flips]
    assert flips == [
        ("lost", "wrong", ("answered_right", "contains_gold", "refusal")),
        ("won", "right", ("answered_right", "contains_gold")),
        ("both", "wrong", ("answered_right",)),
        ("both", "right", ("contains_gold",)),
        ("refused", "wrong", ("refusal",)),
    ]


def test_samples_of_one_report_alone_and_altered_ones_are_left_out():
    moved = replace(sample("moved"), evidence=(GoldQuote("owls", 7, 47, "the same words"),))
    names = ("both", "moved", "altered", "first")
    before = report(*(result(sample(name), groundedness=1) for name in names))
    after = report(
        result(sample("both"), groundedness=1),
        result(moved, groundedness=1),
        result(sample("altered", answers=("44",)), groundedness=1),
        result(sample("second"), groundedness=1),
    )
    found = compared(before, after)
    assert found.paired == 2
    assert (found.only_first, found.only_second) == (("first",), ("second",))
    assert found.altered == ("altered",)


def test_what_differs_in_provenance_is_told_but_not_the_time():
    other = replace(PROVENANCE, prompts="ffff", settings={"top_k": "5", "new": "on"})
    found = compared(report(), report(provenance=other, created="2025-07-01T00:00:00+00:00"))
    assert found.facts == {
        "prompts": ("9d8c7b", "ffff"),
        "top_k": ("10", "5"),
        "evidence_tokens": ("140", None),
        "new": (None, "on"),
    }


def test_a_comparison_becomes_json_and_the_same_generator_gives_the_same():
    before, after = run([0.5] * 10), run([0.75] * 10)
    found = compared(before, after)
    content = json.loads(json.dumps(found.to_dict()))
    assert content["changes"][0]["verdict"] == "better"
    assert content["changes"][0]["difference"]["count"] == 10
    assert compared(before, after) == found


def printed(comparison):
    told = StringIO()
    Console(file=told, width=120).print(comparison_view(comparison))
    return told.getvalue()


def test_the_table_tells_differences_flips_and_facts():
    other = replace(PROVENANCE, prompts="ffff")
    found = compared(run([0.5] * 30), run([0.75] * 30, provenance=other))
    flip = Flip("s3", "exact-number", "How many [red]owls[/red]?\x1b[2J", "wrong", ("refusal",))
    told = printed(replace(found, flips=(flip,), only_first=("s99",)))
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines[0] == "30 questions in both; left out: 1 only in the first"
    assert "Groundedness 0.50 0.75 +0.25 no spread better" in lines
    assert "1 question became wrong" in lines
    assert "s3 exact-number How many [red]owls[/red]?[2J refusal" in lines
    assert "prompts 9d8c7b ffff" in lines
    assert "\x1b" not in told


def test_with_many_metrics_chance_is_named_and_what_nobody_scored_left_out():
    names = [f"own_{number}" for number in range(40)]
    scores = dict.fromkeys(names, 0.5)
    results = [result(sample(f"s{n}", cluster=f"a{n}"), **scores) for n in range(3)]
    taken = [*map(metric, names), metric("all_gold", None, None, None, 0)]
    many = report(*results, metrics=taken)
    told = printed(compared(many, many))
    assert "About 2 of 40 intervals leave zero out by chance alone." in told
    assert "All gold" not in told
    assert "by chance" not in printed(compared(run([0.5] * 3), run([0.5] * 3)))


def test_reports_without_a_common_question_say_so():
    found = compared(run([0.5] * 3), replace(run([0.5]), results=(result(sample("other")),)))
    assert found.paired == 0
    assert only_verdicts(found) == [NOTHING]
    assert printed(found).startswith("0 questions in both; left out: 3 only in the first")


def only_verdicts(comparison):
    return [each.verdict for each in comparison.changes]
