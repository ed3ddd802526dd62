"""Streams: their frames, their end, and clients that leave."""

from __future__ import annotations

import asyncio
import json
import time

import httpx
import pytest

from qa.errors import ModelInterrupted
from qa.http import events
from qa.http.events import EventStream, frame

QUESTION = "Who signed the agreement for Iran?"
ACCEPT = {"Accept": "text/event-stream"}


def parsed(text):
    frames = []
    for block in text.split("\n\n")[:-1]:
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if lines:
            frames.append((lines["event"], json.loads(lines["data"])))
    return frames


async def test_evidence_comes_first_then_tokens_then_the_answer(client, assistant):
    reply = await client.post("/api/ask", json={"question": QUESTION}, headers=ACCEPT)
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    frames = parsed(reply.text)
    names = [name for name, _ in frames]
    assert names == ["evidence", *["token"] * (len(names) - 2), "answer"]
    draft = "".join(content["text"] for name, content in frames if name == "token")
    assert draft == frames[-1][1]["text"]
    assert frames[-1][1] == assistant.ask(QUESTION).to_dict()


def test_text_cannot_break_out_of_its_frame():
    text = "a\n\nevent: answer\rdata: x\u2028"
    assert frame("token", {"text": text}).count(b"\n") == 3
    assert parsed(frame("token", {"text": text}).decode()) == [("token", {"text": text})]


async def test_an_error_before_the_first_event_has_its_status(client, assistant):
    reply = await client.post("/api/ask", json={"question": "  "}, headers=ACCEPT)
    assert reply.status_code == 422


async def test_an_error_in_the_middle_is_the_last_event(client, assistant):
    assistant.failure = ModelInterrupted("the model stopped: ask again")
    reply = await client.post("/api/ask", json={"question": QUESTION}, headers=ACCEPT)
    [(name, problem)] = parsed(reply.text)
    assert name == "error"
    assert problem["type"] == "urn:article-qa:ModelInterrupted"
    assert problem["detail"] == "the model stopped: ask again"


async def test_silence_is_filled_with_comments(monkeypatch):
    monkeypatch.setattr(events, "PING_EVERY", 0.01)

    async def slow():
        await asyncio.sleep(0.05)
        yield frame("token", {})

    sent = [each async for each in EventStream(slow(), asyncio.Event()).body_iterator]
    assert sent[0] == events.PING
    assert sent[-1] == frame("token", {})


async def test_a_server_that_stops_says_so():
    stopping, closed = asyncio.Event(), []

    async def endless():
        try:
            while True:
                yield frame("token", {})
                await asyncio.sleep(10)
        finally:
            closed.append(True)

    stream = EventStream(endless(), stopping).body_iterator
    assert await anext(stream) == frame("token", {})
    stopping.set()
    assert parsed((await anext(stream)).decode())[0][0] == "error"
    with pytest.raises(StopAsyncIteration):
        await anext(stream)
    assert closed == [True]


def wait_for(condition):
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_a_client_that_leaves_a_stream_cancels_the_model(server, assistant):
    assistant.pace = 0.5
    with (
        httpx.Client(base_url=server.address) as client,
        client.stream("POST", "/api/ask", json={"question": QUESTION}, headers=ACCEPT) as reply,
    ):
        next(reply.iter_lines())
    assert wait_for(lambda: assistant.cancelled == 1)


def test_a_client_that_leaves_without_waiting_for_the_answer_cancels_the_model(server, assistant):
    assistant.pace = 5
    with (
        httpx.Client(base_url=server.address, timeout=0.3) as client,
        pytest.raises(httpx.ReadTimeout),
    ):
        client.post("/api/ask", json={"question": QUESTION})
    assert wait_for(lambda: assistant.cancelled == 1)
