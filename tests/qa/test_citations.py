"""Markers become citations of the sentence they stand in; unknown numbers are dropped, counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.citations import parse_draft


def parsed(draft, known=(1, 2, 3, 4)):
    sentences, dropped = parse_draft(draft, known)
    return [(each.text, each.citations) for each in sentences], dropped


@pytest.mark.parametrize(
    ("draft", "sentences", "dropped"),
    [
        ("Ali signed it [1].", [("Ali signed it.", (1,))], 0),
        ("Ali did. [1] Then he left [2].", [("Ali did.", (1,)), ("Then he left.", (2,))], 0),
        ("Both signed [1][2].", [("Both signed.", (1, 2))], 0),
        ("Both signed [1, 2; 3].", [("Both signed.", (1, 2, 3))], 0),
        ("All signed [2-4].", [("All signed.", (2, 3, 4))], 0),
        ("It was signed [9].", [("It was signed.", ())], 1),
        ("It was signed [1, 9, 9].", [("It was signed.", (1,))], 2),
        ("It opened (2015) [1].", [("It opened (2015).", (1,))], 0),
        ("It opened (sentence 3).", [("It opened.", (3,))], 0),
        ("[1] Nothing before.", [("Nothing before.", ())], 1),
        ("No marker.", [("No marker.", ())], 0),
        ("[2]", [], 1),
        ("", [], 0),
    ],
)  # fmt: skip
def test_a_marker_belongs_to_the_sentence_it_closes(draft, sentences, dropped):
    assert parsed(draft) == (sentences, dropped)


@given(st.text(alphabet="ab .[]1239,;-()and", max_size=120))
def test_no_draft_yields_an_unknown_number(draft):
    sentences, dropped = parse_draft(draft, {1, 2})
    assert dropped >= 0
    assert all(set(each.citations) <= {1, 2} for each in sentences)
    assert all(each.text == each.text.strip() and each.text for each in sentences)
