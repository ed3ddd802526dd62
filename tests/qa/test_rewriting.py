"""A model may word a follow-up, within what the conversation holds; else the rules' form stands."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import ModelInterrupted, ModelMissing, ModelServerDown
from qa.prompts import load_prompts
from qa.rewriting import accepted, request, rewritten
from qa.standalone import standalone
from tests.fakes.model import ScriptedModel

HISTORY = [
    ("user", "Who signed the border treaty for Iran?"),
    ("assistant", "Ali Shamkhani signed it for Iran on 10 March [1]. It was his last duty."),
]
QUESTION = "When did he announce it?"
GOOD = "When did Ali Shamkhani announce the border treaty?"
ASKED = standalone(QUESTION, HISTORY)


def reworded(model, asked=ASKED, **how):
    return asyncio.run(rewritten(asked, lambda: model, load_prompts(), **how))


def test_the_wording_of_the_model_is_searched_for_beside_that_of_the_rules():
    model = ScriptedModel([GOOD], says="")
    asked = reworded(model)
    assert asked.standalone == GOOD
    assert asked.queries == (GOOD, ASKED.standalone)
    assert asked.question == QUESTION
    assert asked.earlier == ASKED.earlier


def test_the_model_reads_the_last_exchange_and_writes_one_question():
    sent = request(ASKED, load_prompts())
    assert [role for role, _ in sent.messages] == ["system", "user"]
    assert sent.messages[1][1] == (
        "Question: Who signed the border treaty for Iran?\n"
        "Answer: Ali Shamkhani signed it for Iran on 10 March.\n"
        "Last question: When did he announce it?"
    )
    assert sent.grammar == 'root ::= [^?\\n]+ "?"'
    assert sent.max_tokens == 40


def test_long_turns_are_cut():
    history = [("user", "Who " + "really " * 300), ("assistant", "Ali " * 300)]
    sent = request(standalone("When did he announce it?", history), load_prompts())
    assert sum(len(text.split()) for _, text in sent.messages) < 120


@pytest.mark.parametrize("question", ["How many barn owl chicks were counted?", "And in 2024?"])
def test_no_model_is_asked_where_rules_suffice(question):
    asked = standalone(question, HISTORY)
    model = ScriptedModel([GOOD], says="")
    assert reworded(model, asked) is asked
    assert not model.requests


@pytest.mark.parametrize(
    "reply", [ModelServerDown("down"), ["When did", ModelInterrupted("cut")], "", "No idea."]
)
def test_the_form_of_the_rules_stands_where_the_model_fails(reply):
    assert reworded(ScriptedModel([reply], says="")) is ASKED


def test_a_model_that_cannot_be_opened_is_no_error():
    def missing():
        raise ModelMissing("pull it")

    assert asyncio.run(rewritten(ASKED, missing, load_prompts())) is ASKED


def test_a_reply_that_was_cut_is_not_used():
    assert reworded(ScriptedModel([GOOD], says="", reason="length")) is ASKED


def test_a_slow_model_is_stopped():
    model = ScriptedModel([GOOD], says="", pause=5)
    assert reworded(model, seconds=0.05) is ASKED
    assert model.cancelled == 1


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        f' "{GOOD}" ',
        "When did Ali Shamkhani announce that Iran signed the treaty?",
        "When, after 10 March, did Shamkhani announce the treaty?",
    ],
)
def test_what_the_conversation_bears_out_is_accepted(reply):
    assert accepted(reply, ASKED) == reply.strip(' "')


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("", "empty"),
        ("He announced the border treaty on 10 March.", "an answer"),
        ("When did he announce it?", "nothing is filled in"),
        ("When did Qasim announce the border treaty?", "another name"),
        ("When in 2023 did Ali Shamkhani announce the treaty?", "another number"),
        ("Who did announce the border treaty?", "another question word"),
        ("When did Ali Shamkhani resign from the treaty?", "a word of the user is lost"),
        ("When did\nAli Shamkhani announce the treaty?", "two lines"),
        ("When did Ali Shamkhani announce " + "the border treaty " * 9 + "?", "too long"),
    ],
)
def test_what_is_absurd_is_refused(reply, why):
    assert accepted(reply, ASKED) is None, why


WORDS = st.sampled_from(
    "When Who did announce the border treaty Ali Shamkhani Iran Qasim 10 2023 it ? \n".split(" ")
)


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=14).map(" ".join)))
def test_what_is_accepted_holds_no_name_or_number_from_elsewhere(reply):
    form = accepted(reply, ASKED)
    if form is not None:
        assert form.endswith("?")
        assert not {"Qasim", "2023", "\n"} & set(form.split(" ")[1:])
