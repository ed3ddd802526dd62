"""The normalisation that every text goes through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ParseError
from index.sources.normal import MAX_TEXT, normalise, one_line

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("null\0 bell\x07 escape\x1b", "null bell escape"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800surrogate", "lone surrogate"),
        (
            "zero\u200bwidth\u2060 \ufeffand \u202ebidi\u202c \u2066marks\u2069",
            "zerowidth and bidi marks",
        ),
        ("hidden \U000e0041\U000e0042tags", "hidden tags"),
        ("no\u00a0break\u202fspaces", "no break spaces"),
        ("soft\u00adhyphen", "softhyphen"),
        ("end of line  \t\nnext", "end of line\nnext"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("one\n \n\t\n \ntwo", "one\n\ntwo"),
        ("\n\n  indented start", "  indented start"),
        ("Cafe\u0301", "Café"),
        ("“quotes” — and … stay", "“quotes” — and … stay"),
    ],
)
def test_normalises(given: str, expected: str) -> None:
    assert normalise(given) == expected


@given(ANY_TEXT)
def test_twice_is_once_and_nothing_harmful_is_left(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")
    assert unicodedata.is_normalized("NFC", once)
    assert not {unicodedata.category(each) for each in once if each not in "\n\t"} & {"Cc", "Cs"}
    assert "\n\n\n" not in once


def test_more_than_the_cap_is_refused_with_what_to_do() -> None:
    with pytest.raises(ParseError, match=r"5,000,000 characters.*split"):
        normalise("x" * (MAX_TEXT + 1))


@given(ANY_TEXT, st.integers(2, 60))
def test_a_line_has_no_line_ends_and_keeps_to_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == line.strip()


def test_a_long_line_is_cut_at_a_word() -> None:
    assert one_line("The council backs a lifting bridge", 24) == "The council backs a…"
