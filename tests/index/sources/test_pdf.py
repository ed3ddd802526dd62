"""PDF: text in paragraphs, and a plain reason for a file that gives none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

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


FIRST = "The windows by Viollet-le-Duc, which the fire had left whole, are to be ta"
LATER = "ken out in spring, said the mayor."


def test_a_sentence_runs_on_over_a_page_break_without_the_foot_between(parse: Parse) -> None:
    one, two = [*STORY, f"{FIRST}-"], [LATER]
    for number, page in enumerate((one, two), 1):
        page.extend([""] * (40 - len(page)) + ["The Gazette", f"{number}"])
    text = parse("pdf", pdf(one, two)).text
    assert f"{FIRST}{LATER}" in text
    assert "Gazette" not in text
    assert text.endswith("said the mayor.")


def test_a_first_line_that_both_pages_share_is_kept(parse: Parse) -> None:
    shared = "In Port Selwyn the ferry has been late on every day of this long week."
    text = parse("pdf", pdf([shared, *STORY[3:]], [shared, *STORY[3:]])).text
    assert text.count(shared) == 2


def test_the_sample_has_no_foot_in_the_middle_of_a_sentence(parse: Parse) -> None:
    seed = Path(__file__).parents[3] / "seeds" / "notre-dame-reopening.pdf"
    text = parse("pdf", seed.read_bytes()).text
    assert "that came through the fire unharmed. The national" in text
    assert "The Chantry Review" not in text
    assert text.endswith("the church should be open to all.")


def test_ligatures_become_letters() -> None:
    assert join_pages([["The mis\ufb01ts of the o\ufb03ce"]]) == "The misfits of the office"


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("a long sentence that", "went on to its end.", "a long sentence that went on to its end."),
        ("a long sentence of", "Paris had an end.", "a long sentence of Paris had an end."),
        ("a long sentence, bro-", "ken in a word.", "a long sentence, broken in a word."),
        ("a long sentence, bro\u00ad", "ken in a word.", "a long sentence, broken in a word."),
        ("a sentence at its end.", "Another one.", "a sentence at its end.\n\nAnother one."),
        ("Headline", "Then the text.", "Headline\n\nThen the text."),
        ("a long sentence, and:", "- one", "a long sentence, and:\n\n- one"),
    ],
)
def test_a_paragraph_goes_on_over_a_page_break(last: str, first: str, joined: str) -> None:
    text = join_pages([["The two lines above it,", "they are full of", last], [first]])
    assert text == f"The two lines above it, they are full of {joined}"


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
