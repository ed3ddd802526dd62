"""Uploads at the same time: of the same bytes, or under the same name."""

from __future__ import annotations

import asyncio
from io import BytesIO

import httpx
import pytest
from fastapi import UploadFile

from qa.assistant import Assistant
from qa.errors import StoreFull
from qa.http import create_app
from qa.http.uploads import Uploads

SAME = b"A title\nA text."


def upload(name: str, content: bytes) -> UploadFile:
    return UploadFile(BytesIO(content), size=len(content), filename=name)


async def posted(client, files: list[tuple[str, bytes]]) -> list[dict]:
    """Upload all at once, each in a request of its own; return the reports."""
    posts = [client.post("/api/articles/files", files=[("files", file)]) for file in files]
    replies = await asyncio.gather(*posts)
    assert {reply.status_code for reply in replies} <= {200, 201}
    return [reply.json() for reply in replies]


def listed(reports, *groups: str) -> list[dict]:
    return [item for report in reports for group in groups for item in report[group]]


@pytest.mark.parametrize("names", [["a.txt"] * 8, [f"{n}.txt" for n in range(8)]])
async def test_the_same_bytes_at_once_are_all_read(client, settings, names):
    reports = await posted(client, [(name, SAME) for name in names])
    assert len(listed(reports, "added")) == 1
    assert len(listed(reports, "added", "updated", "unchanged")) == 8
    assert not (settings.data_dir / "uploads").exists()


async def test_the_same_name_at_once_is_as_many_articles_as_contents(client, assistant):
    reports = await posted(client, [("a.txt", f"Title {n}\nOnce.".encode()) for n in range(8)])
    assert [item["source"] for item in listed(reports, "added")] == ["a.txt"] * 8
    assert len(assistant.store) == 11


async def test_the_same_with_the_real_assistant(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        app = create_app(assistant, settings, "key")
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            reports = await posted(client, [("a.txt", SAME)] * 4 + [("a.txt", b"Other\nTwice.")])
            assert len(listed(reports, "added")) == 2
            assert len(listed(reports, "unchanged")) == 3
        assert len(assistant.articles()) == 2
    assert not (settings.data_dir / "uploads").exists()


async def test_the_first_to_end_leaves_the_file_to_the_second(tmp_path):
    first, second = Uploads(tmp_path, 100), Uploads(tmp_path, 100)
    [path] = await first.store([upload("a.txt", SAME)])
    assert await second.store([upload("a.txt", SAME)]) == [path]
    first.discard()
    assert path.read_bytes() == SAME
    second.discard()
    assert not list(tmp_path.iterdir())


async def test_a_file_that_is_being_read_is_never_half_written(tmp_path):
    first, second = Uploads(tmp_path, 100), Uploads(tmp_path, 100)
    [path] = await first.store([upload("a.txt", SAME)])
    with path.open("rb") as reading:
        await second.store([upload("a.txt", SAME)])
        assert reading.read() == SAME
    first.discard()
    second.discard()


async def test_what_could_not_be_written_takes_nothing_from_the_others(tmp_path, monkeypatch):
    first, second = Uploads(tmp_path, 100), Uploads(tmp_path, 100)
    [path] = await first.store([upload("a.txt", SAME)])

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", full)
        with pytest.raises(StoreFull):
            await second.store([upload("a.txt", SAME)])
    assert path.read_bytes() == SAME
    first.discard()
    assert not list(tmp_path.iterdir())
