"""Suggesting what to ask next over HTTP."""

from __future__ import annotations

import time

import httpx
import pytest

QUESTION = "Who signed the agreement for Iran?"
NEXT = [f"Who signed pact {number} for Iraq?" for number in range(6)]


@pytest.fixture
async def trace_id(client, assistant):
    assistant.suggestions = NEXT
    return (await client.post("/api/ask", json={"question": QUESTION})).json()["trace_id"]


async def test_three_are_suggested_where_no_number_is_given(client, trace_id):
    reply = await client.get("/api/suggestions", params={"trace_id": trace_id})
    assert reply.status_code == 200
    assert reply.json() == {"suggestions": NEXT[:3]}


async def test_fewer_can_be_asked_for(client, trace_id):
    reply = await client.get("/api/suggestions", params={"trace_id": trace_id, "count": 1})
    assert reply.json() == {"suggestions": NEXT[:1]}


async def test_none_is_an_answer_too(client, assistant, trace_id):
    assistant.suggestions = []
    reply = await client.get("/api/suggestions", params={"trace_id": trace_id})
    assert (reply.status_code, reply.json()) == (200, {"suggestions": []})


@pytest.mark.parametrize("wrong", [{"count": 0}, {"count": 6}, {"trace_id": ""}])
async def test_bounds_are_kept(client, trace_id, wrong):
    reply = await client.get("/api/suggestions", params={"trace_id": trace_id, **wrong})
    assert reply.status_code == 422


async def test_an_answer_that_is_not_known_any_more_is_not_found(client):
    reply = await client.get("/api/suggestions", params={"trace_id": "gone"})
    assert reply.status_code == 404
    assert reply.json()["type"] == "urn:article-qa:TraceNotFound"


def test_a_client_that_leaves_cancels_the_model(server, assistant):
    with httpx.Client(base_url=server.address, timeout=30) as client:
        answer = client.post("/api/ask", json={"question": QUESTION}).json()
        assistant.pace = 60
        with pytest.raises(httpx.ReadTimeout):
            client.get("/api/suggestions", params={"trace_id": answer["trace_id"]}, timeout=0.5)
    assert _becomes_true(lambda: assistant.cancelled == 1)


def _becomes_true(condition) -> bool:
    for _ in range(3000):
        if condition():
            return True
        time.sleep(0.01)
    return False
