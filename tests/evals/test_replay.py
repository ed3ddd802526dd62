"""A kept trace asked again."""

from __future__ import annotations

import json

import pytest

from evals.replay import read_trace, replay
from evals.reporting.files import write_report
from evals.runner import Run, run
from qa.errors import EvalError
from tests.conftest import OWLS

QUESTION = "Who signed the border treaty for Iran?"
REPLY = "Ali Shamkhani signed the border treaty for Iran [1]."


@pytest.fixture
def trace(assistant, model):
    model.replies = [REPLY]
    return assistant.trace(assistant.ask(QUESTION).trace_id)


def test_the_same_again_changes_nothing(assistant, model, trace):
    model.replies = [REPLY]
    assert replay(trace, assistant).changes == ()


def test_another_reply_shows_where_it_differs(assistant, model, trace):
    model.replies, model.yes = ["Qasem al-Araji signed it for Iraq [2]."], 0.97
    found = replay(trace, assistant)
    assert [each.step for each in found.changes] == [
        "draft", "verdicts", "citations", "answer", "confidence",
    ]  # fmt: skip
    assert found.changes[-1].before < found.changes[-1].after
    assert "Araji" in found.changes[0].after[0]


def test_other_articles_show_from_the_corpus_on(assistant, model, trace):
    assistant.remove(OWLS.id)
    model.replies = [REPLY]
    assert "depends on" in [each.step for each in replay(trace, assistant).changes]


def test_a_trace_is_read_from_a_file_or_a_report(assistant, trace, workspace, by_id, tmp_path):
    (tmp_path / "trace.json").write_text(json.dumps(trace.to_dict()))
    assert read_trace(tmp_path / "trace.json") == trace
    report = run(workspace, [by_id["chicks"]], Run("extractive"))
    write_report(report, tmp_path / "report")
    assert read_trace(tmp_path / "report", "chicks").question == by_id["chicks"].question
    with pytest.raises(EvalError, match="no trace of a sample 'nothing'"):
        read_trace(tmp_path / "report", "nothing")


def test_what_is_no_trace_is_refused_with_advice(tmp_path):
    with pytest.raises(EvalError, match="check the path"):
        read_trace(tmp_path / "missing.json")
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(EvalError, match="qa ask --trace FILE"):
        read_trace(tmp_path / "other.json")
