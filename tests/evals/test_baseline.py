"""The committed baseline, and the table of the README that is made of it."""

from __future__ import annotations

from pathlib import Path

from evals.loading import read_samples
from evals.reporting.files import read_report
from evals.reporting.labels import TABLE
from evals.reporting.terminal import markdown_table

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "evals" / "baselines" / "seeds"


def test_the_table_of_the_readme_is_that_of_the_baseline():
    table = markdown_table(read_report(BASELINE), TABLE)
    assert f"<!-- figures -->\n{table}<!-- /figures -->" in (ROOT / "README.md").read_text()


def test_the_baseline_is_of_the_suite_as_it_is():
    asked = {each.id: each.question for each in read_samples(ROOT / "evals" / "suite")}
    found = {each.sample.id: each.sample.question for each in read_report(BASELINE).results}
    assert found == asked


def test_every_quote_of_the_baseline_was_exact():
    assert read_report(BASELINE).metric("citation_exactness").value == 1.0
