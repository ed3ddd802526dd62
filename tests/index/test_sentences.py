"""Where a sentence ends, and that no character of a text is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST_SENTENCE, sentence_spans, words


def split(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One here. Two there.", ["One here.", "Two there."]),
        ("Mr. Smith met Dr. Lee. They left.", ["Mr. Smith met Dr. Lee.", "They left."]),
        ("J. K. Rowling wrote it. Fans cheered.", ["J. K. Rowling wrote it.", "Fans cheered."]),
        ("The No. 5 team won. It was late.", ["The No. 5 team won.", "It was late."]),
        ("The U.S. Army left. He saw.", ["The U.S. Army left.", "He saw."]),
        ("It opens at 9 a.m. and shuts at 5 p.m.", ["It opens at 9 a.m. and shuts at 5 p.m."]),
        ('"Why?" she asked. "Because."', ['"Why?" she asked.', '"Because."']),
        ("He said “We go.” Then he went.", ["He said “We go.”", "Then he went."]),
        ("It rose 3.5 percent. Then 4.", ["It rose 3.5 percent.", "Then 4."]),
        ("A heading\nA body.", ["A heading", "A body."]),
        ("1. First point\n2. Second point", ["1. First point", "2. Second point"]),
        ("Apple Inc. The firm grew.", ["Apple Inc.", "The firm grew."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("東京です。次の文。", ["東京です。", "次の文。"]),
        ("tokenised text . Another one .", ["tokenised text .", "Another one ."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    assert split(text) == sentences


def test_a_text_without_full_stops_is_divided_at_its_marks():
    parts = split("alpha, " * 400)
    assert len(parts) > 1
    assert all(len(part) <= LONGEST_SENTENCE for part in parts)
    assert all(part.startswith("alpha") for part in parts)


@given(st.text(max_size=400), st.integers(0, 50), st.integers(0, 450))
def test_spans_hold_every_character_but_white_space_once_and_in_order(text, start, end):
    end = min(end, len(text))
    start = min(start, end)
    spans = sentence_spans(text, start, end)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:end].split())


def test_words_keep_numbers_and_names_whole():
    assert words("The U.S. paid 1,204 for Mia’s owl.") == [
        "the", "u.s", "paid", "1,204", "for", "mia’s", "owl",
    ]  # fmt: skip
