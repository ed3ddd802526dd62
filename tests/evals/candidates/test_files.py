"""Candidates in a file that a person reads, and that is read back as it was."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evals.candidates import write_candidates
from evals.loading import QuoteIn, SampleIn, read_samples
from qa.errors import EvalError

QUOTE = (
    "Volunteers counted 58 pairs: "
    + "more than in any year since the count began, " * 5
    + "he said."
)
SINGLE = SampleIn(
    id="single-owls",
    question="How many pairs were counted?",
    kind="single",
    answers=("58", "58 pairs"),
    evidence=(QuoteIn(article="Record year: owls", quote=QUOTE),),
    note="Read it.",
)
FOLLOWUP = SampleIn(
    id="follow-up-owls",
    question="And there?",
    kind="follow-up",
    answers=("yes",),
    history=(("user", "Who, then?"), ("assistant", "[1] He: “no”.")),
)
WITHHELD = SampleIn(
    id="withheld-owls", question="Who?", kind="withheld", answerable=False, context=("a", "b")
)
RATED = SampleIn(
    id="feedback-1", question="Who?", answerable=None, form="long", asked_on=date(2026, 3, 1)
)
EVERY = [SINGLE, FOLLOWUP, WITHHELD, RATED]


def test_what_is_written_is_read_back(tmp_path):
    write_candidates(EVERY, tmp_path / "mine.yaml")
    assert read_samples(tmp_path / "mine.yaml") == EVERY


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)


@given(words=st.tuples(texts, texts, texts, texts, texts))
def test_any_words_are_read_back(tmp_path_factory, words):
    question, answer, quote, said, note = words
    sample = SampleIn(
        id="a",
        question=question,
        answers=(answer,),
        evidence=(QuoteIn(article="x", quote=quote),),
        history=(("user", said),),
        note=note,
    )
    path = tmp_path_factory.mktemp("candidates") / "mine.yaml"
    write_candidates([sample], path)
    assert read_samples(path) == [sample]


def test_it_is_good_to_read(tmp_path):
    path = tmp_path / "mine.yaml"
    write_candidates(EVERY, path)
    text = path.read_text(encoding="utf-8")
    head, *blocks = text.split("\n\n")
    assert head.startswith("# Candidate questions")
    assert all(line.startswith("#") for line in head.splitlines())
    assert f"qa eval {path}" in head
    assert [block.splitlines()[0] for block in blocks] == [f"- id: {each.id}" for each in EVERY]
    assert QUOTE in blocks[0].replace("''", "'")
    assert blocks[0].splitlines()[-1] == "  note: Read it."
    assert "    - [user, 'Who, then?']" in blocks[1].splitlines()
    assert "answerable" not in blocks[0]
    assert "  answerable: false" in blocks[2].splitlines()
    assert yaml.safe_load(text)[3]["answerable"] is None


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(EvalError, match="name a file in a folder that exists"):
        write_candidates(EVERY, tmp_path / "gone" / "mine.yaml")
