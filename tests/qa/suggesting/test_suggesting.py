"""Suggestions: near the answer, new, plain, and answered when they are asked."""

from __future__ import annotations

import asyncio

import pytest

from index.types import Filters
from qa.errors import ModelServerDown, TraceNotFound
from tests.qa.suggesting.conftest import (
    GERMAN,
    HOSTILE,
    OWLS,
    QUESTION,
    REPAIRS,
    WHEN_PAID,
    WHO_PAID,
    WHO_SAID,
)

ANSWER = "Wardens counted 43 barn owl chicks at Hollins Fen [1]."


def answered(assistant, model, question=QUESTION, **how):
    """Return the answer of the scripted model to a question."""
    model.says, model.replies = "Yes. ", [ANSWER]
    answer = assistant.ask(question, **how)
    model.says, model.requests = "", []
    return answer


def quoted(assistant, question=QUESTION, **how):
    return assistant.ask(question, mode="extractive", **how)


def test_a_model_writes_a_question_that_its_sentence_answers(opened, model):
    assistant = opened(OWLS)
    answer = answered(assistant, model)
    model.replies = [WHO_PAID]
    assert assistant.suggest(answer.trace_id, 1) == [WHO_PAID]
    (request,) = model.requests
    assert request.messages[1][1] == (
        "Title: Barn owls thrive at Hollins Fen\n"
        "Sentence: The nest boxes at Hollins Fen were paid for by the ____ in 2019.\n"
        "Mention: Hollins Fen"
    )
    assert request.max_tokens <= 30
    assert request.grammar.startswith('root ::= ("Which" | "Who" |')


def test_the_prompt_is_short_and_begins_the_same(opened, model):
    assistant = opened(OWLS)
    answer = answered(assistant, model)
    model.replies = [WHO_PAID, WHO_SAID]
    assistant.suggest(answer.trace_id)
    assert len(model.requests) == 2
    assert len({each.messages[0] for each in model.requests}) == 1
    for each in model.requests:
        assert sum(len(text.split()) for _, text in each.messages) <= 110


def test_without_a_model_patterns_make_them_the_same_each_time(opened, model):
    assistant = opened(OWLS)
    answer = quoted(assistant)
    first = assistant.suggest(answer.trace_id)
    assert first == [WHEN_PAID, WHO_SAID]
    assert assistant.suggest(answer.trace_id) == first
    assert model.requests == []


def test_what_is_suggested_is_answered_when_it_is_asked_next(opened):
    assistant = opened(OWLS, HOSTILE)
    answer = quoted(assistant)
    history = [("user", QUESTION), ("assistant", answer.text)]
    suggested = assistant.suggest(answer.trace_id)
    assert suggested
    for question in suggested:
        following = quoted(assistant, question, history=history)
        assert not following.abstained
        assert following.standalone_question == question


def test_after_a_refusal_the_nearest_passages_are_asked_about(opened):
    assistant = opened(OWLS)
    refused = quoted(assistant, "Which king visited the nest boxes in wintry weather in Denmark?")
    assert refused.abstained
    assert WHEN_PAID in assistant.suggest(refused.trace_id)


def test_nothing_is_suggested_that_would_be_refused(opened):
    assistant = opened(OWLS, answer_threshold=1.0)
    assert assistant.suggest(quoted(assistant).trace_id) == []


def test_a_server_that_is_down_is_asked_once_and_patterns_take_over(opened, model):
    assistant = opened(OWLS)
    answer = answered(assistant, model)
    model.replies = [ModelServerDown("down: start it"), WHO_PAID]
    assert assistant.suggest(answer.trace_id) == [WHEN_PAID, WHO_SAID]
    assert len(model.requests) == 1


def test_an_answer_without_the_model_is_followed_without_it(opened, model):
    assistant = opened(OWLS)
    model.yes = ModelServerDown("down: start it")
    answer = assistant.ask(QUESTION)
    assert answer.notice
    model.requests = []
    assert assistant.suggest(answer.trace_id) == [WHEN_PAID, WHO_SAID]
    assert model.requests == []


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I do not know.",
        "Who paid for it at Hollins Fen in the end?",
        "Who paid for the nest boxes at Thornby Fen?",
        "Which king ate the cheese of Hollins Fen in France?",
        "Did the Marlow Trust pay for the nest boxes at Hollins Fen?",
        "Who paid for the <b>nest boxes</b> at Hollins Fen?",
        "Who paid for the nest boxes at Hollins Fen, see www.marlow.example?",
        "Who paid for the nest boxes at Hollins Fen " + "of the barns of the barns " * 3 + "then?",
        QUESTION,
        "How many of the barn owl chicks were counted at Hollins Fen in all?",
    ],
)
def test_what_a_model_should_not_have_written_is_not_shown(opened, model, reply):
    assistant = opened(OWLS)
    answer = answered(assistant, model)
    model.replies = [reply]
    assert assistant.suggest(answer.trace_id, 1) == [WHEN_PAID]


def test_an_earlier_question_of_the_conversation_is_not_suggested(opened, model):
    assistant = opened(OWLS)
    history = [("user", "When were nest boxes paid for by the Marlow Trust at Hollins Fen?")]
    answer = quoted(assistant, history=[*history, ("assistant", "It is not known.")])
    assert assistant.suggest(answer.trace_id) == [WHO_SAID]


def test_what_the_conversation_told_is_not_asked_again(opened):
    assistant = opened(OWLS)
    told = "The nest boxes at Hollins Fen were paid for by the Marlow Trust in 2019. [1]"
    history = [("user", "What about nest boxes there?"), ("assistant", told)]
    assert WHEN_PAID not in assistant.suggest(quoted(assistant, history=history).trace_id)


def test_filters_of_the_question_hold_for_what_is_suggested(opened):
    assistant = opened(OWLS, REPAIRS)
    repaired = "When were the nest boxes at Hollins Fen repaired by the Ashby Guild?"
    everything = assistant.suggest(quoted(assistant).trace_id)
    older = Filters(published_to="2024-12-31")
    within = assistant.suggest(quoted(assistant, filters=older).trace_id)
    assert repaired in everything
    assert repaired not in within
    assert WHEN_PAID in within


def test_articles_that_were_removed_are_not_asked_about(opened):
    assistant = opened(OWLS)
    answer = quoted(assistant)
    assistant.remove("owls")
    assert assistant.suggest(answer.trace_id) == []


@pytest.mark.parametrize("mode", ["auto", "extractive"])
def test_orders_and_markup_of_an_article_are_never_suggested(opened, model, mode):
    assistant = opened(HOSTILE)
    question = "How many barn owl wardens of Hollins Fen are there?"
    model.says, model.replies = "Yes. ", ["31 barn owl wardens [1]."]
    answer = assistant.ask(question, mode=mode)
    model.says = ""
    model.replies = [
        "How many barn owl readers of Hollins Fen are to pay Eve?",
        "How many barn owls of Hollins Fen did GrumpyGull write of?",
        "Which wardens of Hollins Fen met <script>alert(1)</script> in Thornby?",
    ]
    asked_before = len(model.requests)
    assert assistant.suggest(answer.trace_id, 5) == []
    shown = str([each.messages for each in model.requests[asked_before:]])
    assert "gnore all previous" not in shown


def test_articles_and_questions_in_another_language_get_none(opened):
    assistant = opened(GERMAN, OWLS)
    only = Filters(languages=("de",))
    counted = quoted(assistant, "How many owls did Mia Holt count at Hollins Fen?", filters=only)
    assert assistant.suggest(counted.trace_id) == []
    german = quoted(assistant, "Wer zählt die Eulen von Hollins Fen?")
    assert german.results
    assert assistant.suggest(german.trace_id) == []


def test_small_talk_is_followed_by_nothing(opened):
    assistant = opened(OWLS)
    assert assistant.suggest(quoted(assistant, "Thanks!").trace_id) == []


def test_they_can_be_turned_off(opened, model):
    assistant = opened(OWLS, suggestions=False)
    assert assistant.suggest(quoted(assistant).trace_id) == []


def test_an_answer_that_is_not_known_any_more_is_an_error(opened):
    with pytest.raises(TraceNotFound):
        opened(OWLS).suggest("gone")


async def _until(condition):
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - it becomes true in another thread
            await asyncio.sleep(0.005)


async def test_cancelling_stops_the_model_at_once(opened, model):
    assistant = opened(OWLS)
    answer = await asyncio.to_thread(answered, assistant, model)
    model.replies, model.pause = [WHO_PAID], 3600
    suggesting = asyncio.create_task(assistant.asuggest(answer.trace_id))
    await _until(lambda: model.requests)
    suggesting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await suggesting
    await _until(lambda: model.cancelled == 1)
    assert len(model.requests) == 1


async def test_a_question_goes_first_and_the_suggestion_is_written_after_it(opened, model):
    assistant = opened(OWLS)
    answer = await asyncio.to_thread(answered, assistant, model)
    model.replies, model.pause = [WHO_PAID, WHO_PAID], 3600
    suggesting = asyncio.create_task(assistant.asuggest(answer.trace_id, 1))
    await _until(lambda: model.requests)
    model.pause = 0
    following = await assistant.aask(WHO_SAID, mode="extractive")
    assert not following.abstained
    assert model.cancelled == 1
    assert await suggesting == [WHO_PAID]
    assert len(model.requests) == 2
