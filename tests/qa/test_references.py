"""What points outside a question, and what has a subject of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.exchanges import Exchange
from qa.references import follows_up, is_fragment, name_phrases, refers

LAST = Exchange("Who is the mayor of Lund?", "The mayor of Lund is Eva Berg.")


@pytest.mark.parametrize(
    "question",
    [
        "When did he sign it?",
        "Did Merkel meet him?",
        "When did the council announce it?",
        "How many languages do they speak?",
        "Which critics praised his film?",
        "Is it open?",
        "Who lives there?",
        "Who said that?",
        "Where was that announced?",
        "Do these still apply?",
        "Which one?",
        "Who else was there?",
        "What are the other plans?",
        "Is the former still mayor, and was the latter?",
        "What did you say about Oslo?",
    ],
)
def test_a_word_may_stand_for_something_said_before(question):
    assert refers(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did Modi say about his visit?",
        "What is a heat pump and how does it work?",
        "A heat pump broke down in Lund. Who mended it?",
        "Which airline carrier announced it will begin flying?",
        "Which pop star applied to trademark her voice?",
        "How did the horse latitudes get their name?",
        "Is it safe to swim in the Arle?",
        "How long does it take to get a permit?",
        "Is it true that owls hunt by day?",
        "Are there owls in the fen?",
        "Did the minister say that trade grew?",
        "What happened this year?",
        "Did the former president resign?",
        "Which towns other than Oslo have trams?",
        "Do the two sides trust each other?",
        "One of the pilots died: when?",
    ],
)
def test_a_word_may_stand_for_something_in_the_same_question(question):
    assert not refers(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "And the budget?",
        "What about Malmö?",
        "in Malmö?",
        "Who won?",
        "What is the population?",
        "When did the last election of the mayor take place in spring?",
        "Is the council similar in size and party?",
    ],
)
def test_a_question_without_a_subject_follows_up(question):
    assert follows_up(question, LAST)


@pytest.mark.parametrize(
    "question",
    [
        "How many people live in Malmö?",
        "What is a heat pump?",
        "Who is Ali Shamkhani?",
        "What is the price of milk?",
        "What is the role of a bishop?",
        "Border treaty with Iraq",
        "Why do barn owls hunt voles at night?",
    ],
)
def test_a_question_with_a_subject_of_its_own_does_not(question):
    assert not follows_up(question, LAST)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Did Ali Shamkhani sign in Baghdad?", ["Ali Shamkhani", "Baghdad"]),
        ("The University of Oslo reopened.", ["University of Oslo"]),
        ("Wardens counted owls. Nobody minds.", []),
        ("NASA and ESA agreed.", ["NASA", "ESA"]),
        ("What happened in March?", []),
        ("What does I mean to Qasim al-Araji?", ["Qasim al-Araji"]),
    ],
)
def test_names_are_whole(text, found):
    assert name_phrases(text) == found


def test_a_lone_first_word_is_a_name_where_that_is_asked_for():
    assert name_phrases("Merkel resigned.") == []
    assert name_phrases("Merkel resigned.", opening=True) == ["Merkel"]


def test_a_fragment_is_no_sentence():
    assert is_fragment("In Oslo?")
    assert is_fragment("Regional differences")
    assert not is_fragment("Who won?")
    assert not is_fragment("?")


@given(st.text(max_size=120))
def test_any_text_follows_up_or_does_not(text):
    assert follows_up(text, LAST) in {True, False}
    assert all(name in " ".join(text.split()) for name in name_phrases(text, opening=True))
