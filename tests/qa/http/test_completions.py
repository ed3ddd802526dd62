"""OpenAI's own client against the server."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest

from qa.errors import ModelServerDown

QUESTION = "Who signed the agreement for Iran?"


@pytest.fixture
def chat(server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.address}/v1", api_key="none", max_retries=0) as client:
        yield client


def asking(*messages, **more):
    named = [{"role": role, "content": content} for role, content in messages]
    return {"model": "article-qa", "messages": named, **more}


def test_an_answer_with_its_citations(chat, assistant):
    reply = chat.chat.completions.create(**asking(("user", QUESTION), temperature=0.3))
    answer = assistant.ask(QUESTION)
    assert reply.choices[0].message.content == answer.text
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == 72
    assert reply.article_qa["citations"] == answer.to_dict()["citations"]
    assert reply.article_qa["abstained"] is False


def test_a_stream_ends_with_citations_and_usage(chat, assistant):
    asked = asking(("user", QUESTION), stream=True, stream_options={"include_usage": True})
    chunks = list(chat.chat.completions.create(**asked))
    pieces = [each.choices[0].delta.content or "" for each in chunks if each.choices]
    assert "".join(pieces) == assistant.ask(QUESTION).text
    assert len(pieces) > 3
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-2].article_qa["citations"][0]["article_id"] == "pact"
    assert chunks[-1].usage.completion_tokens == 12


def test_the_last_message_is_the_question_and_the_others_its_history(chat, assistant):
    messages = [
        ("system", "Talk like a pirate."),
        ("user", "hello"),
        ("assistant", "hi"),
        ("user", [{"type": "text", "text": QUESTION}]),
    ]
    chat.chat.completions.create(**asking(*messages))
    assert assistant.asked[0][:2] == (QUESTION, [("user", "hello"), ("assistant", "hi")])


def test_two_models_are_listed_and_one_only_quotes(chat, assistant):
    assert [model.id for model in chat.models.list()] == ["article-qa", "article-qa-extractive"]
    chat.chat.completions.create(**{**asking(("user", QUESTION)), "model": "article-qa-extractive"})
    chat.chat.completions.create(**{**asking(("user", QUESTION)), "model": "gpt-5"})
    assert [mode for *_, mode in assistant.asked] == ["extractive", "auto"]


def test_a_conversation_without_a_question_is_refused_in_openais_form(chat):
    with pytest.raises(openai.UnprocessableEntityError, match="not the user's"):
        chat.chat.completions.create(**asking(("assistant", "hi")))
    with pytest.raises(openai.UnprocessableEntityError):
        chat.chat.completions.create(**asking(("user", "x" * 201)))


def test_errors_of_the_model_have_their_status(chat, assistant):
    assistant.failure = ModelServerDown("the model server is down: start it")
    with pytest.raises(openai.InternalServerError, match="start it") as caught:
        chat.chat.completions.create(**asking(("user", QUESTION)))
    assert caught.value.status_code == 503


def test_an_error_in_a_stream_reaches_the_client(chat, assistant):
    assistant.failure = ModelServerDown("the model server is down: start it")
    with pytest.raises(openai.APIError, match="start it"):
        list(chat.chat.completions.create(**asking(("user", QUESTION), stream=True)))
