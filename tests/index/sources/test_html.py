"""Web pages: the article without what surrounds it, and what the page says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from index.errors import ParseError
from index.sources import Hints
from index.types import Article
from tests.fakes.site import BODY, PARAGRAPHS, page

Parse = Callable[..., Article]

META = (
    '<meta property="og:site_name" content="The Gazette">'
    '<meta name="author" content="Jane Doe; Max Roe">'
    '<meta property="article:published_time" content="2026-03-03T10:00:00Z">'
    '<link rel="canonical" href="https://gazette.example/bridge">'
)


def test_text_and_metadata(parse: Parse) -> None:
    article = parse("html", page("Council backs a bridge - The Gazette", META))
    assert article.text == BODY
    assert article.title == "Council backs a bridge"
    assert article.source == "The Gazette"
    assert article.author == "Jane Doe, Max Roe"
    assert article.published == date(2026, 3, 3)
    assert article.language == "en"
    assert article.url == "https://gazette.example/bridge"


def test_a_closing_note_and_source_lines_are_set_apart(parse: Parse) -> None:
    note = "Jane Doe is a reporter at the Gazette, where she covers transport and rivers."
    article = parse("html", page(end=f"<p>Source: Town archive</p><p>{note}</p>"))
    assert article.text == BODY
    assert article.credits == ("Town archive",)
    assert article.note == note
    assert article.author == "Jane Doe"


def test_a_byline_and_a_date_in_the_text_are_no_body(parse: Parse) -> None:
    html = page().decode()
    html = html.replace("</h1>", "</h1><p>By Jane Doe</p><p>Updated March 3, 2026, 2:47 p.m.</p>")
    article = parse("html", html)
    assert article.text == BODY
    assert article.author == "Jane Doe"
    assert article.published == date(2026, 3, 3)


def test_a_fetched_page_may_not_pass_for_another_site(parse: Parse) -> None:
    own = parse("html", page(head=META), url="https://www.gazette.example/bridge?utm=1")
    assert own.url == "https://gazette.example/bridge"
    other = parse("html", page(head=META), url="https://evil.example/bridge")
    assert other.url == "https://evil.example/bridge"


def test_the_pages_own_word_wins_over_hints_which_fill_the_rest(parse: Parse) -> None:
    hints = Hints(title="Hinted", source="Hinted", author="Hinted", published=date(2020, 1, 1))
    full = parse("html", page(head=META), hints=hints)
    assert (full.source, full.author, full.published) == (
        "The Gazette",
        "Jane Doe, Max Roe",
        date(2026, 3, 3),
    )
    bare = parse("html", page(), hints=hints)
    assert (bare.source, bare.author, bare.published) == ("Hinted", "Hinted", date(2020, 1, 1))


def test_an_article_that_only_the_structured_data_holds(parse: Parse) -> None:
    data = {"@graph": [{"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)}]}
    html = (
        f"<html><head><title>Council backs a bridge</title><script type='application/ld+json'>"
        f"{json.dumps(data)}</script></head><body><div id='root'></div></body></html>"
    )
    assert parse("html", html).text == " ".join(PARAGRAPHS)


def test_scripts_and_markup_never_become_text(parse: Parse) -> None:
    text = parse(
        "html", page(end="<script>alert(1)</script><p onclick='x()'>Last &lt;b&gt; one.")
    ).text
    assert "alert" not in text
    assert "onclick" not in text
    assert text.endswith("Last <b> one.")


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<!doctype html>",
    ],
)
def test_a_page_without_an_article_is_a_reason(parse: Parse, html: str) -> None:
    with pytest.raises(ParseError, match="no article text"):
        parse("html", html)


@pytest.mark.parametrize(
    ("encoding", "meta", "charset"),
    [
        ("utf-8", "", None),
        ("utf-8", "<meta charset='utf-8'>", None),
        ("windows-1252", "<meta charset='iso-8859-1'>", None),
        ("windows-1252", "", "iso-8859-1"),
        ("utf-16", "", None),
        ("utf-8", "<meta charset='ascii'>", "nonsense"),
        ("utf-8", "<meta charset='utf-16'>", None),
    ],
)
def test_encodings(parse: Parse, encoding: str, meta: str, charset: str | None) -> None:
    words = "“Déjà vu”, said the façade’s naïve owner – for 5 € – and smiled at the whole café."
    html = page(head=meta).decode().replace(PARAGRAPHS[1], words)
    assert words in parse("html", html.encode(encoding), charset=charset).text
