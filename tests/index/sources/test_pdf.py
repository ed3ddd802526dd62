"""PDF: text in paragraphs, and a plain reason for a file that gives none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from index.errors import ParseError
from index.sources.reflow import join_lines, join_pages
from index.types import Article

Parse = Callable[..., Article]


def pdf(*pages: list[str], info: str = "") -> bytes:
    """A small PDF with one line of text under the other on each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 740 Td {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        body
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R"
            f" /Info {len(objects)} 0 R >>\nstartxref\n{len(body)}\n%%EOF"
        ).encode()
    )


STORY = [
    "Bridge to replace ferry",
    "By Jane Doe",
    "The Gazette, 3 March 2026",
    "The council of Port Selwyn voted on Monday to build a lifting bridge over the ri-",
    "ver, after a debate of four hours. Eleven members were in favour of the plan.",
    "Six were against it.",
    "Work on the foundations is to begin in September, said the leader of the council.",
]


def test_an_article_on_paper(parse: Parse) -> None:
    article = parse("pdf", pdf(STORY))
    assert article.title == "Bridge to replace ferry"
    assert article.author == "Jane Doe"
    assert article.source == "The Gazette"
    assert article.published == date(2026, 3, 3)
    assert article.text == (
        "The council of Port Selwyn voted on Monday to build a lifting bridge over the river, "
        "after a debate of four hours. Eleven members were in favour of the plan. "
        "Six were against it.\n\n"
        "Work on the foundations is to begin in September, said the leader of the council."
    )


def test_metadata_where_the_text_says_nothing(parse: Parse) -> None:
    info = "/Title (A bridge) /Author (Jane Doe) /CreationDate (D:20260303101500Z)"
    article = parse("pdf", pdf(STORY[3:], info=info))
    assert (article.title, article.author) == ("A bridge", "Jane Doe")
    assert article.published == date(2026, 3, 3)
    poor = parse("pdf", pdf(STORY, info="/Title (Microsoft Word - final2.docx)"))
    assert poor.title == "Bridge to replace ferry"


def test_running_heads_and_page_numbers_go() -> None:
    words = ["bridge", "ferry", "harbour", "council", "river"]
    pages = [
        f"The Gazette, issue {at}\nThe first line of the page is about the {word}, and\n"
        f"its last is about the {word} as well.\nPage {at} of 5"
        for at, word in enumerate(words, 1)
    ]
    text = join_pages(pages)
    assert "issue" not in text
    assert "Page" not in text
    assert all(text.count(word) == 2 for word in words)


def test_ligatures_become_letters() -> None:
    assert join_pages(["The mis\ufb01ts of the o\ufb03ce"]) == "The misfits of the office"


def test_a_sentence_goes_on_over_a_page_break() -> None:
    text = join_pages(["It was on this page that the very long sentence", "went on to its end."])
    assert text == "It was on this page that the very long sentence went on to its end."


def test_compounds_keep_their_hyphen_and_lists_their_lines() -> None:
    assert (
        join_lines(["a debate about Franco-", "German trade"])
        == "a debate about Franco- German trade"
    )
    assert join_lines(["Three points were made here:", "- one", "- two"]) == (
        "Three points were made here:\n\n- one\n\n- two"
    )


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(STORY))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_a_reason_but_protection_without_one_is_not(parse: Parse) -> None:
    with pytest.raises(ParseError, match=r"^encrypted: .*password"):
        parse("pdf", encrypted("secret"))
    assert parse("pdf", encrypted("")).title == "Bridge to replace ferry"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([]), "no text layer"),
        (pdf(), "no text layer"),
        (b"%PDF-1.4\n", "damaged"),
        (b"%PDF-1.7\n" + bytes(5000), "damaged"),
        (pdf(STORY)[:300], "damaged|no text layer"),
        (pdf(STORY).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "damaged|no text layer"),
    ],
)
def test_files_without_text(parse: Parse, data: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        parse("pdf", data)


def test_a_bomb_of_nested_compression_ends_with_a_reason(parse: Parse) -> None:
    packed = zlib.compress(zlib.compress(bytes(120_000_000), 1), 9)
    stream = f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
    plain = pdf(["x"])
    start = plain.index(b"4 0 obj\n") + 8
    end = plain.index(b"endobj", start)
    bomb = plain[:start] + stream + packed + b"\nendstream\n" + plain[end:]
    with pytest.raises(ParseError):
        parse("pdf", bomb)
