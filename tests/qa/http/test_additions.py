"""What came in or failed lately, over HTTP."""

from __future__ import annotations

import pytest

from qa.http.paths import named
from tests.qa.http.conftest import KEY

ARTICLE = {"title": "New", "text": "Something new."}


@pytest.fixture
async def log(client):
    body = {"sources": ["https://example.org/x"], "articles": [ARTICLE]}
    assert (await client.post("/api/articles", json=body)).status_code == 207

    async def log(**query):
        return (await client.get("/api/additions", params=query)).json()["additions"]

    return log


async def test_the_log_is_newest_first_with_reasons(log):
    added, failed = await log()
    assert (added["outcome"], added["title"], added["reason"]) == ("added", "New", None)
    assert (failed["outcome"], failed["source"]) == ("failed", "https://example.org/x")
    assert "could not be fetched" in failed["reason"]
    assert added["at"] == "2026-03-01T00:00:00+00:00"


async def test_the_log_can_be_cut_and_narrowed(log):
    assert [each["outcome"] for each in await log(limit=1)] == ["added"]
    assert [each["outcome"] for each in await log(outcome="failed")] == ["failed"]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 1001}, {"outcome": "unchanged"}])
async def test_what_is_out_of_bounds_is_refused(client, query):
    assert (await client.get("/api/additions", params=query)).status_code == 422


async def test_where_a_file_lies_is_for_the_owner_only(client, assistant, tmp_path):
    path = tmp_path / "story.md"
    path.write_text("# A story\nOnce.")
    assistant.add(path)

    async def source(**headers):
        [entry] = (await client.get("/api/additions", headers=headers)).json()["additions"]
        return entry["source"]

    assert await source() == "story.md"
    assert await source(**{"X-QA-Key": KEY}) == str(path)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://example.org/a/b#c/d", "https://example.org/a/b#c/d"),
        ("/home/me/feed.xml#https://example.org/1", "feed.xml#https://example.org/1"),
        ("/home/me/list.jsonl#7", "list.jsonl#7"),
        ("/home/me#2/secret#3/story.md", "story.md"),
        ("/home/me/a#b.txt", "a#b.txt"),
        ("story.md", "story.md"),
    ],
)
def test_a_source_is_named_without_its_folders(source, shown):
    assert named(source) == shown
