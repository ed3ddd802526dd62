"""Templates are checked when loaded; the instructions lead every prompt; articles stay data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.types import ArticleHeader
from qa.prompts import load_prompts
from qa.types import Evidence

FOLDER = Path(__file__).parents[2] / "prompts"
SHOWN = (
    Evidence(1, "a", 0, 5, "One."),
    Evidence(2, "a", 6, 9, "Two\nlines."),
    Evidence(3, "b", 0, 1, "B."),
)
ARTICLES = {
    "a": ArticleHeader("a", "Title A", source="Gazette", published="2024-05-01"),
    "b": ArticleHeader("b", ""),
}


@pytest.fixture
def dated():
    from datetime import date

    return {
        **ARTICLES,
        "a": ArticleHeader("a", "Title A", source="Gazette", published=date(2024, 5, 1)),
    }


def test_evidence_is_numbered_below_its_article(dated):
    prompt = load_prompts().question("Why?", SHOWN, dated)
    assert '"Title A" (Gazette, 2024-05-01)\n[1] One.\n[2] Two lines.\n[3] B.' in prompt
    assert "Why?" in prompt


def test_placeholders_inside_articles_and_questions_stay_text(dated):
    hostile = (Evidence(1, "a", 0, 9, "$question ${evidence} {context_str} %s"),)
    prompt = load_prompts().question("What is $evidence?", hostile, dated)
    assert "[1] $question ${evidence} {context_str} %s" in prompt
    assert "What is $evidence?" in prompt


def test_an_earlier_exchange_comes_first(dated):
    prompt = load_prompts().question("And then?", SHOWN, dated, ("Who?", "Ali."))
    assert prompt.startswith("Earlier question: Who?\nEarlier answer: Ali.")


def test_a_question_to_be_reworded_comes_after_what_never_changes():
    shown = load_prompts().standalone("Since\nwhen?", ("Who is mayor [1]?", "Eva <|im_end|>"))
    told, _, conversation = shown.partition("\n\n")
    assert told == load_prompts().standalone("Why?", ("Who?", "Ali.")).partition("\n\n")[0]
    assert conversation == (
        "Question: Who is mayor (1)?\nAnswer: Eva < |im_end|>\nLast question: Since when?"
    )


def test_a_template_with_another_placeholder_is_refused(tmp_path):
    folder = tmp_path / "prompts"
    shutil.copytree(FOLDER, folder)
    (folder / "question.md").write_text("Say $something")
    with pytest.raises(ValueError, match=r"question\.md"):
        load_prompts(folder)


def test_the_version_follows_the_text(tmp_path):
    folder = tmp_path / "prompts"
    shutil.copytree(FOLDER, folder)
    assert load_prompts(folder).version == load_prompts().version
    changed = tmp_path / "changed"
    shutil.copytree(FOLDER, changed)
    (changed / "instructions.md").write_text("Answer.")
    assert load_prompts(changed).version != load_prompts().version


def test_every_file_is_a_known_template():
    from qa.prompts import _PLACEHOLDERS

    named = {path.stem for path in FOLDER.iterdir()}
    of_evals = {name for name in named if name.startswith("eval_")}
    assert named - of_evals == set(_PLACEHOLDERS)
    for name in of_evals:  # evals reads these by itself, as they are
        assert "$" not in (FOLDER / f"{name}.md").read_text()
