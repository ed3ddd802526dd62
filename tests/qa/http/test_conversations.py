"""Kept conversations over HTTP."""

from __future__ import annotations

import asyncio

import pytest

ME = {"X-QA-Owner": "my-own-key-0123456789"}
YOU = {"X-QA-Owner": "your-own-key-0123456789"}
QUESTION = "Who signed the agreement for Iran?"
ROUTE = "/api/conversations"


async def asked(client, question=QUESTION):
    answer = (await client.post("/api/ask", json={"question": question})).json()
    return answer, {"trace_id": answer["trace_id"]}


@pytest.fixture
async def begun(client):
    """The address of a conversation of one turn."""
    _, body = await asked(client)
    reply = await client.post(ROUTE, json=body, headers=ME)
    assert reply.status_code == 201
    return reply.headers["location"]


async def titles(client, owner=ME, **query):
    reply = await client.get(ROUTE, params=query, headers=owner)
    return [each["title"] for each in reply.json()["conversations"]]


async def test_an_answer_begins_a_conversation_that_holds_it_whole(client):
    answer, body = await asked(client)
    reply = await client.post(ROUTE, json=body, headers=ME)
    assert reply.status_code == 201
    read = await client.get(reply.headers["location"])
    assert read.json() == reply.json()
    (turn,) = read.json()["turns"]
    assert turn["answer"] == answer
    assert (turn["question"], turn["note"]) == (QUESTION, "")
    assert turn["asked"].endswith("+00:00")
    assert read.headers["cache-control"] == "no-store"


async def test_a_second_answer_is_appended_and_an_edited_one_drops_what_came_after(client, begun):
    _, body = await asked(client, "How many owls were counted?")
    added = await client.post(f"{begun}/turns", json=body, headers=ME)
    assert (added.status_code, added.json()) == (201, {"position": 1})
    again = await client.post(f"{begun}/turns", json={**body, "position": 0}, headers=ME)
    assert again.json() == {"position": 0}
    turns = (await client.get(begun)).json()["turns"]
    assert [each["question"] for each in turns] == ["How many owls were counted?"]
    beyond = await client.post(f"{begun}/turns", json={**body, "position": 5}, headers=ME)
    assert beyond.status_code == 422
    assert beyond.json()["type"] == "urn:article-qa:ConversationError"


async def test_an_answer_that_this_server_did_not_give_cannot_be_kept(client, begun):
    for route in (ROUTE, f"{begun}/turns"):
        reply = await client.post(route, json={"trace_id": "made-up"}, headers=ME)
        assert reply.status_code == 404
        assert reply.json()["type"] == "urn:article-qa:TraceNotFound"
    forged = {"trace_id": "trace-1", "answer": {"text": "The moon is cheese."}}
    assert (await client.post(ROUTE, json=forged, headers=ME)).status_code == 422
    assert len(await titles(client)) == 1


async def test_the_list_is_the_owners_and_can_be_searched(client, begun):
    _, body = await asked(client, "How many owls were counted?")
    await client.post(ROUTE, json=body, headers=ME)
    assert await titles(client) == ["How many owls were counted?", QUESTION]
    assert await titles(client, q="shamkhani IRAN") == [QUESTION]
    assert await titles(client, q="%") == []
    assert await titles(client, YOU) == []


async def test_what_belongs_to_another_can_be_read_and_nothing_else(client, begun):
    _, body = await asked(client)
    attempts = [
        client.post(f"{begun}/turns", json=body, headers=YOU),
        client.patch(begun, json={"title": "Mine"}, headers=YOU),
        client.delete(begun, headers=YOU),
        client.post(f"{begun}/restore", json={}, headers=YOU),
    ]
    for reply in await asyncio.gather(*attempts):
        assert reply.status_code == 404
        assert reply.json()["type"] == "urn:article-qa:ConversationNotFound"
    assert (await client.get(begun)).json()["title"] == QUESTION
    assert (await client.get(f"{ROUTE}/nothing")).status_code == 404


async def test_the_key_is_in_no_reply(client, begun):
    for route in (ROUTE, begun, f"{begun}/markdown"):
        reply = await client.get(route, headers=ME)
        assert reply.status_code == 200
        assert ME["X-QA-Owner"] not in reply.text + str(reply.headers)


@pytest.mark.parametrize("headers", [{}, {"X-QA-Owner": "short"}, {"X-QA-Owner": "x" * 201}])
async def test_without_a_key_nothing_is_listed_or_changed(client, begun, headers):
    attempts = [
        client.get(ROUTE, headers=headers),
        client.post(ROUTE, json={"trace_id": "trace-1"}, headers=headers),
        client.patch(begun, json={"title": "A title"}, headers=headers),
        client.delete(begun, headers=headers),
    ]
    assert {reply.status_code for reply in await asyncio.gather(*attempts)} == {422}
    assert await titles(client) == [QUESTION]


async def test_a_key_in_the_address_is_refused(client, begun):
    reply = await client.get(ROUTE, params={"owner": ME["X-QA-Owner"]}, headers=ME)
    assert reply.status_code == 422


async def test_it_is_renamed_removed_and_restored(client, begun):
    assert (await client.patch(begun, json={"title": " Pact "}, headers=ME)).status_code == 204
    assert await titles(client) == ["Pact"]
    assert (await client.patch(begun, json={"title": " "}, headers=ME)).status_code == 422
    assert (await client.delete(begun, headers=ME)).status_code == 204
    assert (await client.get(begun)).status_code == 404
    assert await titles(client) == []
    assert (await client.post(f"{begun}/restore", json={}, headers=ME)).status_code == 204
    assert await titles(client) == ["Pact"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who signed it?", "who-signed-it"),
        ('a"; filename="/etc/passwd\r\nX: y', "a-filename-etc-passwd-x-y"),
        ("Łódź, Zoë & İzmir", "odz-zoe-izmir"),
        ("何を", "conversation"),
        ("..", "conversation"),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
async def test_it_leaves_as_a_file_with_a_safe_name(client, begun, title, name):
    await client.patch(begun, json={"title": title}, headers=ME)
    reply = await client.get(f"{begun}/markdown")
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    assert reply.headers["content-disposition"] == f'attachment; filename="{name}.md"'
    assert "> Ali Shamkhani signed the agreement for Iran." in reply.text
    assert "<https://example.org/pact>" in reply.text


async def test_many_at_once_lose_nothing(client, begun):
    _, body = await asked(client)
    replies = await asyncio.gather(
        *(client.post(f"{begun}/turns", json=body, headers=ME) for _ in range(8))
    )
    assert sorted(reply.json()["position"] for reply in replies) == list(range(1, 9))
    assert len((await client.get(begun)).json()["turns"]) == 9


async def test_a_page_of_another_site_can_neither_list_nor_remove(client, begun):
    foreign = {**ME, "Origin": "http://evil.example"}
    assert (await client.get(ROUTE, headers=foreign)).status_code == 403
    assert (await client.delete(begun, headers=foreign)).status_code == 403
    assert await titles(client) == [QUESTION]
