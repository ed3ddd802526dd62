"""Follow-ups take their subject from the last question; new subjects do not."""

from __future__ import annotations

import pytest

from qa.standalone import standalone

HISTORY = [("user", "Who signed the border treaty?"), ("assistant", "Ali Shamkhani signed it. [1]")]


@pytest.mark.parametrize(
    "question",
    [
        "When did he sign it?",
        "Why?",
        "And in 2024?",
        "What about Iraq?",
        "Where was that announced?",
    ],
)
def test_a_follow_up_is_searched_in_both_forms(question):
    asked = standalone(question, HISTORY)
    assert asked.standalone == f"Who signed the border treaty? {question}"
    assert asked.queries == (question, asked.standalone)
    assert asked.earlier == ("Who signed the border treaty?", "Ali Shamkhani signed it.")


@pytest.mark.parametrize(
    "question",
    ["How many barn owl chicks were counted?", "What will the Port Selwyn bridge cost in total?"],
)
def test_a_new_subject_drops_the_history(question):
    asked = standalone(question, HISTORY)
    assert asked.queries == (question,)
    assert asked.earlier is None


def test_without_history_a_question_stands_as_it_is():
    assert standalone("Why?", []).queries == ("Why?",)
    assert standalone("Why?", [("assistant", "Hello")]).earlier is None
