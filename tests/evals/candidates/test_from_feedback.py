"""Rated answers as samples: what a good rating settles, and what a person has to fill in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evals.candidates import from_feedback, write_candidates
from evals.loading import load_samples
from index.feedback import CitedQuote, Feedback
from index.types import Filters
from tests.evals.candidates.conftest import ARTICLES, OWLS, PACT

QUOTE = PACT.text[: PACT.text.index(".") + 1]
GOOD = Feedback(
    trace_id="t1",
    rated="2026-03-01T10:00:00+00:00",
    rating="good",
    question="Who signed it for Iran?",
    answer="Ali Shamkhani signed it for Iran. [1]",
    history=(("user", "Which pact?"), ("assistant", "The border pact.")),
    citations=(CitedQuote("pact", 0, len(QUOTE), QUOTE),),
)
REFUSED = replace(GOOD, trace_id="t2", answer="No.", abstained=True, citations=())


def sample_of(feedback, articles=ARTICLES):
    (sample,) = from_feedback([feedback], articles)
    return sample


def test_a_good_answer_is_to_be_confirmed_with_its_quotes():
    sample = sample_of(GOOD)
    assert sample.answerable is True
    assert sample.answers == ("Ali Shamkhani signed it for Iran.",)
    assert sample.form == "long"
    assert [(each.article, each.quote) for each in sample.evidence] == [(PACT.title, QUOTE)]
    assert (sample.history, sample.asked_on) == (GOOD.history, date(2026, 3, 1))
    assert "Confirm the answer" in sample.note


def test_a_good_refusal_is_a_question_without_an_answer():
    sample = sample_of(REFUSED)
    assert sample.answerable is False
    assert not sample.answers
    assert "check that no article answers" in sample.note


@pytest.mark.parametrize("rating", ["wrong-answer", "wrong-source"])
def test_a_wrong_answer_is_neither_until_a_person_has_said_what_is_right(rating):
    sample = sample_of(replace(GOOD, rating=rating, comment="It was\nthe other one."))
    assert sample.answerable is None
    assert (sample.answers, sample.evidence) == ((), ())
    assert sample.history == GOOD.history
    for words in (rating, "They wrote: It was the other one.", GOOD.answer, f"“{QUOTE}”"):
        assert words in sample.note
    assert "Give answers and evidence" in sample.note


def test_a_wrong_refusal_says_that_it_was_one():
    sample = sample_of(replace(REFUSED, rating="wrong-answer"))
    assert sample.answerable is None
    assert "It was a refusal." in sample.note


@pytest.mark.parametrize(
    "articles", [[OWLS], [replace(PACT, text="Another text.", content_hash="")]]
)
def test_a_quote_that_is_gone_is_missed(articles):
    sample = sample_of(GOOD, articles)
    assert sample.evidence == ()
    assert "Not every quote" in sample.note


def test_of_a_question_that_was_rated_twice_the_last_counts():
    again = replace(GOOD, trace_id="t3", rating="wrong-answer")
    other = replace(GOOD, trace_id="t4", history=())
    assert [each.id for each in from_feedback([GOOD, other, again], ARTICLES)] == [
        "feedback-t3", "feedback-t4"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (None, None),
        (Filters(article_ids=("owls", "gone")), ("owls",)),
        (Filters(sources=("the meridian dispatch",)), ("pact",)),
        (Filters(languages=("DE",)), ("zinsen",)),
        (Filters(published_from="2024-09-20"), ("owls", "copy")),
        (Filters(published_to="2024-01-01"), ("pact",)),
        (Filters(sources=("nobody",)), None),
    ],
)
def test_only_the_articles_that_were_asked_are_asked_again(filters, expected):
    sample = sample_of(replace(GOOD, filters=filters))
    assert sample.context == expected
    unnamed = filters is not None and expected is None
    assert ("put their ids under context" in sample.note) == unnamed


def test_turns_that_no_file_can_hold_are_left_out():
    history = (("system", "Be kind."), ("user", "Hello"))
    assert sample_of(replace(GOOD, history=history)).history == (("user", "Hello"),)


def test_they_load_from_a_file(tmp_path):
    wrong = replace(GOOD, trace_id="t5", rating="wrong-answer", history=())
    rated = [GOOD, replace(REFUSED, question="Why?"), wrong]
    write_candidates(from_feedback(rated, ARTICLES), tmp_path / "rated.yaml")
    loaded = load_samples(tmp_path / "rated.yaml", ARTICLES)
    assert [each.answerable for each in loaded] == [True, False, None]
    assert loaded[0].evidence[0].article_id == "pact"
