"""Questions that may be shown to a person, and those that may not."""

from __future__ import annotations

import pytest

from qa.suggesting.flaws import flaw
from tests.evals.candidates.conftest import BRIDGE, OWLS, PACT, asking


def flaw_of(article, question, answer):
    asked = asking(article, question, answer)
    return flaw(question, answer, asked.fact.statement)


@pytest.mark.parametrize(
    ("article", "question", "answer"),
    [
        (PACT, "Who signed the border pact for Iran in Baghdad?", "Ali Shamkhani"),
        (PACT, "When did Ali Shamkhani sign the border pact for Iran?", "19 March 2023"),
        (PACT, "For which country did Ali Shamkhani sign the border pact?", "Iran"),
        (OWLS, "How many pairs of barn owls did volunteers count at Hollins Fen?", "58"),
        (BRIDGE, "In which year should the bridge over the River Arle open?", "1999"),
    ],
)
def test_a_good_question_has_no_flaw(article, question, answer):
    assert flaw_of(article, question, answer) is None


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Ali Shamkhani signed the border pact for Iran.", "not one question"),
        ("Who signed it? Who signed the pact for Iran?", "not one question"),
        ("Who signed Iran?", "not one question"),
        ("Was the border pact signed for Iran in Baghdad?", "not one question"),
        ("Who but Shamkhani signed the border pact for Iran?", "gives the answer away"),
        ("Who signed their border pact for Iran in Baghdad?", "does not say what their is"),
        ("Who signed the pact for Iran in this article?", "does not say what this is"),
        ("Who signed the pact for Iran in the article?", "speaks of the article"),
        ("Who signed the border pact for Iran last year?", "depends on the day"),
        ("Who signed the border pact in the city?", "names nothing"),
        ("Who signed the border pact for Iran in Vienna?", "Vienna is not in the article"),
        ("Who refused the wretched offer of money by Iran?", "asks for what is not said"),
        ("Who put in writing for Iran?", "something else than the"),
        ("Which general signed the border pact for Iran?", "does not say that it is a general"),
    ],
)
def test_a_flaw_is_named(question, reason):
    assert reason in flaw_of(PACT, question, "Ali Shamkhani")


def test_a_number_of_the_answer_gives_it_away():
    question = "How many of the 58 pairs of barn owls bred at Hollins Fen?"
    assert flaw_of(OWLS, question, "58") == "it gives the answer away"
