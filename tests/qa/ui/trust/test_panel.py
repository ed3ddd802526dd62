"""The trust panel: what a reader sees of an evaluation, models, folders and what leaves."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.confidence import FittedOn
from qa.trust import Evaluation, Figure, ModelCard, Trust
from qa.ui.trust import trust_html
from qa.ui.trust.figures import figures_table, percent
from tests.fakes.trust import EVALUATION, PROVENANCE, TRUST
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import HOSTILE, dates, texts

DRAWN = {
    "svg": {"role", "viewbox", "aria-labelledby", "aria-describedby"},
    "title": {"id"},
    "desc": {"id"},
    "path": {"d", "class"},
    "line": {"class", "x1", "x2", "y1", "y2"},
    "circle": {"class", "cx", "cy", "r"},
    "text": {"x", "y", "text-anchor"},
    "figure": {"class"},
    "figcaption": set(),
    "table": {"class"},
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": set(),
    "dl": set(),
    "dt": set(),
    "dd": set(),
    "code": set(),
}
"""What this panel may hold beside what every part of the page may, with its attributes."""


class Panel(Parsed):
    """The panel taken apart as strictly as the rest of the page."""

    def handle_starttag(self, tag, attrs):
        if tag not in DRAWN:
            super().handle_starttag(tag, attrs)
            return
        assert {name for name, _ in attrs} <= DRAWN[tag], (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)


def panel(**changes):
    return Panel(trust_html(replace(TRUST, **changes)))


def measured(**changes):
    return panel(evaluation=replace(EVALUATION, **changes))


# -- what was measured


def test_it_says_what_was_asked_when_and_of_which_model():
    shown = panel()
    assert (
        "200 questions, of which 2 got no answer: those of mine, asked about these articles on "
        "1 March 2026. Answers by fake-model." in shown.text
    )
    assert EVALUATION.notes[0] in shown.text
    assert {"datetime": "2026-03-01"} in shown.all("time")


def test_each_figure_has_its_interval_and_what_it_means():
    text = panel().text
    assert "Of 100 questions that the articles cannot answer, 75 were refused.75 %66 % to 83 %" in (
        text
    )
    assert "100 %no spread" in text
    assert "Half of 198 questions waited no longer than this.4.6 s4.1 s to 5.2 s" in text
    assert [each["scope"] for each in panel().all("th")] == ["col"] * 3 + ["row"] * 3


def test_a_figure_without_words_is_left_to_the_report():
    assert figures_table([Figure("ndcg@10", 0.5, None, None, 9)]) == ""
    shown = figures_table([Figure("hit@5", 1.0, None, None, 1)])
    assert "Of 1 question, 1 had a passage" in shown
    assert "<td>–</td>" in shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.754, "75 %"),
        (0.9962, "99.6 %"),
        (0.99962, "99.96 %"),
        (0.001, "0.1 %"),
    ],
)
def test_no_share_is_rounded_up_to_all_or_down_to_none(share, shown):
    assert percent(share) == shown


def test_what_has_changed_since_is_said_plainly():
    assert "are the same as then" in panel().text
    shown = panel(changed=("the articles", "the setting top_k"))
    assert "Changed since then: the articles, the setting top_k." in shown.text
    assert "are the same as then" not in shown.text


def test_quotes_alone_are_named_as_such():
    assert "Answers by quotes alone, without a model." in measured(model="").text


def test_without_an_evaluation_it_says_how_to_make_one():
    shown = panel(evaluation=None)
    assert "was not measured yet" in shown.text
    for command in ("qa eval new mine.yaml", "qa eval mine.yaml", "qa calibrate mine.yaml"):
        assert command in shown.text
    assert not shown.all("table")
    assert not shown.all("svg")


# -- the rest


def test_a_calibration_of_others_is_told_from_one_of_one_s_own():
    shown = panel().text
    assert "Fitted on 240 questions of squad, clapnq, 1 February 2026." in shown
    assert "These are not yours." in shown
    assert "These are not yours." not in panel(calibrated_here=True).text


def test_models_are_shown_with_licence_and_place():
    assert "Fake Model, Q4licence Apache-2.0, on this machine" in panel().text
    served = panel(model=ModelCard("any", "any", server="models.example:8000"))
    assert "anylicence not known here, at models.example:8000" in served.text


def test_it_says_where_things_lie_and_what_leaves():
    shown = panel()
    assert "18 articles in 120 passages" in shown.text
    assert "/home/reader/data" in shown.text
    assert "/home/reader/models" in shown.text
    assert "Nothing by itself" in shown.text
    assert "Adding a web address fetches it." in shown.text
    sent = panel(private=False, leaves=("Questions go to models.example.",)).text
    assert "Nothing by itself" not in sent
    assert "Questions go to models.example." in sent


def test_headings_follow_the_pane_s():
    assert len(panel().all("h3")) == 5
    assert not re.search(r"<h[12456]", trust_html(TRUST))


# -- nothing in it is live


numbers, shares = st.floats(0, 1e12), st.floats(0, 1)
figures = st.builds(
    Figure,
    name=st.sampled_from(["refusal_recall", "hit@5", "time_total_p50", "<script>"]),
    value=numbers,
    low=st.none() | numbers,
    high=st.none() | numbers,
    samples=st.integers(0, 10**6),
    unit=texts | st.sampled_from(["share", "ms"]),
)
evaluations = st.builds(
    Evaluation,
    name=texts,
    when=st.datetimes(),
    samples=st.integers(0, 10**6),
    errors=st.integers(0, 9),
    model=texts,
    provenance=st.just(PROVENANCE),
    figures=st.lists(figures, max_size=4).map(tuple),
    coverage=st.lists(st.tuples(shares, shares), max_size=4).map(tuple),
    notes=st.tuples(texts),
)
cards = st.builds(ModelCard, name=texts, title=texts, licence=texts, server=texts)
tellings = st.builds(
    Trust,
    model=cards,
    embedding_model=cards,
    articles=st.integers(0, 10**6),
    passages=st.integers(0, 10**6),
    data_dir=texts,
    models_dir=texts,
    evaluation=st.none() | evaluations,
    changed=st.tuples(texts) | st.just(()),
    calibration=st.builds(FittedOn, samples=st.integers(0, 9), sets=st.tuples(texts), date=dates),
    calibrated_here=st.booleans(),
    private=st.booleans(),
    leaves=st.tuples(texts),
)


@given(tellings)
@settings(deadline=None, max_examples=60)
def test_whatever_a_record_holds_is_shown_and_not_obeyed(trust):
    Panel(trust_html(trust))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_cannot_become_markup_nor_turn_the_words_around_them(hostile):
    card = ModelCard(hostile, hostile, hostile, hostile)
    shown = panel(
        model=card,
        embedding_model=card,
        data_dir=hostile,
        evaluation=replace(EVALUATION, name=hostile, model=hostile),
        calibration=replace(TRUST.calibration, sets=(hostile,)),
    )
    plain = re.sub(r"[\x00-\x08\x1b\ud800]", "\ufffd", hostile)
    assert shown.text.count(plain) >= 7


def test_names_that_turn_the_direction_stand_apart():
    turned = "\u202etxt.exe"
    html = trust_html(replace(TRUST, data_dir=turned, model=ModelCard(turned, turned)))
    assert re.findall(r"<bdi[^>]*>(\u202e[^<]*)</bdi>", html) == [turned, turned]
