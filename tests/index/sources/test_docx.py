"""Word files: paragraphs and tables in order, with the document's own properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import pytest

from index.errors import ParseError
from index.sources.docx import check_archive
from index.types import Article

Parse = Callable[..., Article]


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def story() -> object:
    document = docx.Document()
    document.add_heading("Bridge to replace ferry", 0)
    document.add_paragraph("By Jane Doe")
    document.add_paragraph("The council voted on Monday to build a bridge.")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Part", "Price"), ("Bridge", "23 million")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("Work is to begin in September.")
    document.core_properties.created = datetime(2026, 3, 3, tzinfo=UTC)
    return document


def test_paragraphs_and_tables_in_order(parse: Parse) -> None:
    article = parse("docx", saved(story()))
    assert article.title == "Bridge to replace ferry"
    assert article.author == "Jane Doe"
    assert article.published == date(2026, 3, 3)
    assert article.text == (
        "The council voted on Monday to build a bridge.\n\n"
        "Part | Price\nBridge | 23 million\n\nWork is to begin in September."
    )


def test_properties(parse: Parse) -> None:
    document = docx.Document()
    document.add_paragraph("The council voted on Monday to build a bridge.")
    document.core_properties.title = "A bridge"
    document.core_properties.author = "Max Roe"
    document.core_properties.language = "en-GB"
    article = parse("docx", saved(document))
    assert (article.title, article.author, article.language) == ("A bridge", "Max Roe", "en")


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(docx.Document()), "no text"),
        (b"PK\x03\x04 word/document", "damaged"),
        (saved(story())[:-3000], "damaged"),
        (archive({"word/document.xml": b"<a/>"}), "damaged"),
        (archive({"word/document.xml": bytes(51_000_000)}), "unpacks to 51,000,000 bytes"),
        (archive({"word/document.xml": bytes(5_000_000)}), "unpacks to 5,000,000 bytes"),
    ],
)
def test_files_without_text(parse: Parse, data: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        parse("docx", data)


def test_a_short_text_that_packs_well_is_no_bomb() -> None:
    check_archive(archive({"word/document.xml": b"a" * 1_500_000}))


def test_entities_are_not_expanded(parse: Parse) -> None:
    members = {}
    with zipfile.ZipFile(io.BytesIO(saved(story()))) as read:
        members = {name: read.read(name) for name in read.namelist()}
    xml = members["word/document.xml"].split(b"?>", 1)[1]
    laughs = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    members["word/document.xml"] = laughs + xml.replace(b"on Monday", b"&x;")
    assert "root:" not in parse("docx", archive(members)).text
