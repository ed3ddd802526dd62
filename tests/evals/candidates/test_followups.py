"""Two sentences in a row, and a pronoun where it is clear what it means."""

from __future__ import annotations

import pytest

from evals.candidates.followups import pair_of, referring
from index.types import Article
from qa.suggesting.names import NameSorts
from tests.evals.candidates.conftest import ARTICLES, BRIDGE, OWLS, PACT, fact_of

NAMES = NameSorts(
    [*ARTICLES, Article(title="T", text="It lay in Hollins Fen. It was near Hollins Fen.")]
)


def test_the_next_sentence_goes_on_about_the_only_person():
    pair = pair_of(fact_of(PACT, "Ali Shamkhani signed"), NAMES)
    assert (pair.name, pair.pronoun) == ("Ali Shamkhani", "he")
    assert pair.second.sentence.startswith("He had led the talks")


def test_two_sentences_about_one_place_make_a_pair():
    pair = pair_of(fact_of(OWLS, "Volunteers counted"), NAMES)
    assert (pair.name, pair.pronoun) == ("Hollins Fen", "there")


@pytest.mark.parametrize(
    "text",
    [
        "Ali Shamkhani met with Nasser Kanaani, 50, in Lund in May. He had led the talks in Oslo.",
        "Ali Shamkhani signed the big pact in Lund in May.\n\nHe had led the talks in Oslo.",
        "The pact was signed by many in Lund in May 2023. He had led the talks in Oslo.",
        "Ali Shamkhani signed the big pact in Lund in May. They had led the talks in Oslo.",
        "Ali Shamkhani signed the big pact in Lund in May. He had seen their talks in Oslo.",
    ],
)
def test_where_it_is_not_clear_there_is_no_pair(text):
    article = Article(title="T", text=text)
    names = NameSorts([*ARTICLES, article])
    assert pair_of(fact_of(article, "in Lund"), names) is None


def test_the_last_sentence_has_none():
    assert pair_of(fact_of(BRIDGE, "Rupert Lyle"), NAMES) is None


@pytest.mark.parametrize(
    ("question", "name", "pronoun", "expected"),
    [
        ("When did Ali Shamkhani sign it?", "Ali Shamkhani", "he", "When did he sign it?"),
        ("When did Mr Shamkhani sign it?", "Ali Shamkhani", "he", "When did he sign it?"),
        ("Who succeeded Ali Shamkhani?", "Ali Shamkhani", "he", "Who succeeded him?"),
        ("Who met Mia Holt in Lund?", "Mia Holt", "she", "Who met her in Lund?"),
        ("When did Mia Holt's boat sink?", "Mia Holt", "she", "When did her boat sink?"),
        ("What did the Commission present?", "Commission", "it", "What did it present?"),
        ("Who leads the Commission?", "Commission", "it", "Who leads it?"),
        ("How many bred at Hollins Fen in 2023?", "Hollins Fen", "there",
         "How many bred there in 2023?"),
    ],
)  # fmt: skip
def test_a_name_becomes_a_pronoun(question, name, pronoun, expected):
    assert referring(question, name, pronoun) == expected


@pytest.mark.parametrize(
    ("question", "name", "pronoun"),
    [
        ("Who signed the pact?", "Ali Shamkhani", "he"),
        ("Who met Holt after Mia Holt left?", "Mia Holt", "she"),
        ("How many bred at Hollins Fen nature reserve?", "Hollins Fen", "there"),
        ("How large is Hollins Fen?", "Hollins Fen", "there"),
        ("Who runs the Commission-led talks?", "Commission", "it"),
    ],
)
def test_where_it_would_read_badly_there_is_none(question, name, pronoun):
    assert referring(question, name, pronoun) is None
