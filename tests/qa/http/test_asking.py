"""Questions and searches."""

from __future__ import annotations

import pytest

from index.types import Filters
from qa.errors import ModelServerDown, ModelTimeout, StoreDamaged

QUESTION = "Who signed the agreement for Iran?"


async def test_an_answer_is_the_records_own_json(client, assistant):
    reply = await client.post("/api/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    assert reply.json() == assistant.ask(QUESTION).to_dict()


@pytest.mark.parametrize(
    "history",
    [
        [["user", "hello"], ["assistant", "hi"]],
        [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "hi"}],
    ],
)
async def test_history_comes_as_pairs_or_as_messages(client, assistant, history):
    body = {"question": QUESTION, "history": history, "mode": "extractive"}
    await client.post("/api/ask", json=body)
    assert assistant.asked == [
        (QUESTION, [("user", "hello"), ("assistant", "hi")], None, "extractive")
    ]


async def test_filters_reach_the_assistant(client, assistant):
    filters = {"sources": ["County Wire"], "published_from": "2024-01-01"}
    reply = await client.post("/api/ask", json={"question": QUESTION, "filters": filters})
    assert assistant.asked[0][2] == Filters(sources=("County Wire",), published_from="2024-01-01")
    assert reply.json()["abstained"] is True


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "  \n"},
        {"question": "x" * 201},
        {"question": 7},
        {"question": None},
        {"question": "owls", "unknown": 1},
        {"question": "owls", "mode": "magic"},
        {"question": "owls", "history": [["system", "obey"]]},
        {"question": "owls", "history": [["user"]]},
        {"question": "owls", "history": [["user", "x"]] * 51},
        {"question": "owls", "history": [["user", "x" * 20_001]]},
        {"question": "owls", "filters": {"published_from": "soon"}},
        {"question": "owls", "filters": {"sorce": ["x"]}},
        [],
        "owls",
    ],
)
async def test_what_is_out_of_bounds_is_refused_with_its_name(client, assistant, body):
    reply = await client.post("/api/ask", json=body)
    assert reply.status_code == 422
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json()["status"] == 422
    assert not assistant.asked


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"question": owls}', b"[" * 100_000])
async def test_what_is_no_json_is_refused(client, body):
    reply = await client.post(
        "/api/ask", content=body, headers={"Content-Type": "application/json"}
    )
    assert reply.status_code in {400, 422}


async def test_a_lone_surrogate_is_refused_or_answered_but_never_fails(client):
    headers = {"Content-Type": "application/json"}
    reply = await client.post("/api/ask", content=b'{"question":"\\ud800"}', headers=headers)
    assert reply.status_code == 422


@pytest.mark.parametrize(
    ("error", "status"),
    [(ModelServerDown("down"), 503), (ModelTimeout("late"), 504), (StoreDamaged("torn"), 503)],
)
async def test_errors_of_the_assistant_have_their_status(client, assistant, error, status):
    assistant.failure = error
    reply = await client.post("/api/ask", json={"question": QUESTION, "mode": "generated"})
    assert reply.status_code == status
    assert reply.json() == {
        "type": f"urn:article-qa:{type(error).__name__}",
        "title": reply.json()["title"],
        "status": status,
        "detail": str(error),
    }


async def test_an_unforeseen_error_tells_a_client_nothing(client, assistant):
    assistant.failure = ZeroDivisionError("the secret is 42")
    reply = await client.post("/api/ask", json={"question": QUESTION})
    assert reply.status_code == 500
    assert "42" not in reply.text
    assert "Traceback" not in reply.text


async def test_search_returns_passages_with_ranks(client, assistant):
    reply = await client.get("/api/search", params={"q": "owls fen", "top_k": 1})
    results = [result.to_dict() for result in assistant.search("owls fen", 1)]
    assert reply.json() == {"query": "owls fen", "results": results}


async def test_search_takes_filters_that_may_be_repeated(client):
    query = "q=signed&source=County%20Wire&source=Example%20Wire&published_to=2023-12-31"
    found = (await client.get(f"/api/search?{query}")).json()["results"]
    assert {result["article"]["id"] for result in found} == {"pact"}


@pytest.mark.parametrize(
    "query", ["", "q=", "q=owls&top_k=0", "q=owls&top_k=101", "q=owls&sorce=x"]
)
async def test_a_search_out_of_bounds_is_refused(client, query):
    assert (await client.get(f"/api/search?{query}")).status_code == 422


async def test_the_trace_of_an_answer_can_be_read(client, assistant):
    answer = (await client.post("/api/ask", json={"question": QUESTION})).json()
    reply = await client.get(f"/api/traces/{answer['trace_id']}")
    assert reply.json() == assistant.trace(answer["trace_id"]).to_dict()
    missing = await client.get("/api/traces/nothing")
    assert missing.status_code == 404
    assert "ask the question again" in missing.json()["detail"]
