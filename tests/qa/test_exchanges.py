"""Small talk is answered without articles; a question among it is still a question."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.exchanges import Exchange, exchanges, small_talk, without_courtesy


@pytest.mark.parametrize(
    "message",
    [
        "Thanks!",
        "thank you so much for your help",
        "OK, thanks",
        "Great, thank you very much!",
        "no thanks",
        "thanks 🙏",
        "Danke schön",
        "Vielen Dank!",
        "Merci beaucoup !",
        "muchas gracias",
        "that's all for now, thanks",
    ],
)
def test_thanks_are_welcome(message):
    assert small_talk(message) == "You are welcome."


@pytest.mark.parametrize("message", ["Hello", "hi there!", "Guten Tag", "bonjour", "How are you?"])
def test_a_greeting_is_returned(message):
    assert small_talk(message).startswith("Hello. I answer questions from the articles")


@pytest.mark.parametrize("message", ["Bye", "Goodbye!", "See you later", "Au revoir", "tschüss"])
def test_a_goodbye_is_returned(message):
    assert small_talk(message) == "Goodbye."


@pytest.mark.parametrize(
    "message",
    ["Who are you?", "Hi! What can you do?", "what can I ask you", "help", "Wer bist du?"],
)
def test_it_says_what_it_can_do(message):
    assert small_talk(message).startswith("I answer questions from the articles")


@pytest.mark.parametrize("message", ["ok", "Great.", "I see", "Never mind", "👍", "no", "Yes!"])
def test_what_is_only_noted_is_not_asked(message):
    assert small_talk(message).startswith("Good.")


@pytest.mark.parametrize(
    "message",
    [
        "Thanks, and who signed it?",
        "Hello, how many chicks were counted?",
        "Thanksgiving",
        "When is Thanksgiving?",
        "Thanks to whom was the bridge saved?",
        "Thank you for smoking",
        "Hello Kitty sales?",
        "Hello is a song by whom?",
        "Great Britain?",
        "Good Friday",
        "Right whales",
        "Hi-fi sales",
        "bye bye birdie",
        "Cheers was filmed where?",
        "What can you do about mould?",
        "Who are you talking about?",
        "Help for farmers",
        "No, in Bergen",
        "I see. And why?",
        "Why?",
        "?",
        "",
    ],
)
def test_a_question_is_not_small_talk(message):
    assert small_talk(message) is None


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Thanks, and who signed it?", "and who signed it?"),
        ("Thank you! Hello again - how many were counted?", "how many were counted?"),
        ("Hello how many chicks were counted?", "how many chicks were counted?"),
        ("OK. Who signed it? Thanks!", "Who signed it?"),
        ("Hello Kitty sales?", "Hello Kitty sales?"),
        ("Great Britain, please", "Great Britain, please"),
        ("How interesting is the plot?", "How interesting is the plot?"),
        ("No, in Bergen", "No, in Bergen"),
        ("Thanks!", "Thanks!"),
    ],
)
def test_courtesies_around_a_question_are_dropped(message, question):
    assert without_courtesy(message) == question


def test_exchanges_hold_no_small_talk_no_markers_and_no_named_articles():
    history = [
        ("assistant", "Ask me."),
        ("user", "Who signed it?"),
        ("assistant", "Ali signed it [1]. Qasim too [2]."),
        ("user", "Thanks"),
        ("assistant", "You are welcome."),
        ("user", "Why?"),
        ("assistant", "The articles do not say. The nearest is “Owls”."),
        ("user", "And when?"),
        ("assistant", "The articles do not say for certain. What comes nearest: “Owls”."),
        ("user", "And who else?"),
    ]
    assert exchanges(history) == (
        Exchange("Who signed it?", "Ali signed it. Qasim too."),
        Exchange("Why?", "The articles do not say."),
        Exchange("And when?", "The articles do not say for certain."),
        Exchange("And who else?", ""),
    )


def test_only_the_last_exchanges_are_remembered():
    history = [("user", f"Who won race {number}?") for number in range(9)]
    assert [each.question for each in exchanges(history)] == [
        f"Who won race {number}?" for number in (5, 6, 7, 8)
    ]


def test_of_a_pasted_page_only_the_beginning_is_read():
    asked = [("user", "Who " + "signed " * 50_000), ("assistant", "Ali " * 50_000)]
    assert all(len(text) <= 2000 for text in astuple(exchanges(asked)[0]))


COURTESY = st.lists(
    st.sampled_from(
        ["Thanks", "hello", "ok", ",", "!", " ", "?", "good", "bye", "for", "that", "😀"]
    ),
    max_size=10,
).map(" ".join)


@given(st.one_of(st.text(max_size=60), COURTESY))
def test_any_message_is_small_talk_or_keeps_its_question(message):
    reply = small_talk(message)
    assert reply is None or reply
    assert without_courtesy(message) in message


@given(st.sampled_from(["Thanks! ", "Hello, ", "OK, thanks. ", "Danke! "]), st.sampled_from("abc"))
def test_a_question_after_courtesies_always_comes_through(courtesy, letter):
    question = f"Who signed treaty {letter}?"
    assert small_talk(courtesy + question) is None
    assert without_courtesy(courtesy + question) == question
