"""JSONL: one article a line; a bad line costs only itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.errors import ParseError
from index.sources.jsonl import read_line
from index.types import Article

if TYPE_CHECKING:
    from pathlib import Path

Parse = Callable[..., Article]


def test_all_fields(parse: Parse) -> None:
    line = {
        "id": "a-1",
        "title": "A bridge",
        "text": "The council voted.",
        "url": "https://example.org/b",
        "source": "The Gazette",
        "author": ["Jane Doe", "Max Roe"],
        "date": "3 March 2026",
        "language": "en",
        "score": 7,
    }
    article = parse("jsonl", json.dumps(line))
    assert article.id == "a-1"
    assert article.title == "A bridge"
    assert article.text == "The council voted."
    assert article.url == "https://example.org/b"
    assert article.source == "The Gazette"
    assert article.author == "Jane Doe, Max Roe"
    assert article.published == date(2026, 3, 3)
    assert article.language == "en"


def test_nulls_numbers_and_odd_text(parse: Parse) -> None:
    line = (
        '{"id": 12, "text": "Lone \\ud800 and \\u0000.", "title": null, "date": null, "url": "x"}'
    )
    article = parse("jsonl", line)
    assert article.id == "12"
    assert article.text == "Lone  and ."
    assert article.url is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "object|dictionary"),
        (b'"text"', "object|dictionary"),
        (b"{}", "text: Field required"),
        (b'{"text": ""}', "text"),
        (b'{"text": ["a"]}', "text"),
        (b'{"text": "a", "title": {"b": 1}}', "title"),
    ],
)
def test_bad_lines(line: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read_line(line)


def test_a_file_gives_its_good_lines_and_a_reason_for_each_bad_one(
    tmp_path: Path, add: Callable[..., object]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "One."}\n\n{"text": 5\n{"text": "Two\\u2028lines."}\n')
    outcome = add(path)
    assert [each.text for each in outcome.articles] == ["One.", "Two\nlines."]  # type: ignore[attr-defined]
    assert [each.origin for each in outcome.articles] == [f"{path}#x", f"{path}#line-4"]  # type: ignore[attr-defined]
    assert list(outcome.reasons) == [str(path)]  # type: ignore[attr-defined]
    assert "line 3: not JSON" in outcome.reasons[str(path)]  # type: ignore[attr-defined]
