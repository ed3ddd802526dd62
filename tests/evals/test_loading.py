"""Question files: what is read, and what is refused with the sample and the reason."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evals.loading import load_samples
from index.types import Article
from qa.errors import EvalError

FERRY = Article(
    id="ferry",
    title="The ferry rests",
    text="The ferry stops at noon. Mia Holt said: “She is tired.”",
    url="https://example.org/ferry",
)
TWINS = [Article(id=each, title="Twin", text="One text for both.") for each in ("one", "two")]
ARTICLES = [FERRY, *TWINS]
GOOD = """
- id: noon
  question: When does the ferry stop?
  kind: single
  answers: [noon, "12"]
  evidence: [{article: The ferry rests, quote: The ferry stops at noon.}]
"""


@pytest.fixture
def load(tmp_path):
    """Return the samples of a text, written to a file."""

    def loaded(text, name="questions.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_samples(tmp_path / name, ARTICLES)

    return loaded


def sample(**changed):
    """Return the good sample with changes, as a JSON line."""
    row = {"id": "noon", "question": "When?", "answers": ["noon"]} | changed
    return json.dumps(row, ensure_ascii=False)


def evidence(article, quote):
    return [{"article": article, "quote": quote}]


def test_a_sample_is_read_with_the_place_of_its_quote(load):
    (found,) = load(GOOD)
    (gold,) = found.evidence
    assert (found.id, found.kind, found.answers) == ("noon", "single", ("noon", "12"))
    assert (gold.article_id, gold.quote) == ("ferry", "The ferry stops at noon.")
    assert FERRY.text[gold.start : gold.end] == gold.quote


def test_json_lines_are_the_same_form(load):
    text = sample(history=[["user", "Who?"], ["assistant", "She."]], asked_on="2024-08-20")
    (found,) = load(f"{text}\n\n", "questions.jsonl")
    assert found.history == (("user", "Who?"), ("assistant", "She."))
    assert found.asked_on == date(2024, 8, 20)


@pytest.mark.parametrize("name", ["ferry", "https://example.org/ferry", "The ferry rests"])
def test_an_article_is_named_by_id_address_or_title(load, name):
    text = sample(evidence=evidence(name, "Mia Holt said: “She is tired.”"), context=[name])
    (found,) = load(text, "q.jsonl")
    assert found.evidence[0].article_id == "ferry"
    assert found.context == ("ferry",)


def test_a_folder_is_read_file_by_file_and_other_files_are_left_alone(load, tmp_path):
    (tmp_path / "README.md").write_text("- no sample")
    (tmp_path / "b.jsonl").write_text(sample(id="later"))
    load(GOOD, "a.yaml")
    assert [each.id for each in load_samples(tmp_path, ARTICLES)] == ["noon", "later"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"anwsers": ["noon"]}, "anwsers"),
        ({"answers": []}, "without an answer"),
        ({"answers": [], "all_answers": []}, "without an answer"),
        ({"answerable": False}, "with an answer"),
        ({"answers": [], "answerable": False, "evidence": evidence("ferry", "x")}, "evidence"),
        ({"question": ""}, "question"),
        ({"form": "middling"}, "form"),
        ({"history": [["reader", "Who?"]]}, "history"),
        ({"evidence": [{"article": "ferry"}]}, "quote"),
        ({"evidence": evidence("ferry", "The ferry stops at Noon.")}, "is not in"),
        ({"evidence": evidence("ferry", 'Mia Holt said: "She is tired."')}, "is not in"),
        ({"evidence": evidence("No such title", "x")}, "no article is called"),
        ({"evidence": evidence("Twin", "One text for both.")}, "2 articles are called"),
        ({"context": ["No such title"]}, "no article is called"),
    ],
)
def test_a_sample_that_does_not_hold_together_is_named_with_the_reason(load, changed, reason):
    with pytest.raises(EvalError, match=f"(?s)sample noon.*{reason}"):
        load(sample(**changed), "q.jsonl")


def test_a_sample_without_an_id_is_named_by_its_place(load):
    with pytest.raises(EvalError, match="sample 2: id"):
        load(GOOD + "- question: Who?\n  answers: [she]\n")


@pytest.mark.parametrize("names", [["a.yaml"], ["a.yaml", "b.yaml"]])
def test_two_samples_with_one_id_are_refused(load, tmp_path, names):
    text = GOOD if len(names) == 2 else GOOD + GOOD
    for name in names:
        (tmp_path / name).write_text(text)
    with pytest.raises(EvalError, match="the id 'noon'"):
        load_samples(tmp_path, ARTICLES)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("q.yaml", "- id: [noon\n", "not well formed"),
        ("q.yaml", "- id: noon\n  question: Who: what?\n", "not well formed"),
        ("q.jsonl", '{"id": "noon"\n', "not well formed"),
        ("q.yaml", "id: noon\nquestion: Who?\n", "not a list"),
        ("q.yaml", "- noon\n", "sample 1"),
        ("q.yaml", "# nothing yet\n", "no samples"),
    ],
)
def test_a_file_that_is_no_list_of_samples_is_named_with_the_reason(load, name, text, reason):
    with pytest.raises(EvalError, match=rf"q\.(yaml|jsonl).*{reason}"):
        load(text, name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(EvalError, match="cannot be read"):
        load_samples(tmp_path / "nothing.yaml", ARTICLES)
