"""Markdown: front matter is metadata, the rest becomes what a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from index.errors import ParseError
from index.types import Article

Parse = Callable[..., Article]


def test_front_matter(parse: Parse) -> None:
    article = parse(
        "markdown",
        "---\ntitle: 'Bridge: yes'\nauthors: [Jane Doe, Max Roe]\npublisher: The Gazette\n"
        "date: 2026-03-03T10:00:00Z\ncanonical: https://example.org/b\nlang: en-GB\nid: 17\n"
        "unknown: {a: 1}\n---\nThe council voted.",
    )
    assert article.title == "Bridge: yes"
    assert article.author == "Jane Doe, Max Roe"
    assert article.source == "The Gazette"
    assert article.published == date(2026, 3, 3)
    assert article.url == "https://example.org/b"
    assert article.language == "en"
    assert article.id == "17"
    assert article.text == "The council voted."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One *two* **three** `four` ~~five~~.", "One two three four five."),
        ("A [link](https://x.org 'title') and <https://y.org>.", "A link and https://y.org."),
        ("An ![image](a.png) here.", "An  here."),
        ("soft\nwrapped line", "soft wrapped line"),
        ("hard  \nbreak", "hard\nbreak"),
        ("Text.\n\n## Heading\n\nMore.", "Text.\n\nHeading\n\nMore."),
        ("Items:\n\n- one\n- two\n  - inner\n\nEnd.", "Items:\n\n- one\n- two\n  - inner\n\nEnd."),
        ("Steps:\n\n3. three\n4. four", "Steps:\n\n3. three\n4. four"),
        ("> Quoted words.\n\nMine.", "Quoted words.\n\nMine."),
        ("Code:\n\n```py\nx = 1\n```\n\nEnd.", "Code:\n\nx = 1\n\nEnd."),
        ("Prices:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.", "Prices:\n\na | b\n1 | 2\n\nEnd."),
        ("A &amp; B &copy; C", "A & B © C"),
        ("Not<script>alert(1)</script> here", "Notalert(1) here"),
        ("<div>Block <b>text</b><script>evil()</script></div>\n\nEnd.", "Block text\n\nEnd."),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
    ],
)
def test_marks_are_taken_off(parse: Parse, markdown: str, text: str) -> None:
    assert parse("markdown", markdown).text == text


def test_the_first_heading_is_the_title_and_is_not_repeated(parse: Parse) -> None:
    article = parse("markdown", "# A *new* bridge\n\nBy Jane Doe\n\nThe council voted.")
    assert article.title == "A new bridge"
    assert article.author == "Jane Doe"
    assert article.text == "The council voted."


def test_a_rule_at_the_top_is_no_front_matter(parse: Parse) -> None:
    assert parse("markdown", "---\n\nThe council voted.\n\n---\n\nEnd.").text.endswith("End.")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: [unclosed", "not valid YAML"),
        ("title: {a: b}", "front matter's title is no plain value"),
        ("date: 2026-13-45", "not valid YAML"),
        ("x: !!python/object/apply:os.system [id]", "not valid YAML"),
    ],
)
def test_a_broken_front_matter_is_a_reason(parse: Parse, front: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        parse("markdown", f"---\n{front}\n---\nText.")
