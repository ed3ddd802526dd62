"""Plots: one SVG that can stand in any page, with the right things at the right places."""

from __future__ import annotations

import re

import matplotlib as mpl
import numpy as np
import pytest
from lxml import etree

from evals.measures import risk_coverage
from evals.metrics.refusals import area_under_risk_coverage
from evals.reporting.plots import evidence_recall, latencies, metric_bars, risk_coverage_curve
from evals.reporting.svg import INK, LINE, MUTED, SERIES
from qa.types import Timings, Usage
from tests.evals.reporting.made import answer, metric, result, sample

RNG = np.random.default_rng(3)


def results():
    made = []
    for number in range(50):
        refused = number % 6 == 5
        given = answer(
            abstained=refused,
            confidence=1 - number / 60,
            timings=Timings(9, 30 + number, None if refused else 2000 + 50 * number, 6000),
            usage=Usage(60 + 2 * number, 400, 20),
        )
        asked = sample(f"s{number}", cluster=f"article {number % 20}")
        scores = {"answered_right": number % 3 < 2, "gold_in_evidence": number > 9}
        made.append(result(asked, given, **{name: float(held) for name, held in scores.items()}))
    return made


METRICS = [
    metric("hit@5", 0.934, 0.9, 0.96),
    metric("false_support", 0.05, 0.0, 0.1),
    metric("mrr", 1.0, 1.0, 1.0),
    metric("all_gold", None, None, None, 0),
    metric("time_total_p50", 4600, 4300, 5100, unit="ms"),
    metric("a $odd$ <name> \\x", 0.2),
]
PLOTS = {
    "bars": lambda: metric_bars(METRICS),
    "risk": lambda: risk_coverage_curve(results()),
    "times": lambda: latencies(results()),
    "evidence": lambda: evidence_recall(results(), np.random.default_rng(3)),
}


@pytest.fixture(scope="module", params=PLOTS)
def svg(request):
    return PLOTS[request.param]()


@pytest.fixture(scope="module")
def drawn():
    return {name: draw() for name, draw in PLOTS.items()}


def texts(svg):
    return ["".join(each.itertext()) for each in etree.fromstring(svg).iter("{*}text")]


def test_a_plot_is_one_element_without_anything_that_a_policy_would_block(svg):
    assert svg.startswith("<svg")
    root = etree.fromstring(svg)
    assert not list(root.iter("{*}style", "{*}script", "{*}metadata", "{*}image"))
    for element in root.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_a_plot_is_named_for_those_who_cannot_see_it(svg):
    root = etree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.find("{*}title").text


def test_a_plot_takes_the_colours_of_its_page(svg):
    assert "currentColor" in svg
    assert "var(--plot-1" in svg
    for ours in (INK, MUTED, LINE, *SERIES):
        assert ours not in svg
    fixed = set(re.findall(r"(?:fill|stroke)=\"(#\w+)\"", svg))
    assert not fixed, "a fixed colour is lost on a dark page or on a light one"


def test_ids_do_not_clash_and_each_reference_has_its_target(drawn):
    found, wanted = [], set()
    for svg in drawn.values():
        root = etree.fromstring(svg)
        found += [each.get("id") for each in root.iter() if each.get("id")]
        for each in root.iter():
            wanted |= set(re.findall(r"#([\w-]+)", f"{each.get('href')} {each.get('clip-path')}"))
    assert len(found) == len(set(found))
    assert wanted == set(found)


def test_the_same_results_give_the_same_plot_and_no_setting_is_left_behind(drawn):
    before = dict(mpl.rcParams)
    assert {name: draw() for name, draw in PLOTS.items()} == drawn
    assert dict(mpl.rcParams) == before


def test_a_user_s_own_style_changes_nothing(drawn):
    with mpl.rc_context({"xtick.labelsize": 30, "axes.titleweight": "bold", "lines.linewidth": 9}):
        assert PLOTS["risk"]() == drawn["risk"]


def test_bars_show_shares_with_their_values_and_which_way_is_better(drawn):
    told = texts(drawn["bars"])
    for shown in ("Hit@5", "0.93", "False support ↓", "0.05", "MRR", "1.00"):
        assert shown in told
    assert "a $odd$ <name> \\x" in told
    assert not [each for each in told if "Time" in each or "All gold" in each]
    assert "share, with 95 % interval" in told


def test_a_bar_is_as_long_as_its_share():
    lengths = {}
    for share in (0.25, 0.5, 1.0):
        root = etree.fromstring(metric_bars([metric("hit@5", share, None, None)]))
        bar = next(each for each in root.iter("{*}path") if "plot-1" in each.get("fill", ""))
        across = [float(x) for x in re.findall(r"[ML] ([\d.]+) ", bar.get("d"))]
        lengths[share] = max(across) - min(across)
    assert lengths[0.5] == pytest.approx(2 * lengths[0.25], rel=1e-3)
    assert lengths[1.0] == pytest.approx(4 * lengths[0.25], rel=1e-3)


def test_the_risk_curve_says_where_it_ends(drawn):
    given = [each for each in results() if not each.answer.abstained]
    wrong = sum(each.scores["answered_right"].value == 0 for each in given)
    told = f"{len(given) / 50:.0%} answered, {wrong / len(given):.0%} of these wrong"
    assert told in texts(drawn["risk"])


def test_the_area_under_the_risk_curve_is_the_metric_of_that_name(drawn):
    line = next(
        each
        for each in etree.fromstring(drawn["risk"]).iter("{*}path")
        if "plot-1" in each.get("stroke", "") and each.get("fill") == "none"
    )
    points = re.findall(r"[ML] ([\d.]+) ([\d.]+)", line.get("d"))
    x, y = np.array(points, dtype=float).T
    area = np.sum(np.diff(x) * (y[0] - y[1:])) / (x[-1] - x[0]) / (y[0] - y[-1])
    curve = risk_coverage(results())
    assert y[0] == max(y), "the surest answer is right: the curve begins at no risk"
    assert area * curve[-1][1] == pytest.approx(area_under_risk_coverage(curve), abs=1e-3)


def test_waiting_has_a_line_for_each_stage_that_was_reached(drawn):
    told = texts(drawn["times"])
    assert {"evidence", "first token", "whole answer"} <= set(told)
    assert "seconds since the question, log scale" in told
    quoting = [result(given=answer(timings=Timings(9, 30, None, 40)))]
    assert "first token" not in texts(latencies(quoting))


def test_evidence_is_put_into_bins_of_equal_size(drawn):
    told = texts(drawn["evidence"])
    assert told.count("n = 10") == 5
    few = texts(evidence_recall(results()[:7], RNG))
    assert few.count("n = 7") == 1


@pytest.mark.parametrize("one", [[], [result(error="down")], [result(answered_right=None)]])
def test_where_there_is_nothing_to_draw_nothing_is_drawn(one):
    assert risk_coverage_curve(one) is None
    assert evidence_recall(one, RNG) is None
    assert (latencies(one) is None) == (not one or one[0].answer is None)
    assert metric_bars(METRICS[3:5]) is None


def test_one_result_can_be_drawn():
    one = [result(answered_right=1, gold_in_evidence=1)]
    assert "100% answered, 0% of these wrong" in texts(risk_coverage_curve(one))
    assert "n = 1" in texts(evidence_recall(one, RNG))
    assert latencies(one)
