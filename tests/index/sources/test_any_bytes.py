"""Any byte string given to any parser ends in articles or in one named reason."""

from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.errors import ParseError
from index.sources import Raw, SourceReader, Unreadable
from index.sources.inflate import inflate
from index.sources.normal import normalise
from index.sources.parsing import KINDS
from index.sources.sniff import kind_of, unpack
from index.sources.worker import answer

TOKENS = [
    b"<p>", b"</p>", b"<html>", b"<article>", b"<!doctype html>", b"<script>", b"<![CDATA[", b"]]>",
    b"&amp;", b"&#x110000;", b"<rss><channel><item>", b"<title>", b"<urlset><url><loc>",
    b"---\n", b"title: ", b"- ", b"| a | b |\n|--|--|\n", b"```", b"# ", b"[a](b)", b"> ",
    b"%PDF-1.4\n", b"1 0 obj<<", b">>", b"/Root 1 0 R", b"trailer", b"startxref\n0", b"stream\n",
    b'{"text": "', b'"}', b"\\ud800", b"Source: ", b"By Jane Doe\n", b"\n\n", b" ", b"word ",
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08",
]  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=8)), max_size=30).map(b"".join),
)


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES, charset=st.sampled_from([None, "utf-8", "utf-16", "koi8-r", "nonsense"]))
@example(data=b"<p>" * 5000, charset=None)
@example(data=b"[" * 5000 + b"](" * 5000, charset=None)
@example(data=b"- " * 3000 + b"a", charset=None)
def test_parsers(kind: str, data: bytes, charset: str | None) -> None:
    raw = Raw("/a", kind, data, charset=charset)
    reply = answer({"task": "articles", "raw": raw.to_header()}, data)
    if "reason" in reply:
        assert len(reply["reason"]) < 400
        assert "\n" not in reply["reason"]
        return
    for article in reply["result"]:
        assert article["text"].strip()
        assert article["title"].strip()
        assert article["text"] == normalise(article["text"])


@pytest.mark.parametrize("task", ["feed", "sitemap"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES)
def test_lists(task: str, data: bytes) -> None:
    reply = answer({"task": task, "raw": Raw("/a", task, data).to_header()}, data)
    assert "result" in reply or "\n" not in reply["reason"]


@given(BYTES, st.sampled_from(["a.txt", "a.html", "a.xml", "a.md", "a", "a.docx"]))
def test_telling_the_kind(data: bytes, name: str) -> None:
    with suppress(ParseError):
        assert kind_of(data, name)


@given(BYTES, st.text(max_size=12))
def test_unpacking(data: bytes, encodings: str) -> None:
    for packed in (data, gzip.compress(data)[: len(data)], gzip.compress(data)):
        with suppress(ParseError):
            assert len(unpack(packed, 100)) <= 100
        with suppress(ParseError):
            assert len(inflate(packed, encodings, 1000)) <= 1000


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES, st.sampled_from(["txt", "html", "xml", "md", "jsonl", "pdf", "docx", "gz", "bin"]))
def test_reading_a_file_never_raises(
    reader: SourceReader, tmp_path: Path, data: bytes, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    for each in reader.read(path):
        assert isinstance(each, Unreadable) or reader_takes(reader, each)


def reader_takes(reader: SourceReader, raw: Raw) -> bool:
    with suppress(ParseError):
        return all(article.origin == raw.origin for article in reader.parse(raw))
    return True


@settings(max_examples=30)
@given(BYTES)
def test_word_files_with_broken_parts(data: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", data)
        archive.writestr("[Content_Types].xml", data)
        archive.writestr("_rels/.rels", data)
    raw = Raw("/a", "docx", out.getvalue())
    assert "reason" in answer({"task": "articles", "raw": raw.to_header()}, raw.data)
