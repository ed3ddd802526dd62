"""Listing, reading, adding and removing articles."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import quote

import pytest

from index.types import Article
from qa.errors import StoreFull
from qa.http.uploads import shown_name, stored_name

OWN = {"X-QA-Key": "the-owner's-key"}
EVENTS = {"Accept": "text/event-stream"}
ARTICLE = {"title": "New", "text": "Something new.", "published": "2026-03-01"}


async def test_the_list_has_a_total_and_pages(client):
    page = (await client.get("/api/articles", params={"offset": 1, "limit": 1})).json()
    assert (page["total"], page["offset"], page["limit"]) == (3, 1, 1)
    assert [article["id"] for article in page["articles"]] == ["pact"]
    assert "text" not in page["articles"][0]


async def test_the_list_takes_filters(client):
    page = (await client.get("/api/articles", params={"source": "county wire"})).json()
    assert [article["id"] for article in page["articles"]] == ["owls"]


async def test_the_list_is_searched_and_sorted(client, assistant):
    assistant.add_articles([Article(id="a", title="An owl census", text="Nine.", author="Wire")])

    async def ids(**query):
        page = (await client.get("/api/articles", params=query)).json()
        assert page["total"] == len(page["articles"])
        return [article["id"] for article in page["articles"]]

    assert await ids(q="owl") == ["owls", "a"]
    assert await ids(q="OWL wire") == ["owls", "a"]
    assert await ids(q="owl wire county") == ["owls"]
    assert await ids(q="owl", sort="title") == ["a", "owls"]
    assert await ids(q="owl", sort="added") == ["a", "owls"]
    assert await ids(q="owl", source="county wire") == ["owls"]
    assert await ids(q="parrot") == []
    assert (await client.get("/api/articles", params={"sort": "size"})).status_code == 422


async def test_the_list_tells_when_an_article_came_in(client):
    await client.post("/api/articles", json={"articles": [ARTICLE]})
    [newest, *others] = (await client.get("/api/articles", params={"sort": "added"})).json()[
        "articles"
    ]
    assert (newest["title"], newest["added"]) == ("New", "2026-03-01T00:00:00+00:00")
    assert [article["added"] for article in others] == [None, None, None]


async def test_an_article_is_read_whole(client, assistant):
    reply = await client.get("/api/articles/pact")
    assert reply.json() == assistant.article("pact").to_dict()


@pytest.mark.parametrize("article_id", ["a/b", "..%2Fx", "%00", "ünï", "files"])
async def test_an_id_may_hold_anything(client, article_id):
    assert (await client.get(f"/api/articles/{article_id}")).status_code == 404


async def test_a_removed_article_is_gone(client):
    assert (await client.delete("/api/articles/pact")).status_code == 204
    assert (await client.get("/api/articles/pact")).status_code == 404
    assert (await client.delete("/api/articles/pact")).status_code == 404


@pytest.mark.parametrize("article_id", ["owls", "a/b", "files", "x/refresh", "restore", "ünï"])
async def test_a_removal_can_be_undone(client, assistant, article_id):
    assistant.add_articles([Article(id=article_id, title="T", text="Forty owls were counted.")])
    path = f"/api/articles/{quote(article_id, safe='')}"
    before = (await client.get(path)).json()
    assert (await client.delete(path)).status_code == 204
    again = await client.post(f"{path}/restore", json={})
    assert (again.status_code, again.json()) == (200, before)
    assert (await client.get(path)).json() == before


async def test_what_was_not_removed_cannot_be_brought_back(client):
    reply = await client.post("/api/articles/none/restore", json={})
    assert reply.status_code == 404
    assert "no longer be undone" in reply.json()["detail"]


@pytest.mark.parametrize("article_id", ["story", "a/b", "files", "x/refresh", "restore"])
async def test_an_article_is_read_again_from_its_page(client, assistant, article_id):
    url = "https://example.org/story"
    old = Article(id=article_id, title="Story", text="Once.", url=url)
    assistant.add_articles([old])
    path = f"/api/articles/{quote(article_id, safe='')}"
    assistant.pages[url] = replace(old, text="Twice.", content_hash="")
    changed = await client.post(f"{path}/refresh", json={})
    assert changed.status_code == 200
    assert [item["article_id"] for item in changed.json()["updated"]] == [article_id]
    assert (await client.get(path)).json()["text"] == "Twice."
    same = await client.post(f"{path}/refresh", json={})
    assert same.status_code == 200
    assert [item["article_id"] for item in same.json()["unchanged"]] == [article_id]


async def test_a_page_that_cannot_be_read_again_leaves_the_article(client, assistant):
    before = assistant.article("pact")
    reply = await client.post("/api/articles/pact/refresh", json={})
    assert reply.status_code == 422
    assert "could not be fetched" in reply.json()["report"]["failed"][0]["reason"]
    assert assistant.article("pact") == before
    assert (await client.post("/api/articles/none/refresh", json={})).status_code == 404


async def test_where_an_article_was_read_is_for_the_owner_only(client, assistant, tmp_path):
    file = tmp_path / "story.md"
    file.write_text("# A story\nOnce.")
    [item] = assistant.add(file).added
    path = f"/api/articles/{item.article_id}"
    assert (await client.get(path)).json()["origin"] == "story.md"
    assert (await client.get(path, headers=OWN)).json()["origin"] == str(file)
    assert (await client.delete(path)).status_code == 204
    back = await client.post(f"{path}/restore", json={})
    assert back.json()["origin"] == "story.md"


async def test_a_file_is_read_again_for_the_owner_only(client, assistant, tmp_path):
    file = tmp_path / "story.md"
    file.write_text("# A story\nOnce.")
    [item] = assistant.add(file).added
    file.write_text("# A story\nTwice.")
    path = f"/api/articles/{item.article_id}"
    refused = await client.post(f"{path}/refresh", json={})
    assert refused.status_code == 422
    assert "no address" in refused.json()["detail"]
    assert (await client.get(path)).json()["text"] == "Once."
    assert (await client.post(f"{path}/refresh", json={}, headers=OWN)).status_code == 200
    assert (await client.get(path)).json()["text"] == "Twice."


async def test_adding_says_201_then_200_when_nothing_changed(client, assistant):
    first = await client.post("/api/articles", json={"articles": [ARTICLE]})
    again = await client.post("/api/articles", json={"articles": [ARTICLE]})
    assert (first.status_code, again.status_code) == (201, 200)
    [item] = first.json()["added"]
    assert assistant.article(item["article_id"]).title == "New"


async def test_a_part_that_fails_is_207_and_all_of_it_422(client):
    body = {"sources": ["https://example.org/x"], "articles": [ARTICLE]}
    some = await client.post("/api/articles", json=body)
    assert some.status_code == 207
    assert "could not be fetched" in some.json()["failed"][0]["reason"]
    none = await client.post("/api/articles", json={"sources": ["https://example.org/x"]})
    assert none.status_code == 422
    assert none.json()["report"]["failed"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"sources": [""]},
        {"articles": [{"title": "no text"}]},
        {"articles": [{**ARTICLE, "url": "javascript:alert(1)"}]},
        {"articles": [{**ARTICLE, "url": "https://x y"}]},
        {"articles": [{**ARTICLE, "origin": "/etc"}]},
        {"articles": [{**ARTICLE, "id": ".."}]},
        {"articles": [{**ARTICLE, "published": "yesterday"}]},
    ],
)
async def test_what_is_out_of_bounds_is_refused(client, assistant, body):
    assert (await client.post("/api/articles", json=body)).status_code == 422
    assert len(assistant.store) == 3


@pytest.mark.parametrize("source", ["/etc/hostname", "file:///etc/hostname", "../x", "ftp://x/y"])
async def test_paths_are_for_the_owners_commands_only(client, source, tmp_path):
    reply = await client.post("/api/articles", json={"sources": [source]})
    assert reply.status_code == 403
    file = tmp_path / "story.md"
    file.write_text("# A story\nOnce.")
    reply = await client.post("/api/articles", json={"sources": [str(file)]}, headers=OWN)
    assert reply.status_code == 201


async def test_progress_comes_as_events_and_the_report_last(client):
    body = {"sources": ["https://example.org/x"], "articles": [ARTICLE]}
    reply = await client.post("/api/articles", json=body, headers=EVENTS)
    names = [line[7:] for line in reply.text.splitlines() if line.startswith("event: ")]
    assert names == ["progress", "progress", "report"]
    report = json.loads(reply.text.rsplit("data: ", 1)[1])
    assert (len(report["added"]), len(report["failed"])) == (1, 1)


async def test_a_full_disk_is_507(client, assistant):
    assistant.failure = StoreFull("no space is left: free some")
    reply = await client.post("/api/articles", json={"articles": [ARTICLE]})
    assert reply.status_code == 507
    assistant.failure = StoreFull("no space is left: free some")
    reply = await client.post("/api/articles", json={"articles": [ARTICLE]}, headers=EVENTS)
    assert '"status": 507' in reply.text.splitlines()[-2]


class TestUploads:
    async def test_files_become_articles_under_the_callers_names(self, client, assistant, settings):
        files = [("files", ("../../etc/my story.txt", b"A title\nA text."))]
        reply = await client.post("/api/articles/files", files=files)
        assert reply.status_code == 201
        [item] = reply.json()["added"]
        assert item["source"] == "my story.txt"
        article = assistant.article(item["article_id"])
        assert article.title == "A title"
        assert article.origin.startswith(str(settings.data_dir / "uploads"))
        assert not (settings.data_dir / "uploads").exists()
        [logged] = (await client.get("/api/additions")).json()["additions"]
        assert (logged["outcome"], logged["source"]) == ("added", "my story.txt")

    async def test_the_same_file_again_is_recognised(self, client):
        files = [("files", ("a.txt", b"A title\nA text."))]
        await client.post("/api/articles/files", files=files)
        again = await client.post("/api/articles/files", files=files)
        assert again.json()["unchanged"][0]["source"] == "a.txt"

    async def test_a_file_over_the_limit_is_refused_by_name_and_the_rest_is_taken(
        self, client, settings, monkeypatch
    ):
        monkeypatch.setattr("qa.http.articles.Uploads", lambda folder, _: _uploads(folder))
        files = [("files", ("big.txt", b"x" * 101)), ("files", ("small.txt", b"T\nx"))]
        reply = await client.post("/api/articles/files", files=files)
        assert reply.status_code == 207
        assert reply.json()["failed"][0]["source"] == "big.txt"
        assert reply.json()["added"][0]["source"] == "small.txt"

    async def test_too_many_files_are_refused(self, client, assistant):
        files = [("files", (f"{n}.txt", b"T\nx")) for n in range(101)]
        assert (await client.post("/api/articles/files", files=files)).status_code in {400, 413}
        assert len(assistant.store) == 3

    @pytest.mark.parametrize(
        ("given", "shown", "stored"),
        [
            ("my story.pdf", "my story.pdf", "my-story.pdf"),
            ("../../etc/passwd", "passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini", "boot-ini"),
            ("a.php\x00.txt", "a.php.txt", "a-php.txt"),
            ("..", "..", "upload"),
            ("", "upload", "upload"),
            (None, "upload", "upload"),
            ("x.TXT", "x.TXT", "x.txt"),
            ("Łódź élan.md", "Łódź élan.md", "Łódź-élan.md"),
            (".txt", ".txt", "upload.txt"),
        ],
    )
    def test_names_are_made_harmless(self, given, shown, stored):
        assert shown_name(given) == shown
        assert stored_name(shown) == stored

    def test_a_long_name_still_fits_a_file_system(self):
        assert len(stored_name("ł" * 5000 + ".txt").encode()) <= 255


def _uploads(folder):
    from qa.http.uploads import Uploads

    return Uploads(folder, 100)
