"""Signals, what they weigh, and the file that says so."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.confidence import (
    Calibration,
    FittedOn,
    Signals,
    Weighting,
    load_calibration,
    logit,
    read_calibration,
    to_toml,
)
from qa.errors import SettingsError
from qa.trace import Trace
from qa.wire import from_dict
from tests.fakes.assistant import FakeAssistant

WITH = Weighting(-4.0, {"yes": 1.0, "evidence": 2.0}, {"evidence": 1.25}, 0.6)
WITHOUT = Weighting(-6.0, {"evidence": 6.0, "names": 1.0}, {"evidence": 1.0, "names": 0.5}, 0.4)
CALIBRATION = Calibration(WITH, WITHOUT, FittedOn(120, ("clapnq_dev", "mine"), date(2026, 3, 1)))
SECTION = "intercept = 0\nweights = { evidence = 1 }\nusual = { evidence = 1 }\nthreshold = 0.5\n"
FITTED = "[fitted_on]\nsamples = 1\nsets = []\ndate = 2026-03-01\n"
numbers = st.floats(-50, 50)
shares = st.floats(0, 1)


def file_with(tmp_path, with_model=SECTION, without_model=SECTION, fitted=FITTED):
    path = tmp_path / "confidence.toml"
    path.write_text(f"{fitted}[with_model]\n{with_model}[without_model]\n{without_model}")
    return path


def test_confidence_is_the_logistic_of_the_weighed_signals():
    signals = Signals(yes=0.8, evidence=1.5)
    expected = 1 / (1 + math.exp(-(-4.0 + math.log(0.8 / 0.2) + 2 * 1.5)))
    assert CALIBRATION.confidence(signals) == pytest.approx(expected, abs=1e-4)


def test_without_a_model_the_other_weighting_counts():
    assert CALIBRATION.weighting(Signals(evidence=1.0)) is WITHOUT
    assert CALIBRATION.weighting(Signals(yes=0.0, evidence=1.0)) is WITH


def test_without_evidence_nothing_is_sure_and_nothing_is_answered():
    assert CALIBRATION.confidence(None) == 0.0
    assert not CALIBRATION.answers(None, threshold=0.0)


def test_a_missing_signal_counts_as_its_usual_value():
    assert CALIBRATION.confidence(Signals(evidence=1.2)) == CALIBRATION.confidence(
        Signals(evidence=1.2, names=0.5)
    )


def test_it_answers_from_the_threshold_on():
    signals = Signals(yes=0.8, evidence=1.6)
    confidence = CALIBRATION.confidence(signals)
    assert confidence > 0.6
    assert CALIBRATION.answers(signals)
    assert CALIBRATION.answers(signals, threshold=confidence)
    assert not CALIBRATION.answers(signals, threshold=confidence + 0.0001)


def test_a_threshold_of_one_refuses_everything_and_none_refuses_nothing():
    surest, least = Signals(yes=1.0, evidence=50.0), Signals(yes=0.0, evidence=-50.0)
    assert not CALIBRATION.answers(surest, threshold=1.0)
    assert CALIBRATION.answers(least, threshold=0.0)


def test_what_a_model_says_outright_decides():
    """A server without probabilities gives 1 or 0."""
    assert CALIBRATION.answers(Signals(yes=1.0, evidence=0.5))
    assert not CALIBRATION.answers(Signals(yes=0.0, evidence=3.0))


@given(shares, shares, numbers)
def test_more_of_a_signal_never_makes_it_less_sure(low, high, evidence):
    low, high = sorted((low, high))
    less, more = Signals(yes=low, evidence=evidence), Signals(yes=high, evidence=evidence)
    assert 0 <= CALIBRATION.confidence(less) <= CALIBRATION.confidence(more) <= 1


@given(numbers, st.dictionaries(st.sampled_from(["yes", "evidence", "names"]), numbers, min_size=1),
       shares, st.lists(st.text()))  # fmt: skip
def test_a_file_gives_back_what_was_written(tmp_path_factory, intercept, weights, threshold, sets):
    usual = dict.fromkeys(set(weights) - {"yes"}, 0.25)
    weighting = Weighting(intercept, weights, usual, threshold)
    written = Calibration(weighting, WITHOUT, FittedOn(40, tuple(sets), date(2026, 3, 1)))
    path = tmp_path_factory.mktemp("written") / "confidence.toml"
    path.write_text(to_toml(written), encoding="utf-8")
    found = read_calibration(path)
    assert (found.with_model, found.without_model) == (weighting, WITHOUT)
    assert found.version == written.version
    printable = tuple("".join(filter(str.isprintable, each)) for each in sets)
    assert found.fitted_on == replace(written.fitted_on, sets=printable)


def test_a_data_folder_s_own_calibration_comes_first(tmp_path):
    shipped = load_calibration(tmp_path)
    (tmp_path / "confidence.toml").write_text(to_toml(CALIBRATION))
    assert load_calibration(tmp_path) == CALIBRATION != shipped


def test_the_shipped_one_reads_and_tells_good_evidence_from_none(tmp_path):
    shipped = load_calibration(tmp_path)
    assert shipped.answers(Signals(yes=0.999, evidence=20.0, cosine=1.0, overlap=1.0, names=1.0))
    assert not shipped.answers(
        Signals(yes=0.001, evidence=-20.0, cosine=0.0, overlap=0.0, names=0.0)
    )
    assert shipped.answers(Signals(evidence=20.0, cosine=1.0, overlap=1.0, names=1.0))
    assert not shipped.answers(Signals(evidence=-20.0, cosine=0.0, overlap=0.0, names=0.0))


def test_the_version_follows_weights_and_threshold_alone():
    moved = replace(CALIBRATION, with_model=replace(WITH, threshold=0.7))
    again = replace(CALIBRATION, fitted_on=replace(CALIBRATION.fitted_on, samples=9))
    assert moved.version != CALIBRATION.version == again.version


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"with_model": SECTION.replace("evidence", "evidnce")}, "with_model.weights.evidnce"),
        ({"with_model": SECTION.replace("evidence = 1 ", "evidence = inf ", 1)}, "finite number"),
        ({"with_model": SECTION.replace("intercept = 0", "intercept = nan")}, "finite number"),
        ({"with_model": SECTION.replace("0.5", "1.5")}, "with_model.threshold"),
        ({"with_model": SECTION.replace("usual = { evidence = 1 }", "usual = {}")}, "under usual"),
        ({"with_model": SECTION + "extra = 1\n"}, "with_model.extra"),
        ({"without_model": SECTION.replace("s = { evi", "s = { yes = 1, evi")}, "only a model"),
        ({"without_model": ""}, "without_model.intercept"),
        ({"fitted": ""}, "fitted_on"),
        ({"fitted": "[fitted_on"}, "is not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_reason(tmp_path, changed, reason):
    path = file_with(tmp_path, **changed)
    with pytest.raises(SettingsError, match=reason) as refused:
        read_calibration(path)
    assert str(refused.value).startswith(str(path))
    assert "delete it" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="check the path"):
        read_calibration(tmp_path / "none.toml")


def test_log_odds_stay_finite():
    assert logit(0.5) == 0.0
    assert logit(0.0) == pytest.approx(-logit(1.0))
    assert 9 < logit(1.0) < 10


def test_signals_travel_with_their_trace():
    assistant = FakeAssistant()
    trace = assistant.trace(assistant.ask("Which owls?").trace_id)
    told = replace(trace, signals=Signals(yes=0.75, names=1.0))
    assert from_dict(Trace, told.to_dict()) == told
    assert trace.signals is None
