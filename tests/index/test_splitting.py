"""Passages fit the window, keep sentences whole, and point into the text exactly."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.splitting import Splitter


def splitter(tokens=32):
    return Splitter(lambda text: len(text.split()), tokens)


def test_sentences_stay_whole_while_they_fit():
    text = "Alpha beta gamma delta. " * 20
    spans = splitter().split(text)
    assert len(spans) > 1
    for start, end in spans:
        assert text[start:end].endswith("delta.")
        assert len(text[start:end].split()) <= 32


def test_a_sentence_longer_than_a_passage_is_divided():
    spans = splitter().split("word " * 100)
    assert len(spans) >= 4


def test_one_endless_word_is_bounded_in_characters():
    text = "x" * 5000
    spans = splitter().split(text)
    assert max(end - start for start, end in spans) <= 32 * 13


def test_a_repeated_passage_gets_its_own_place():
    text = "Same words here today now. " * 40
    starts = [start for start, _ in splitter().split(text)]
    assert starts == sorted(set(starts))


def test_what_counts_no_token_at_the_end_of_a_passage_is_in_one_passage():
    text = ("Many people have it today. " * 6 + "\n\n\u200b\n\u200b\u200b\n\n") * 3
    spans = Splitter(lambda part: len(re.findall(r"\w+", part)), 32).split(text)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .\n\n“”é漢\u200b", max_size=600))
def test_every_character_but_white_space_is_in_one_passage(text):
    spans = splitter().split(text)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
