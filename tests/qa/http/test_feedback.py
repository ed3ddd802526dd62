"""Rating an answer over HTTP."""

from __future__ import annotations

import pytest

QUESTION = "Who signed the agreement for Iran?"
OWN = {"X-QA-Key": "the-owner's-key"}


@pytest.fixture
async def trace_id(client):
    answer = await client.post("/api/ask", json={"question": QUESTION})
    return answer.json()["trace_id"]


async def test_a_rating_is_kept_with_what_was_rated(client, assistant, trace_id):
    body = {"trace_id": trace_id, "rating": "wrong-source", "comment": " Not this article. "}
    reply = await client.post("/api/feedback", json=body)
    assert (reply.status_code, reply.content) == (204, b"")
    (kept,) = assistant.feedbacks()
    assert (kept.rating, kept.comment, kept.question) == (
        "wrong-source", "Not this article.", QUESTION
    )  # fmt: skip
    assert kept.citations[0].article_id == "pact"


async def test_a_comment_may_be_left_out(client, assistant, trace_id):
    reply = await client.post("/api/feedback", json={"trace_id": trace_id, "rating": "good"})
    assert reply.status_code == 204
    assert assistant.feedbacks()[0].comment == ""


async def test_an_answer_that_nobody_was_given_cannot_be_rated(client, assistant):
    body = {"trace_id": "nothing", "rating": "good"}
    reply = await client.post("/api/feedback", json=body)
    assert reply.status_code == 404
    assert reply.json()["type"] == "urn:article-qa:TraceNotFound"
    assert assistant.feedbacks() == []


@pytest.mark.parametrize(
    "wrong",
    [{"rating": "bad"}, {"rating": None}, {"comment": "x" * 5001}, {"trace_id": ""}, {"who": "me"}],
)
async def test_what_is_no_rating_is_refused(client, assistant, trace_id, wrong):
    body = {"trace_id": trace_id, "rating": "good", **wrong}
    assert (await client.post("/api/feedback", json=body)).status_code == 422
    assert assistant.feedbacks() == []


async def test_a_page_of_another_site_cannot_rate(client, assistant, trace_id):
    body = {"trace_id": trace_id, "rating": "good"}
    headers = {"Origin": "http://evil.example"}
    reply = await client.post("/api/feedback", json=body, headers=headers)
    assert reply.status_code == 403
    form = await client.post("/api/feedback", data=body)
    assert form.status_code == 415
    assert assistant.feedbacks() == []


async def test_only_the_owner_reads_what_others_have_rated(client, trace_id):
    await client.post("/api/feedback", json={"trace_id": trace_id, "rating": "good"})
    assert (await client.get("/api/owner/feedback")).status_code == 403
    kept = (await client.get("/api/owner/feedback", headers=OWN)).json()["feedback"]
    assert [each["question"] for each in kept] == [QUESTION]
