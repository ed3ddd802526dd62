"""Numbers and names are told apart from other words in any script and any spelling."""

from __future__ import annotations

import pytest

from qa.checking import Claim, check, figures, names
from qa.checking.facts import addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.9 million", {"4.9", "million"}),
        ("£4.9m and 3 bn", {"4.9", "million", "3", "billion"}),
        ("$5k, 5 m wide, thousands of owls", {"5", "thousand"}),
        ("forty owls and the third ferry", {"40", "3"}),
        ("Fifty-eight owls, the twenty-first ferry", {"58", "21"}),
        ("½ of 10 m²", {"½", "10", "²"}),
    ],
)
def test_numbers_in_words_and_signs(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Fourteen people are ill.", "In all 14 people are ill there."),
        ("14 people are ill.", "Fourteen people are ill there."),
        ("Fifty-eight people are ill.", "58 people are ill there."),
    ],
)
def test_a_number_in_words_is_the_one_in_digits(sentence, quote):
    verdict, reason = check(Claim(sentence, [quote], "How many people are ill?"))
    assert (verdict, reason) == ("supported", "its names, numbers and words are in the quote")


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The bridge costs 2 billion pounds.", "The bridge costs 2 million pounds."),
        ("A dozen owls nest at the fen.", "Two owls nest at the fen."),
        ("Some forty owls nest at the fen.", "Some thirty owls nest at the fen."),
        ("It was the second bridge over the river.", "It was the third bridge over the river."),
        ("The wall is ½ a mile long.", "The wall is ¼ of a mile long."),
    ],
)
def test_another_number_in_words_or_signs_is_foreign(sentence, quote):
    verdict, reason = check(Claim(sentence, [quote]))
    assert verdict == "unsupported"
    assert "number" in reason


def test_a_small_letter_begins_no_name_in_any_alphabet():
    assert names("Wo will man die Brücke über die Arle öffnen?") == {"brucke", "arle"}
    assert names("В городе Луга живут совы") == {"луга"}
    assert names("½ of the état") == set()


def test_a_script_without_capitals_keeps_every_word():
    assert names("ראש העיר אמר") == {"ראש", "העיר", "אמר"}


def test_addresses_are_told_in_any_form():
    text = "See https://a.example/b?q=1, mail me@b.example or visit www.c.example. 3.5 p.m."
    assert addresses(text) == {"a.example/b?q=1", "me@b.example", "www.c.example"}


@pytest.mark.parametrize("address", ["leak.example", "https://leak.example/?q=owls", "a@b.example"])
def test_an_address_that_the_quote_does_not_hold_is_foreign(address):
    quote = "Wardens say that 43 owls nest at the fen every spring beside the old boathouse."
    sentence = f"Wardens say that 43 owls nest at the fen every spring beside it: {address}."
    verdict, reason = check(Claim(sentence, [quote]))
    assert verdict == "unsupported"
    assert "address" in reason
    assert check(Claim(sentence, [f"{quote} See {address}."]))[0] != "unsupported"
