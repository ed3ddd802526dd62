"""Weights, threshold and figures fitted on questions, and ``qa calibrate`` as it is typed."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from evals import calibration
from evals.calibration import best_threshold, fit, grouped_folds, held_out
from evals.weights import Row, logistic_fit, weighting_of
from qa.cli import app as cli
from qa.cli.session import Session
from qa.confidence import Signals, load_calibration, read_calibration
from qa.errors import EvalError, ModelServerDown
from qa.settings import Settings
from tests.fakes.assistant import PROVENANCE, FakeAssistant

ROOT = Path(__file__).parents[2]
TRUE = {"yes": 0.8, "evidence": 3.0}


def drawn(count, seed=7, per_article=3):
    """Return rows whose answerability follows TRUE; overlap says nothing, cosine the opposite."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(count):
        log_odds, evidence = rng.normal(0.5, 2.0), rng.normal(1.2, 0.4)
        sure = TRUE["yes"] * log_odds + TRUE["evidence"] * (evidence - 1.2)
        answerable = bool(rng.random() < 1 / (1 + np.exp(-sure)))
        signals = Signals(
            yes=float(1 / (1 + np.exp(-log_odds))),
            evidence=float(evidence),
            cosine=float(rng.normal(0.4 if answerable else 0.6, 0.1)),
            overlap=float(rng.random()),
            names=None,
        )
        article = f"article-{place // per_article}"
        rows.append(Row(signals, answerable, article, "even" if place % 2 else "odd"))
    return rows


def answers_all(_):
    return True


def metric(fitted, name):
    return next(each for each in (*fitted.metrics, *fitted.curve) if each.name == name)


@pytest.fixture(autouse=True, scope="module")
def _quick():
    """Take intervals from few resamples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibration, "_RESAMPLES", 40)
        yield


# -- the regression ---------------------------------------------------------------------------


def test_one_feature_of_two_values_gets_the_log_odds_ratio():
    features = np.repeat([[0.0], [1.0]], [40, 40], axis=0)
    labels = np.array([True] * 10 + [False] * 30 + [True] * 30 + [False] * 10)
    intercept, weights = logistic_fit(features, labels, penalty=0.0)
    assert weights[0] == pytest.approx(np.log(9), abs=1e-6)
    assert intercept == pytest.approx(-np.log(3), abs=1e-6)


def test_it_finds_what_scikit_learn_finds():
    """LogisticRegression(class_weight="balanced", tol=1e-10) of version 1.9.1, standardised."""
    features = np.array([[0, 1], [1, 3], [2, 2], [3, 5], [4, 4], [5, 9], [6, 1], [7, 8]], float)
    labels = np.array([0, 0, 0, 1, 0, 1, 0, 1], dtype=bool)
    intercept, weights = logistic_fit(features, labels)
    assert (intercept, *weights) == pytest.approx((-2.5691045, 0.1622481, 0.4219425), abs=1e-6)


def test_both_kinds_weigh_the_same_whatever_their_number():
    features = np.array([[0.0], [1.0], [2.0], [3.0]])
    labels = np.array([False, True, False, True])
    many = [0, 1, 2, 3, 1, 3, 1, 3, 1, 3]
    even, uneven = (
        logistic_fit(features, labels, 0.0),
        logistic_fit(features[many], labels[many], 0.0),
    )
    assert uneven[0] == pytest.approx(even[0], abs=1e-6)
    assert uneven[1] == pytest.approx(even[1], abs=1e-6)


def test_kinds_that_a_signal_parts_wholly_get_finite_weights():
    features = np.concatenate([np.zeros((30, 1)), np.ones((30, 1))])
    intercept, weights = logistic_fit(features, features[:, 0] == 1)
    assert np.isfinite([intercept, *weights]).all()
    assert weights[0] > 0


# -- weights ----------------------------------------------------------------------------------


def test_weights_come_out_roughly_as_they_were_put_in():
    rows = [replace(row, signals=replace(row.signals, cosine=None)) for row in drawn(3000)]
    weights = weighting_of(rows).weights
    assert weights["yes"] == pytest.approx(TRUE["yes"], rel=0.15)
    assert weights["evidence"] == pytest.approx(TRUE["evidence"], rel=0.15)
    assert weights.get("overlap", 0.0) < 0.5


def test_a_signal_that_speaks_the_wrong_way_or_is_never_there_is_left_out():
    weighting = weighting_of(drawn(300))
    assert {"yes", "evidence"} <= set(weighting.weights) <= {"yes", "evidence", "overlap"}
    assert all(weight >= 0 for weight in weighting.weights.values())
    assert set(weighting.usual) == set(weighting.weights) - {"yes"}


def test_what_is_missing_is_filled_with_its_mean():
    rows = drawn(200)
    gaps = [
        replace(row, signals=replace(row.signals, evidence=None)) if place % 4 == 0 else row
        for place, row in enumerate(rows)
    ]
    present = [row.signals.evidence for row in gaps if row.signals.evidence is not None]
    assert weighting_of(gaps).usual["evidence"] == pytest.approx(np.mean(present), abs=1e-4)


# -- folds and thresholds ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_no_article_is_in_two_folds_and_kinds_are_spread(seed):
    rows = drawn(240, seed, per_article=1 + seed)
    folds = grouped_folds(rows, np.random.default_rng(seed))
    of_article = {}
    for row, fold in zip(rows, folds, strict=True):
        assert of_article.setdefault(row.cluster, fold) == fold
    for kind in (True, False):
        sizes = Counter(
            fold for row, fold in zip(rows, folds, strict=True) if row.answerable is kind
        )
        assert len(sizes) == 5
        assert max(sizes.values()) <= 1.5 * min(sizes.values())


def test_what_judges_a_row_has_never_seen_its_article():
    """Labels that follow the article alone cannot be learnt from other articles."""
    rng = np.random.default_rng(3)
    rows = [
        Row(Signals(evidence=float(article)), bool(rng.integers(2)), f"article-{article}")
        for article in range(60)
        for _ in range(2)
    ]
    folds = grouped_folds(rows, np.random.default_rng(0))
    shifted = [
        replace(row, answerable=not row.answerable) if fold == 0 else row
        for row, fold in zip(rows, folds, strict=True)
    ]
    first = [sure for (_, sure), fold in zip(held_out(rows, folds), folds, strict=True) if not fold]
    again = [
        sure for (_, sure), fold in zip(held_out(shifted, folds), folds, strict=True) if not fold
    ]
    assert first == again


def test_the_threshold_parts_the_kinds_and_lies_near_the_middle():
    pairs = [(True, 0.9), (True, 0.8), (False, 0.3), (False, 0.1)]
    assert best_threshold(pairs) == 0.5
    assert best_threshold([(True, 0.9), (True, 0.8), (False, 0.7), (False, 0.6)]) == 0.71
    assert best_threshold([(True, 0.4), (True, 0.3), (False, 0.2)]) == 0.3


def test_a_risk_asks_for_the_lowest_threshold_that_keeps_it():
    pairs = [(True, 0.95), (True, 0.85), (False, 0.75), (True, 0.65), (False, 0.55), (False, 0.1)]
    assert best_threshold(pairs, risk=0.25) == 0.56
    assert best_threshold(pairs, risk=0.0) == 0.76
    assert best_threshold(pairs, risk=0.9) == 0.01
    assert best_threshold([(False, 0.9), (True, 0.2)], risk=0.1) is None


# -- the whole fit ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fitted():
    return fit(drawn(240), answers_all)


def test_figures_are_held_out_and_count_every_question(fitted):
    assert [each.name for each in fitted.metrics] == [
        "refusal_precision", "refusal_recall", "balanced_accuracy", "refusal_auroc",
    ]  # fmt: skip
    for each in fitted.metrics:
        assert each.count == 240
        assert each.low <= each.value <= each.high
    assert 0.65 < metric(fitted, "balanced_accuracy").value < 0.9
    assert {name: each.count for name, each in fitted.by_set.items()} == {"even": 120, "odd": 120}


def test_signals_that_follow_chance_get_figures_of_chance():
    rng = np.random.default_rng(5)
    rows = [replace(row, answerable=bool(rng.integers(2))) for row in drawn(240)]
    assert metric(fit(rows, answers_all), "balanced_accuracy").value == pytest.approx(0.5, abs=0.1)


def test_risk_falls_with_coverage(fitted):
    assert [each.name for each in fitted.curve[:2]] == ["risk@100", "risk@90"]
    assert [each.count for each in fitted.curve] == pytest.approx(
        [24 * each for each in range(10, 0, -1)], abs=2
    )
    unanswerable = sum(not row.answerable for row in drawn(240))
    assert metric(fitted, "risk@100").value == unanswerable / 240
    assert metric(fitted, "risk@100").value > metric(fitted, "risk@50").value
    assert metric(fitted, "risk@50").value > metric(fitted, "risk@10").value


def test_the_gain_is_over_the_weights_before(fitted):
    assert fitted.gain.mean == pytest.approx(metric(fitted, "balanced_accuracy").value - 0.5)
    assert fitted.gain.shown


def test_a_risk_that_is_wanted_is_kept(fitted):
    careful = fit(drawn(240), answers_all, risk=0.1).weighting
    assert careful.threshold > fitted.weighting.threshold
    answered = [
        row for row in drawn(2000, seed=8) if careful.confidence(row.signals) >= careful.threshold
    ]
    assert answered
    assert sum(not row.answerable for row in answered) / len(answered) < 0.15


def test_questions_without_evidence_are_refused_and_counted():
    rows = [*drawn(120), *(Row(None, False, f"none-{place}") for place in range(60))]
    found = fit(rows, answers_all)
    assert metric(found, "refusal_recall").count == 180
    assert (
        metric(found, "refusal_recall").value
        > metric(fit(drawn(120), answers_all), "refusal_recall").value
    )


def test_too_few_are_refused_with_what_to_add():
    rows = sorted(drawn(200), key=lambda row: row.answerable)
    few = rows[:17] + [row for row in rows if row.answerable]
    with pytest.raises(EvalError, match=r"only 17 unanswerable .* add 3 or more"):
        fit(few, answers_all)


def test_a_kind_that_is_about_one_article_is_refused():
    rows = [replace(row, cluster=row.cluster if row.answerable else "one") for row in drawn(200)]
    with pytest.raises(EvalError, match="too few articles"):
        fit(rows, answers_all)


def test_signals_that_say_nothing_are_refused():
    rows = [replace(row, signals=Signals(evidence=1.0)) for row in drawn(200)]
    with pytest.raises(EvalError, match="no signal tells"):
        fit(rows, answers_all)


def test_a_risk_that_cannot_be_kept_is_refused():
    rows = [
        Row(Signals(evidence=float(place % 2)), place % 4 < 2, f"article-{place}")
        for place in range(200)
    ]
    with pytest.raises(EvalError, match=r"at 0\.01: allow a larger --risk"):
        fit(rows, answers_all, risk=0.01)


# -- the command ------------------------------------------------------------------------------


class Telling(FakeAssistant):
    """Its traces carry signals; what is asked about a toll has little evidence."""

    def trace(self, trace_id):
        trace = super().trace(trace_id)
        number = sum(map(ord, trace.question)) % 10
        toll = "toll" in trace.question
        yes = None if trace.mode == "extractive" else (0.2 if toll else 0.9) + number / 100
        signals = Signals(yes=yes, evidence=(1.0 if toll else 1.3) + number / 20)
        told = self.signals and not self.unmentioned(trace.question)
        return replace(trace, signals=signals if told else None)

    def ask(self, question, *arguments, **named):
        if self.down(question):
            raise ModelServerDown("the model server does not answer")
        answer = super().ask(question, *arguments, **named)
        return replace(answer, unmentioned=("Skerrow",) * self.unmentioned(question))

    def status(self):
        """Say what answers depend on, the calibration among it."""
        version = load_calibration(self.settings.data_dir).version
        provenance = replace(PROVENANCE, settings={"calibration": version, "top_k": "10"})
        return replace(super().status(), provenance=provenance)

    signals = True
    down = unmentioned = staticmethod(lambda question: False)


@pytest.fixture
def assistant(tmp_path):
    return Telling(settings=Settings(_env_file=None, data_dir=tmp_path / "data"))


@pytest.fixture
def run(assistant, monkeypatch, tmp_path):
    """Run ``qa`` with the entry point of ``pyproject.toml``, over the telling assistant."""
    monkeypatch.chdir(tmp_path)
    group = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    points = {
        name: EntryPoint(name, at, "qa.commands") for name, at in group["qa.commands"].items()
    }
    monkeypatch.setattr(cli, "_others", lambda: points)
    monkeypatch.delenv("QA_ANSWER_THRESHOLD", raising=False)

    def run(*arguments):
        session = Session(
            opener=lambda settings: setattr(assistant, "opened", settings) or assistant
        )
        return CliRunner().invoke(cli.app, [str(each) for each in arguments], obj=session)

    return run


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "mine.yaml"
    rows = [
        {
            "id": f"{kind}-{place}",
            "question": f"{text} in case {place}?",
            "kind": kind,
            "answerable": kind == "single",
            **({"answers": ["43"]} if kind == "single" else {}),
        }
        for kind, text in (("single", "How many chicks were counted"), ("near-miss", "Which toll"))
        for place in range(24)
    ]
    path.write_text(yaml.safe_dump(rows))
    return path


def test_it_is_fitted_printed_and_written(run, questions, tmp_path):
    result = run("calibrate", questions)
    assert result.exit_code == 0, result.output
    for told in ("Refusal precision", "Balanced accuracy", "48 questions of mine, 24 of them",
                 "90 %", "with a model", "without a model", "delete that file"):  # fmt: skip
        assert told in result.stdout
    written = read_calibration(tmp_path / "data" / "confidence.toml")
    assert written == load_calibration(tmp_path / "data")
    assert (written.fitted_on.samples, written.fitted_on.sets) == (48, ("mine",))
    assert written.answers(Signals(yes=0.95, evidence=1.5))
    assert not written.answers(Signals(yes=0.2, evidence=1.0))
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["confidence.toml"]


def test_the_model_is_only_asked_for_its_judgement(run, questions, assistant):
    run("calibrate", questions, "--dry-run")
    assert assistant.opened.answer_threshold == 1.0


def test_nothing_is_asked_twice_even_after_it_was_written(run, questions, assistant):
    before = assistant.status().provenance
    run("calibrate", questions)
    assert assistant.status().provenance != before
    asked = len(assistant.asked)
    assert asked == 48
    assert run("calibrate", questions).exit_code == 0
    assert len(assistant.asked) == asked


def test_without_a_model_the_weights_with_one_stay(run, questions, tmp_path, assistant):
    before = load_calibration(tmp_path / "data")
    result = run("calibrate", questions, "--without-model")
    assert result.exit_code == 0, result.output
    assert {mode for *_, mode in assistant.asked} == {"extractive"}
    written = load_calibration(tmp_path / "data")
    assert written.with_model == before.with_model
    assert written.without_model != before.without_model


def test_json_and_a_dry_run_write_nothing_else(run, questions, tmp_path):
    result = run("calibrate", questions, "--dry-run", "--json")
    found = json.loads(result.stdout)
    assert (found["questions"], found["written"]) == (48, None)
    assert set(found["held_out"]) == {"with_model", "without_model"}
    assert not (tmp_path / "data" / "confidence.toml").exists()


def test_a_sample_and_another_place(run, questions, tmp_path):
    result = run("calibrate", questions, "--sample", 44, "--output", tmp_path / "out" / "c.toml")
    assert result.exit_code == 0, result.output
    assert read_calibration(tmp_path / "out" / "c.toml").fitted_on.samples == 44
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "qa eval new mine.yaml"),
        (("none.yaml",), "check the path"),
        (("mine.yaml", "--sample", "10"), "questions have evidence, and 20 are needed"),
        (("mine.yaml", "--output", "mine.yaml/c.toml"), "cannot be written"),
    ],
)
def test_mistakes_are_one_line(run, questions, arguments, reason):
    result = run("calibrate", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert reason in result.stderr


def test_a_server_that_gives_no_signals_is_named(run, questions, assistant):
    assistant.signals = False
    assert "the answers carry no signals" in run("calibrate", questions).stderr


def test_questions_that_got_no_answer_are_left_out_and_counted(run, questions, assistant):
    assistant.down = lambda question: "case 7?" in question
    told = run("calibrate", questions, "--dry-run").stdout
    assert "46 questions of mine, 23 of them unanswerable" in told
    assert "Left out: 2 questions, the model server does not answer" in told
    assistant.down = lambda question: True
    nothing = run("calibrate", questions)
    assert nothing.exit_code == 0, "what was answered before is kept"
    questions.write_text(questions.read_text().replace("in case", "of place"))
    assert "used: the model server does not answer" in run("calibrate", questions).stderr


def test_help_has_an_example(run):
    shown = run("calibrate", "--help").stdout
    assert "Example: qa calibrate mine.yaml" in " ".join(shown.split())
    assert "--json" in shown


def test_what_is_refused_for_a_name_counts_though_it_has_no_signals(run, questions, assistant):
    assistant.unmentioned = lambda question: question.endswith("counted in case 3?")
    result = run("calibrate", questions)
    assert result.exit_code == 0, result.output
    assert "48 questions of mine, 24 of them" in " ".join(result.output.split())
