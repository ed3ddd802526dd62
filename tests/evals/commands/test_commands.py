"""``qa eval …`` and ``qa replay`` as they are typed."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from evals.commands import app as eval_app
from evals.reporting.files import read_report
from qa.cli.app import app
from qa.cli.session import Session
from qa.trust import EVALUATION_NAME
from tests.evals.conftest import SAMPLES


@pytest.fixture
def run(assistant, monkeypatch, tmp_path):
    """Run ``qa`` over an assistant that is closed by its own fixture alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(type(assistant), "__exit__", lambda *_: None)

    def run(*arguments):
        session = Session(opener=lambda _: assistant)
        return CliRunner().invoke(app, [str(each) for each in arguments], obj=session)

    return run


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "mine.yaml"
    rows = [each.model_dump(mode="json", exclude_defaults=True) for each in SAMPLES]
    path.write_text(yaml.safe_dump(rows))
    return path


@pytest.fixture
def gate(tmp_path):
    def write(metric, least):
        path = tmp_path / "gate.toml"
        path.write_text(f'[metrics]\n"{metric}" = {{ min = {least} }}\n')
        return path

    return write


@pytest.mark.parametrize("words", [["eval", each] for each in get_command(eval_app).commands])
def test_every_command_has_help_with_an_example_and_json(run, words):
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example: qa {' '.join(words)}", " ".join(result.stdout.split()))
    assert "--json" in result.stdout


def test_qa_lists_them(run):
    shown = run("--help").stdout
    assert re.search(r"^  eval +Measure how far answers can be trusted", shown, re.MULTILINE)
    assert re.search(r"^  replay +Ask the question of a trace again", shown, re.MULTILINE)
    assert "Example: qa replay" in run("replay", "--help").stdout


def test_questions_of_one_s_own_are_asked_and_reported(run, questions, tmp_path):
    result = run("eval", questions, "--mode", "extractive", "--output", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Hit@5" in result.stdout
    assert "report.html" in result.stdout
    report = read_report(tmp_path / "out")
    assert [each.sample.id for each in report.results] == [each.id for each in SAMPLES]


def test_the_assistant_of_the_articles_that_were_asked_tells_of_it(run, questions, assistant):
    assert assistant.trust().evaluation is None
    run("eval", questions, "--fast")
    told = assistant.trust()
    assert (told.evaluation.name, told.evaluation.samples) == ("mine", len(SAMPLES))
    assert (told.evaluation.model, told.changed) == ("", ())
    assert {each.name for each in told.evaluation.figures} >= {"hit@5", "refusal_recall"}


def test_a_small_run_leaves_the_full_one_that_the_assistant_tells_of(run, questions, assistant):
    run("eval", questions, "--mode", "extractive")
    full = assistant.trust().evaluation
    for small in ("--fast", "--sample=2"):
        result = run("eval", questions, "--mode", "extractive", small)
        assert result.exit_code == 0, result.output
        assert "under Trust stays" in result.stderr
    assert assistant.trust().evaluation == full


def test_where_it_cannot_be_kept_the_run_is_shown_with_a_warning(run, questions, assistant):
    (assistant.settings.data_dir / EVALUATION_NAME).mkdir()
    result = run("eval", questions, "--fast", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["report"]["metrics"]
    assert "warning: " in result.stderr
    assert "cannot be written" in result.stderr


def test_json_is_the_report_and_nothing_else(run, questions):
    result = run("eval", questions, "--fast", "--json")
    report = json.loads(result.stdout)["report"]
    assert report["mode"] == "extractive"
    assert {each["name"] for each in report["metrics"]} >= {"hit@5", "balanced_accuracy"}


def test_a_sample_of_them(run, questions):
    report = json.loads(run("eval", questions, "--fast", "--sample", 2, "--json").stdout)["report"]
    assert len(report["results"]) == 2


def test_a_gate_decides_the_status(run, questions, gate):
    kept = run("eval", questions, "--fast", "--gate", gate("hit@5", 0.9))
    assert kept.exit_code == 0, kept.output
    missed = run("eval", questions, "--fast", "--gate", gate("hit@5", 1.1))
    assert missed.exit_code == 1
    assert "gate: hit@5" in missed.stderr
    absent = run("eval", questions, "--fast", "--gate", gate("contains_gold", 0.1))
    assert absent.exit_code == 1


def test_a_gate_that_cannot_be_read_is_told_before_anything_is_asked(run, questions, tmp_path):
    result = run("eval", questions, "--fast", "--gate", tmp_path / "none", "--output", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none cannot be read" in result.stderr
    assert not list(tmp_path.glob("report.*"))


def test_an_older_report_is_shown_and_compared(run, questions, tmp_path):
    for name in ("a", "b"):
        run("eval", questions, "--mode", "extractive", "--output", tmp_path / name)
    assert "Hit@5" in run("eval", "show", tmp_path / "a").stdout
    assert "| Hit@5 | " in run("eval", "show", tmp_path / "a", "--markdown").stdout
    compared = run("eval", "compare", tmp_path / "a", tmp_path / "b")
    assert compared.exit_code == 0, compared.output
    assert "no difference shown" in " ".join(compared.stdout.split())


def test_a_baseline_is_small_and_can_be_compared_with(run, questions, tmp_path):
    run("eval", questions, "--mode", "extractive", "--output", tmp_path / "a")
    result = run("eval", "show", tmp_path / "a", "--baseline", tmp_path / "base")
    assert result.exit_code == 0, result.output
    kept, whole = read_report(tmp_path / "base"), read_report(tmp_path / "a")
    assert kept.metrics == whole.metrics
    assert all(each.trace is None and not each.answer.results for each in kept.results)
    assert run("eval", "compare", tmp_path / "base", tmp_path / "a").exit_code == 0


def test_the_figures_of_a_document_are_put_between_its_marks(run, questions, tmp_path):
    run("eval", questions, "--mode", "extractive", "--output", tmp_path / "a")
    document = tmp_path / "doc.md"
    document.write_text("Before\n<!-- figures -->\nold\n<!-- /figures -->\nAfter\n")
    assert run("eval", "show", tmp_path / "a", "--into", document).exit_code == 0
    for wrong in (tmp_path / "none", tmp_path):
        result = run("eval", "show", tmp_path / "a", "--into", wrong)
        assert result.exit_code == 1
        assert f"error: {wrong} cannot be read and written as text (" in result.stderr
    table = run("eval", "show", tmp_path / "a", "--markdown").stdout
    assert document.read_text() == (f"Before\n<!-- figures -->\n{table}<!-- /figures -->\nAfter\n")
    document.write_text("No place.\n")
    assert "add <!-- figures -->" in run("eval", "show", tmp_path / "a", "--into", document).stderr


def test_a_trace_is_written_and_replayed(run, model, tmp_path):
    model.replies = ["Ali Shamkhani signed the border treaty for Iran [1]."] * 2
    asked = run("ask", "Who signed the treaty for Iran?", "--trace", tmp_path / "t.json")
    assert asked.exit_code == 0, asked.output
    again = run("replay", tmp_path / "t.json")
    assert "Nothing changed" in again.stdout
    model.replies = ["Qasem al-Araji signed it for Iraq [2]."]
    assert "Changed: draft" in run("replay", tmp_path / "t.json").stdout


def test_mistakes_are_one_line(run, questions, tmp_path):
    both = run("eval", questions, "--set", tmp_path)
    assert (both.exit_code, both.stderr) == (
        1, "error: a file and --set are both given: name one of them\n",
    )  # fmt: skip
    missing = run("eval", tmp_path / "none.yaml")
    assert missing.exit_code == 1
    assert "check the path" in missing.stderr
