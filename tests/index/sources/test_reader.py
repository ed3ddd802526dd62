"""Sources: files, folders and pages are told by their content, and every failure has a reason."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.sources import FetchLimits, Hints, Raw, SourceReader, Unreadable
from tests.fakes.site import BODY, Site, page

Add = Callable[..., Any]


def test_a_folder_in_order_with_a_reason_for_each_file_that_is_not_read(
    tmp_path: Path, add: Add
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "a.md", "c.txt", ".hidden.txt", ".git/config.txt"):
        (tmp_path / name).write_text(f"The story of {name} is told here.")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "e.csv").write_text("a,b")
    (tmp_path / "f.txt").write_text("  \n")
    outcome = add(tmp_path)
    assert [Path(each.origin).name for each in outcome.articles] == ["a.md", "2.txt", "c.txt"]
    reasons = {Path(origin).name: reason for origin, reason in outcome.reasons.items()}
    assert list(reasons) == ["d.png", "e.csv", "f.txt"]
    assert "PNG picture" in reasons["d.png"]
    assert "not read (.csv)" in reasons["e.csv"]
    assert "empty" in reasons["f.txt"]


def test_links_that_lead_in_a_circle(tmp_path: Path, add: Add) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "story.txt").write_text("The story is told once.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "z").symlink_to(tmp_path / "a")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    outcome = add(tmp_path)
    assert len(outcome.articles) == 1
    assert outcome.reasons == {
        str(tmp_path / "broken.txt"): "no such file or folder; check the path"
    }


@pytest.mark.parametrize("source", ["", "/no/such/file.txt", "a\0b", "x" * 5000, "~nobody/x"])
def test_paths_that_lead_nowhere(source: str, reader: SourceReader) -> None:
    found = list(reader.read(source))
    assert [type(each) for each in found] == [Unreadable]


def test_a_pipe_is_not_waited_for(tmp_path: Path, add: Add) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in add(tmp_path).reason


def test_a_name_that_is_no_text_is_still_an_origin(tmp_path: Path, reader: SourceReader) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("The story is told here.")
    (raw,) = reader.read(tmp_path)
    raw.origin.encode()
    assert raw.origin.endswith("caf\\xe9.txt")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"Words.", "text"),
        ("a.txt", page(), "html"),
        ("a.html", b"%PDF-1.4\n...", "pdf"),
        ("a.xml", b"<?xml version='1.0'?><!-- c --><html xmlns='x'><p>a</p></html>", "html"),
        ("a.xml", "<!DOCTYPE html>\n<p>a".encode("utf-16"), "html"),
        ("a.md", b"<html> is how a page begins.", "markdown"),
        ("LICENSE", b"Words without an ending.", "text"),
        ("a.HTM", b"<p>Words", "html"),
        ("a.txt.gz", gzip.compress(b"Words."), "text"),
        ("a.txt", "Wörter".encode("utf-16"), "text"),
    ],
)
def test_content_is_told_before_the_name(
    tmp_path: Path, reader: SourceReader, name: str, data: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (raw,) = reader.read(tmp_path / name)
    assert isinstance(raw, Raw)
    assert raw.kind == kind


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", bytes(range(32)) * 20, "not text"),
        ("a.html", b"GIF89a....", "GIF picture"),
        ("a.xml", b"<?xml version='1.0'?><svg/>", "not read (.xml)"),
        ("a.zip", b"PK\x03\x04" + bytes(99), "archive"),
        ("a.gz", b"\x1f\x8b\x08broken", "gzip"),
        ("a.txt.gz", gzip.compress(bytes(60_000_000)), "unpacks to more than"),
        ("a.pdf", b"no pdf at all", "damaged"),
        ("a.docx", b"no docx at all", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "old or protected Office file"),
    ],
)
def test_files_that_hold_nothing(
    tmp_path: Path, add: Add, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert reason in add(tmp_path / name).reason


def test_a_page(add: Add, site: Site) -> None:
    url = site.serve("/story", page())
    article = add(url).article
    assert article.text == BODY
    assert article.url == url
    assert article.origin == url
    assert article.source == site.address.removeprefix("http://")


def test_a_page_after_a_redirect_keeps_where_it_was_asked_for(add: Add, site: Site) -> None:
    end = site.serve("/story", page())
    asked = site.redirect("/old", "/story")
    article = add(asked).article
    assert (article.origin, article.url) == (asked, end)


@pytest.mark.parametrize("media_type", ["text/plain; charset=koi8-r", "text/plain"])
def test_plain_text_from_the_web(add: Add, site: Site, media_type: str) -> None:
    text = "Совет города проголосовал за строительство моста через реку в понедельник вечером."
    url = site.serve("/story", text.encode("koi8-r"), media_type)
    assert add(url).article.text == text


def test_what_a_server_sends_that_is_no_article(add: Add, site: Site) -> None:
    url = site.serve("/a", b"\xff\xd8\xff\xe0" + bytes(99), "text/html")
    assert "JPEG picture" in add(url).reason
    assert "not read (video/mp4)" in add(site.serve("/b", b"ftypmp42", "video/mp4")).reason


def test_a_reader_may_not_fetch_from_this_machine_unless_allowed(add: Add, site: Site) -> None:
    url = site.serve("/story", page())
    with SourceReader(FetchLimits()) as strict:
        assert "not a public address" in add(url, strict).reason
    assert site.asked == []


def test_reading_is_lazy(tmp_path: Path, reader: SourceReader) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The story is told here.")
    reading = reader.read(tmp_path)
    next(reading)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(reading), Unreadable)


def test_a_fingerprint_changes_with_all_that_parsing_depends_on() -> None:
    raw = Raw("/a", "html", b"data", "https://x.org/", Hints(title="t"), "utf-8")
    others = [
        Raw("/a", "text", b"data", "https://x.org/", Hints(title="t"), "utf-8"),
        Raw("/a", "html", b"date", "https://x.org/", Hints(title="t"), "utf-8"),
        Raw("/a", "html", b"data", "https://y.org/", Hints(title="t"), "utf-8"),
        Raw("/a", "html", b"data", "https://x.org/", Hints(title="u"), "utf-8"),
        Raw("/a", "html", b"data", "https://x.org/", Hints(published=date(2026, 1, 1)), "utf-8"),
        Raw("/a", "html", b"data", "https://x.org/", Hints(title="t"), "koi8-r"),
    ]
    prints = {each.fingerprint for each in [raw, *others]}
    assert len(prints) == 1 + len(others)
    assert Raw("/b", "html", b"data", "https://x.org/", Hints(title="t"), "utf-8").fingerprint == (
        raw.fingerprint
    )


def test_a_raw_document_survives_the_way_to_the_parser() -> None:
    raw = Raw("/a", "html", b"d", None, Hints(title="t", published=date(2026, 1, 1)), "utf-8")
    assert Raw.from_header(raw.to_header(), raw.data) == raw


def test_a_word_file_that_unpacks_to_far_more_is_refused(tmp_path: Path, add: Add) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    assert "unpacks to 30,000,000 bytes" in add(path).reason
