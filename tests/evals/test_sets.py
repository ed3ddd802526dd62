"""Public sets: their shape, and whether they are asked closed or pooled."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evals.sets import read_set
from qa.errors import EvalError

ARTICLE = {
    "id": "a1", "title": "Owls", "text": "Forty owls were counted. Wardens saw nine last year.",
    "date": "2024-11-02T10:00:00Z", "source": "County Wire", "url": "",
}  # fmt: skip
QUESTION = {
    "id": "q1", "question": "How many owls? ", "answers": ["Forty", "40"], "answerable": True,
    "evidence": [{"article_id": "a1", "quote": "Forty owls were counted."}], "type": "single",
    "history": [], "context_ids": ["a1"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    def write(*questions):
        for name, rows in (("articles", [ARTICLE]), ("questions", questions)):
            lines = "".join(json.dumps(row) + "\n" for row in rows)
            (tmp_path / f"{name}.jsonl").write_text(lines)
        return tmp_path

    return write


def test_a_question_is_read_with_its_quote_in_place(folder):
    dataset = read_set(folder(QUESTION))
    (sample,) = dataset.samples
    (gold,) = sample.evidence
    (article,) = dataset.articles
    assert article.text[gold.start : gold.end] == gold.quote == "Forty owls were counted."
    assert article.published == date(2024, 11, 2)
    assert (sample.question, sample.answers) == ("How many owls?", ("Forty", "40"))
    assert sample.cluster == "a1"


def test_a_set_is_pooled_unless_something_is_so_only_in_its_context(folder):
    unanswerable = QUESTION | {"id": "q2", "answerable": False, "answers": [], "evidence": []}
    assert read_set(folder(QUESTION)).samples[0].context is None
    closed = read_set(folder(QUESTION, unanswerable))
    assert [each.context for each in closed.samples] == [("a1",), ("a1",)]


def test_several_answers_are_wanted_where_wrong_ones_are_named(folder):
    row = QUESTION | {"type": "conflict_multi_answer", "wrong_answers": ["nine"]}
    (sample,) = read_set(folder(row)).samples
    assert (sample.answers, sample.all_answers) == ((), (("Forty",), ("40",)))
    assert sample.wrong_answers == ("nine",)


@pytest.mark.parametrize("word", ["partial", "underspecified"])
def test_what_is_neither_answerable_nor_not_is_none(folder, word):
    assert read_set(folder(QUESTION | {"answerable": word})).samples[0].answerable is None


def test_a_long_gold_answer_is_not_looked_for(folder):
    long = "Forty owls were counted by the wardens, who had seen no more than nine last year."
    assert read_set(folder(QUESTION | {"answers": [long]})).samples[0].form == "long"


@pytest.mark.parametrize(
    "turn",
    [["user", "hello"], {"role": "user", "content": "hello"}, {"speaker": "user", "text": "hello"}],
)
def test_history_comes_in_any_of_three_shapes(folder, turn):
    assert read_set(folder(QUESTION | {"history": [turn]})).samples[0].history == (
        ("user", "hello"),
    )


def test_what_is_no_set_is_refused_with_advice(folder, tmp_path):
    with pytest.raises(EvalError, match="name a folder that holds"):
        read_set(tmp_path / "nowhere")
    row = QUESTION | {"evidence": [{"article_id": "a1", "quote": "Fifty owls"}]}
    with pytest.raises(EvalError, match="sample q1: its quote is not in article a1"):
        read_set(folder(row))
    (tmp_path / "questions.jsonl").write_text("{")
    with pytest.raises(EvalError, match="not JSON lines"):
        read_set(tmp_path)
