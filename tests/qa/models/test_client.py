"""The client: every way in which a server can fail becomes one named error, in bounded time."""

from __future__ import annotations

import asyncio

import pytest

from qa.errors import ModelInterrupted, ModelServerDown, ModelTimeout
from qa.llm import CompletionRequest, Finished, Token
from qa.models.client import OpenAICompatibleModel
from qa.models.embedded import Endpoint
from tests.fakes.model_server import ModelServer

REQUEST = CompletionRequest((("system", "Be brief."), ("user", "Who signed it?")), max_tokens=40)


def connect(server, first=5.0, between=5.0, key=None):
    return OpenAICompatibleModel(
        "scripted",
        Endpoint(server.base_url, key),
        first_token_timeout=first,
        token_timeout=between,
    )


async def read(model, request=REQUEST):
    try:
        return [event async for event in model.stream(request)]
    finally:
        await model.aclose()


async def test_tokens_come_first_and_the_count_last():
    with ModelServer(["Ali Shamkhani signed."]) as server:
        events = await read(connect(server))
    assert [event.text for event in events[:-1]] == ["Ali ", "Shamkhani ", "signed."]
    assert events[-1] == Finished("stop", prompt_tokens=5, completion_tokens=3)


async def test_only_what_was_asked_for_is_sent():
    with ModelServer() as server:
        await read(connect(server, key="secret-key"))
    (body,) = server.requests
    assert body["messages"][1] == {"role": "user", "content": "Who signed it?"}
    assert body["max_tokens"] == 40
    assert not {"grammar", "cache_prompt", "logprobs", "stop", "seed"} & set(body)
    assert "Bearer secret-key" in server.headers[0]


async def test_probabilities_come_with_each_token_when_asked_for():
    request = CompletionRequest(REQUEST.messages, max_tokens=2, top_logprobs=2)
    with ModelServer(["Yes"]) as server:
        events = await read(connect(server), request)
    assert events[0] == Token("Yes", (("Yes", -0.1), ("other0", -2.0)))


@pytest.mark.parametrize(("llama_cpp", "sent"), [(True, True), (False, False)])
async def test_a_grammar_goes_only_to_a_server_that_is_llama_cpps(llama_cpp, sent):
    request = CompletionRequest(REQUEST.messages, max_tokens=2, grammar='root ::= "Yes" | "No"')
    with ModelServer(["Yes"], llama_cpp=llama_cpp) as server:
        await read(connect(server), request)
    assert ("grammar" in server.requests[0]) is sent


async def test_tokens_are_counted_by_the_server_where_it_can_and_estimated_elsewhere():
    with ModelServer(llama_cpp=True) as server, ModelServer() as plain:
        counting, guessing = connect(server), connect(plain)
        assert await counting.count_tokens("one two three") == 3
        assert await guessing.count_tokens("one two three") == 4
        await counting.aclose()
        await guessing.aclose()


async def test_warming_is_left_out_where_it_cannot_help():
    with ModelServer() as plain, ModelServer(llama_cpp=True) as server:
        for model in (connect(plain), connect(server)):
            await model.warm((("system", "Be brief."),))
            await model.aclose()
    assert not plain.requests
    assert server.requests[0]["max_tokens"] == 1


async def test_a_server_that_is_down_is_said_to_be():
    with ModelServer() as server:
        pass
    with pytest.raises(ModelServerDown, match="cannot be reached: start it, or check QA_LLM_BASE"):
        await read(connect(server))


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (500, "look into its log"),
        (503, "look into its log"),
        (401, "set QA_LLM_API_KEY"),
        (404, "serves a model named scripted"),
        (429, "wait"),
    ],
)
async def test_an_error_status_is_named_with_what_to_do_and_asked_once(status, advice):
    with (
        ModelServer(status=status) as server,
        pytest.raises(ModelServerDown, match=f"status {status}.*{advice}"),
    ):
        await read(connect(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("hang", [{"hang_before_headers": True}, {"hang_after": 0}])
async def test_a_server_that_says_nothing_is_given_up_and_freed(hang):
    with ModelServer(**hang) as server:
        with pytest.raises(ModelTimeout, match=r"wrote nothing for 0\.2 s.*QA_FIRST_TOKEN_TIMEOUT"):
            await read(connect(server, first=0.2))
        await until(lambda: server.left == 1)


async def test_a_pause_between_tokens_is_bounded_too():
    with ModelServer(["one two three four"], hang_after=2) as server:
        with pytest.raises(ModelTimeout, match=r"paused for more than 0\.2 s.*QA_TOKEN_TIMEOUT"):
            await read(connect(server, between=0.2))
        await until(lambda: server.left == 1)


@pytest.mark.parametrize("cut", [0, 1, 50, 130, 300])
async def test_a_stream_cut_at_any_byte_never_counts_as_complete(cut):
    with (
        ModelServer(["one two three four"], cut_after=cut) as server,
        pytest.raises(ModelInterrupted, match="stopped in the middle"),
    ):
        await read(connect(server))


async def test_nonsense_from_a_server_is_an_interruption_not_a_crash():
    with ModelServer(garbage=True) as server, pytest.raises(ModelInterrupted):
        await read(connect(server))


async def test_a_server_that_never_stops_writing_is_stopped():
    request = CompletionRequest(REQUEST.messages, max_tokens=5)
    with ModelServer(endless=True) as server:
        events = await read(connect(server), request)
        assert events[-1].reason == "length"
        assert len(events) < 50
        await until(lambda: server.left == 1)


async def test_closing_the_iterator_frees_the_server():
    with ModelServer(endless=True, pause=0.01) as server:
        model = connect(server)
        stream = model.stream(REQUEST)
        await anext(stream)
        await stream.aclose()
        await until(lambda: server.left == 1)
        await model.aclose()


async def test_cancelling_the_reader_frees_the_server():
    with ModelServer(endless=True, pause=0.01) as server:
        reader = asyncio.create_task(read(connect(server)))
        await until(lambda: server.streams == 1)
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
        await until(lambda: server.left == 1)


async def test_after_a_failure_the_next_question_is_answered():
    with ModelServer(["one two"], status=500) as server:
        model = connect(server)
        with pytest.raises(ModelServerDown):
            _ = [event async for event in model.stream(REQUEST)]
        server.behave()
        assert len([event async for event in model.stream(REQUEST)]) == 3
        await model.aclose()


async def until(condition, seconds=5.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the fake server runs in another loop
            await asyncio.sleep(0.01)
