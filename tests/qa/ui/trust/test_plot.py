"""The curve of risk against coverage: where it goes, and what it says in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from qa.ui.trust.plot import risk_figure

POINTS = ((0.1, 0.0), (0.3, 0.1), (0.6, 0.25))


def drawing(points):
    """Return the svg element; the page's HTML is also well-formed XML."""
    svg = ET.fromstring(risk_figure(points)).find("svg")
    assert svg is not None
    return svg


def corners(svg):
    """Return the vertical and horizontal ends of the curve's steps, as (letter, number)."""
    path = svg.find("path").get("d")
    return [(letter, float(number)) for letter, number in re.findall(r"([VH])([\d.]+)", path)]


def test_nothing_is_drawn_where_nothing_was_answered():
    assert risk_figure(()) == ""


def test_the_curve_goes_right_with_coverage_and_up_with_risk():
    steps = corners(drawing(POINTS))
    across = [number for letter, number in steps if letter == "H"]
    down = [number for letter, number in steps if letter == "V"]
    assert across == sorted(across)
    assert down == sorted(down, reverse=True)
    # 46 to 326 is the whole width, 180 to 26 the whole height, of which 0.25 is 5/8 of 0.4.
    assert across == [74, 130, 214]
    assert down == [180, 141.5, 83.8]


def test_it_begins_at_the_first_risk_and_ends_in_a_dot():
    svg = drawing(POINTS)
    assert svg.find("path").get("d").startswith("M46 180V180H74")
    dot = svg.find("circle")
    assert (dot.get("cx"), dot.get("cy")) == ("214", "83.8")


@pytest.mark.parametrize(
    ("risk", "top"), [(0.0, "10 %"), (0.1, "10 %"), (0.11, "20 %"), (0.35, "40 %"), (0.9, "100 %")]
)
def test_the_axis_ends_just_above_the_highest_risk(risk, top):
    labels = [each.text for each in drawing(((0.5, risk),)).iter("text")]
    assert labels[2] == top


def test_it_says_the_same_in_words_to_those_who_do_not_see_it():
    svg = drawing(POINTS)
    told = (
        "60 % of the questions were answered; 25 % of these wrong. Of the surest answers alone, "
        "given to 30 % of the questions, 10 % were wrong."
    )
    assert svg.get("role") == "img"
    named = {each.get("id"): each.text for each in svg if each.get("id")}
    assert named[svg.get("aria-describedby")] == told
    assert named[svg.get("aria-labelledby")] == "Wrong answers against questions answered"
    assert ET.fromstring(risk_figure(POINTS)).find("figcaption").text == told


def test_one_point_is_told_without_a_half():
    told = drawing(((0.5, 0.2),)).find("desc").text
    assert told == "50 % of the questions were answered; 20 % of these wrong."


def test_colours_are_the_page_s_and_nothing_is_loaded():
    html = risk_figure(POINTS)
    assert not re.search(r"#[0-9a-f]{3}|style=|href|url\(|<script|http", html)
