"""Follow-ups take their subject from earlier turns; new subjects do not; no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.references import ANAPHORA
from qa.standalone import Asked, standalone

TREATY = [
    ("user", "Who signed the border treaty for Iran?"),
    ("assistant", "Ali Shamkhani signed it for Iran. [1]"),
]
OWLS = [
    ("user", "How many barn owls were counted at Hollins Fen in 2023?"),
    ("assistant", "Wardens counted 43 barn owls at Hollins Fen [1]."),
]
OPERA = [
    ("user", "When does the opera house in Oslo reopen?"),
    ("assistant", "It reopens in May [2]."),
]
MAYOR = [
    ("user", "Who is the mayor of Lund?"),
    ("assistant", "The mayor of Lund is Eva Berg [3]."),
]
BRIDGE = [
    ("user", "Did the council approve the Port Selwyn bridge?"),
    ("assistant", "Yes, the council approved it on Monday [1]."),
]
THANKS = [("user", "Thanks!"), ("assistant", "You are welcome.")]


def form(question, history):
    return standalone(question, history).standalone


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (OWLS, "And in 2024?", "How many barn owls were counted at Hollins Fen in 2024?"),
        (OWLS, "and 2022?", "How many barn owls were counted at Hollins Fen in 2022?"),
        (OWLS, "And last year?", "How many barn owls were counted at Hollins Fen last year?"),
        (OWLS, "In March 2021?", "How many barn owls were counted at Hollins Fen In March 2021?"),
        (TREATY, "And in 2024?", "Who signed the border treaty for Iran in 2024?"),
    ],
)
def test_another_time_takes_the_place_of_the_asked_one(history, question, expected):
    assert form(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (TREATY, "What about Iraq?", "Who signed the border treaty for Iraq?"),
        (TREATY, "And for Iraq?", "Who signed the border treaty for Iraq?"),
        (OPERA, "In Bergen?", "When does the opera house in Bergen reopen?"),
        (MAYOR, "And in Malmö?", "Who is the mayor of Malmö?"),
        (OWLS, "How about Port Selwyn?", "How many barn owls were counted at Port Selwyn in 2023?"),
    ],
)
def test_another_name_takes_the_place_of_the_like_one(history, question, expected):
    assert form(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (BRIDGE, "Why?", "Why did the council approve the Port Selwyn bridge?"),
        (BRIDGE, "and when exactly?", "When did the council approve the Port Selwyn bridge?"),
        (OWLS, "Where?", "Where barn owls were counted at Hollins Fen in 2023?"),
        (MAYOR, "Since when?", "Since when Eva Berg is the mayor of Lund?"),
        (TREATY, "Why?", "Why Ali Shamkhani signed the border treaty for Iran?"),
    ],
)
def test_a_lone_question_word_asks_about_the_earlier_statement(history, question, expected):
    assert form(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (OPERA, "no, I meant the one in Bergen", "When does the opera house in Bergen reopen?"),
        (OPERA, "That's wrong, I meant in Bergen", "When does the opera house in Bergen reopen?"),
        (OPERA, "no the one in Bergen", "When does the opera house in Bergen reopen?"),
        (OPERA, "No, in Bergen.", "When does the opera house in Bergen reopen?"),
        (TREATY, "I mean Iraq, not Iran", "Who signed the border treaty for Iraq?"),
        (TREATY, "Not Iran, Iraq.", "Who signed the border treaty for Iraq?"),
        (OWLS, "Sorry, I meant 2022", "How many barn owls were counted at Hollins Fen in 2022?"),
        (OWLS, "Actually 2022", "How many barn owls were counted at Hollins Fen in 2022?"),
    ],
)
def test_a_correction_asks_the_earlier_question_put_right(history, question, expected):
    assert form(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (MAYOR, "When was she elected?", "When was Eva Berg elected (the mayor of Lund)?"),
        (MAYOR, "And her husband?", "Eva Berg’s husband (the mayor of Lund)?"),
        (
            BRIDGE,
            "How much will it cost?",
            "How much will it cost (the council approve the Port Selwyn bridge)?",
        ),
        (
            OWLS,
            "What about herons?",
            "What about herons (barn owls were counted at Hollins Fen in 2023)?",
        ),
    ],
)
def test_a_question_with_a_pronoun_is_put_before_what_it_is_about(history, question, expected):
    assert form(question, history) == expected


def test_names_of_the_answer_are_added_where_a_pronoun_may_mean_them():
    asked = form("Where was that announced?", TREATY)
    assert "Ali Shamkhani" in asked
    assert "border treaty" in asked


def test_small_talk_between_does_not_hide_the_subject():
    assert form("And her husband?", [*MAYOR, *THANKS]) == form("And her husband?", MAYOR)


def test_the_subject_may_have_been_named_turns_before():
    history = [*BRIDGE, ("user", "Why?"), ("assistant", "Trade grew [1].")]
    assert "Port Selwyn bridge" in form("And when will it open?", history)
    history += [("user", "And when will it open?"), ("assistant", "In April [2].")]
    assert "Port Selwyn bridge" in form("Who builds it?", history)


def test_she_is_the_last_person_named_even_turns_before():
    asked = standalone("When was she elected?", [*MAYOR, *OWLS])
    assert asked.standalone == "When was Eva Berg elected (the mayor of Lund)?"
    assert asked.earlier == ("Who is the mayor of Lund?", "The mayor of Lund is Eva Berg.")


def test_what_follows_a_change_of_topic_knows_nothing_of_the_topic_before():
    asked = form("Who counted them?", [*BRIDGE, *OWLS])
    assert "Hollins Fen" in asked
    assert "Selwyn" not in asked


def test_articles_named_by_a_refusal_are_not_the_subject():
    refused = "The articles do not say. The nearest is “Harbour News” (Gazette)."
    history = [("user", "What does the ferry to Skye cost?"), ("assistant", refused)]
    asked = standalone("When does it sail?", history)
    assert "Skye" in asked.standalone
    assert "Harbour" not in asked.standalone
    assert asked.earlier == ("What does the ferry to Skye cost?", "The articles do not say.")


@pytest.mark.parametrize(
    "question",
    [
        "How many barn owl chicks were counted?",
        "What will the Port Selwyn bridge cost in total?",
        "What did Modi say about his visit?",
        "What is a heat pump and how does it work?",
        "Is it true that owls hunt voles by day?",
        "How many people live in Lund this year?",
        "Was there a second meeting of ministers in Oslo?",
    ],
)
def test_a_new_subject_drops_the_history(question):
    asked = standalone(question, MAYOR if "Lund" not in question else TREATY)
    assert asked == Asked(question, question)
    assert asked.queries == (question,)


def test_thanks_before_a_question_are_not_searched_for():
    asked = standalone("Thanks! How many barn owl chicks were counted?", TREATY)
    assert asked.queries == ("How many barn owl chicks were counted?",)
    assert asked.earlier is None


def test_both_wordings_are_searched_for_but_not_one_of_nothing_but_references():
    asked = standalone("Which ministers welcomed it?", TREATY)
    assert asked.queries == (asked.standalone, "Which ministers welcomed it?")
    for question in ("Why?", "When was that?", "Who said so?"):
        assert standalone(question, TREATY).queries == (form(question, TREATY),)


def test_a_form_of_rules_is_searched_for_beside_that_of_a_model():
    asked = Asked(
        "Which ministers welcomed it?", "By a model?", ("Who?", "Ali."), by_rules="By rules?"
    )
    assert asked.queries == ("By a model?", "By rules?", "Which ministers welcomed it?")


def test_without_history_a_question_stands_as_it_is():
    assert standalone("Why?", []).queries == ("Why?",)
    assert standalone("Why?", [("assistant", "Hello")]).earlier is None


PIECES = [
    *"and what about Iraq Iran not in 2024 no, I meant the one she his it Why Who ? . (".split(),
    *("signed", "Ali Shamkhani", "thanks", "border treaty", "last year", "Not", "March"),
]
TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
TURNS = st.lists(st.tuples(st.sampled_from(["user", "assistant"]), TEXT), max_size=8)


@given(TEXT, TURNS)
def test_any_conversation_gives_one_to_three_wordings(question, history):
    asked = standalone(question, history)
    assert asked.question == question
    assert 1 <= len(asked.queries) <= 3
    assert asked.earlier is None or all(isinstance(each, str) for each in asked.earlier)


PLAIN = st.lists(
    st.sampled_from(
        "she it that they owls bridge Lund Bergen 2024 ministers signed cost And In for How many "
        "what when did the was Why other more".split()
    ),
    min_size=1,
    max_size=9,
).map(lambda chosen: " ".join(chosen) + "?")


@given(PLAIN, st.sampled_from([TREATY, OWLS, OPERA, MAYOR, BRIDGE]))
def test_no_content_word_of_the_user_is_lost(question, history):
    kept = set(words(standalone(question, history).standalone))
    own = {word for word in words(question) if word not in STOP_WORDS | ANAPHORA}
    assert own <= kept
