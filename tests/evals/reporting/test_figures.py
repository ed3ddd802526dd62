"""Figures and labels: what a reader of a report sees of a number."""

from __future__ import annotations

import pytest

from evals.reporting.figures import change, figure, interval, spread
from evals.reporting.labels import GROUPS, HEADLINES, MAIN, grouped, label
from evals.scorers import SCORERS
from evals.summary import FAST
from tests.evals.reporting.made import metric


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.934, "share", "0.93"),
        (1.0, "share", "1.00"),
        (0.0, "share", "0.00"),
        (0.9996, "share", "0.9996"),
        (0.0004, "share", "0.0004"),
        (48.4, "ms", "48 ms"),
        (4432.0, "ms", "4.4 s"),
        (105.3, "tokens", "105 tokens"),
        (1410.0, "tokens", "1,410 tokens"),
        (2.5, "tokens", "2.5 tokens"),
        (1948.4, "MiB", "1,948 MiB"),
        (None, "share", "–"),
        (-0.04, "share", "−0.04"),
    ],
)
def test_a_figure_is_rounded_but_never_up_to_a_perfect_score(value, unit, shown):
    assert figure(value, unit) == shown


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ((0.91, 0.97, "share"), "0.91 to 0.97"),
        ((4100, 5000, "ms"), "4.1 to 5.0 s"),
        ((800, 1200, "ms"), "800 ms to 1.2 s"),
        ((98, 112, "tokens"), "98 to 112 tokens"),
        ((1.0, 1.0, "share"), "no spread"),
        ((None, None, "share"), "–"),
        ((-0.06, 0.02, "share"), "−0.06 to 0.02"),
    ],
)
def test_an_interval_names_its_unit_once_and_is_no_certainty_where_nothing_varied(ends, shown):
    assert spread(*ends) == shown
    assert interval(metric("x", 0.5, *ends[:2], unit=ends[2])) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.04, "share", "+0.04"),
        (-1200, "ms", "−1.2 s"),
        (1e-17, "share", "0.00"),
        (None, "ms", "–"),
    ],
)
def test_a_change_carries_its_sign(value, unit, shown):
    assert change(value, unit) == shown


def test_every_metric_of_a_run_has_a_name_a_group_and_an_explanation():
    times = {f"time_{stage}_p{p}" for stage in ("first_token", "total") for p in (50, 95)}
    known = {*SCORERS, *FAST, *times, "prompt_tokens", "completion_tokens", "aurc", "judge"}
    for name in known | {*HEADLINES, *MAIN}:
        shown = label(name)
        assert shown.text != name, name
        assert shown.group in GROUPS[:-1], name
        assert shown.explanation, name
    assert len({label(name).text for name in known}) == len(known)


def test_a_depth_that_no_table_lists_is_named_too():
    assert label("hit@3").text == "Hit@3"
    assert "rank 20" in label("recall@20").explanation


def test_an_unknown_metric_is_shown_as_it_is_and_no_way_is_better():
    shown = label("my_metric")
    assert (shown.text, shown.group, shown.direction) == ("my_metric", "Other", "neither")
    assert label("nothing@5").text == "nothing@5"


@pytest.mark.parametrize("name", ["false_support", "aurc", "time_total_p50", "evidence_tokens"])
def test_of_some_less_is_better(name):
    assert label(name).direction == "lower"


def test_metrics_are_grouped_in_the_order_in_which_they_are_read():
    names = "own time_total_p50 hit@10 mrr balanced_accuracy hit@1 ndcg@10 citation_f1".split()
    groups = grouped([metric(name) for name in names])
    assert {group: [each.name for each in found] for group, found in groups.items()} == {
        "Retrieval": ["hit@1", "hit@10", "ndcg@10", "mrr"],
        "Citations": ["citation_f1"],
        "Refusals": ["balanced_accuracy"],
        "Time and tokens": ["time_total_p50"],
        "Other": ["own"],
    }
    assert list(groups) == [group for group in GROUPS if group in groups]
