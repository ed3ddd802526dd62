"""Reports as files: nothing is lost, and what is no report is refused with advice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from evals.reporting.files import read_report, report_json, write_report
from qa.errors import EvalError
from tests.evals.reporting.made import answer, metric, report, result, sample


def whole():
    asked = sample(history=(("user", "And Iraq?"),), asked_on=date(2025, 3, 1), context=("owls",))
    return report(
        result(asked, traced=True, hit_5=1.0, groundedness=0.5),
        result(sample("s2"), answer("No.", abstained=True), reasons={"hit@5": "no evidence"}),
        result(sample("s3", answerable=None), error="the model server stopped"),
        metrics=[metric(no_evidence=1), metric("aurc", None, None, None, 0)],
        by_kind={"exact-number": (metric(),)},
        notes=("A note with “quotes” and 数字.",),
    )


@pytest.mark.parametrize("name", ["", "report.json"])
def test_a_report_comes_back_as_it_was_from_its_folder_or_its_file(tmp_path, name):
    paths = write_report(whole(), tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["report.json", "report.html"]
    assert all(path.is_file() for path in paths)
    assert read_report(tmp_path / "new" / "folder" / name) == whole()


def test_a_report_replaces_the_one_before_and_leaves_nothing_else(tmp_path):
    write_report(report(dataset="before"), tmp_path)
    write_report(whole(), tmp_path)
    assert read_report(tmp_path) == whole()
    assert {path.name for path in tmp_path.iterdir()} == {"report.json", "report.html"}


def test_a_question_typed_in_another_encoding_survives(tmp_path):
    odd = report(result(sample(question="caf\udce9?")))
    _, page = write_report(odd, tmp_path)
    assert read_report(tmp_path) == odd
    assert "caf?" in page.read_text(encoding="utf-8")


def test_the_json_says_what_it_is():
    content = json.loads(report_json(whole()))
    assert content["format"] == 1
    assert content["report"]["metrics"][0]["name"] == "hit@5"


def changed(**fields):
    return json.dumps({**json.loads(report_json(whole())), **fields})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not JSON"),
        ("[1, 2]", "is not a report"),
        ('{"dataset": "x"}', "is not a report"),
        (changed(sort="a recipe"), "is not a report"),
        (changed(format=2), "has format 2, this version reads 1"),
        (changed(report={"dataset": "x"}), "is damaged"),
        (changed(report=None), "is damaged"),
        (changed(report=[]), "is damaged"),
    ],
)
def test_a_foreign_file_is_refused_with_advice(tmp_path, text, told):
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match=told) as caught:
        read_report(tmp_path)
    assert "qa eval" in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "report.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EvalError, match="is not JSON"):
        read_report(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "nowhere/report.json"])
def test_a_missing_report_is_told_from_a_broken_one(tmp_path, name):
    with pytest.raises(EvalError, match=r"there is no report at .*`qa eval` writes one"):
        read_report(tmp_path / name)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EvalError, match=r"cannot be written to .*name another folder"):
        write_report(whole(), tmp_path / "taken")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    paths = write_report(whole(), tmp_path)
    paths[0].chmod(0)
    with pytest.raises(EvalError, match=r"cannot be read"):
        read_report(tmp_path)


def test_reading_a_report_loads_no_plotting():
    code = (
        "import sys; import evals.reporting.files, evals.reporting.terminal; "
        "import evals.reporting.compare, evals.reporting.gate; "
        "print(sorted({'matplotlib', 'jinja2', 'torch', 'gradio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
