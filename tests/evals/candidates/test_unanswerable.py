"""Near misses: nothing that the articles hold speaks of what is exchanged and of the rest."""

from __future__ import annotations

import random

from evals.candidates.library import Library
from evals.candidates.unanswerable import Stock, near_miss
from index.types import Article
from qa.suggesting.flaws import key_stems
from qa.suggesting.names import NameSorts
from tests.evals.candidates.conftest import ARTICLES, BRIDGE, OWLS, PACT, asking

SIGNED = asking(PACT, "When did Ali Shamkhani sign the border pact in Baghdad?", "19 March 2023")
OPENS = asking(BRIDGE, "Who says that the bridge should open in 1999?", "Rupert Lyle")


def missed(asked, articles, seed=1):
    names = NameSorts(articles)
    return near_miss(asked, Stock(articles, names), Library(articles), random.Random(seed))


def test_a_name_is_exchanged_for_one_of_its_sort_from_another_article():
    for seed in range(20):
        near = missed(SIGNED, ARTICLES, seed)
        assert near.question == SIGNED.question.replace(near.old, near.new)
        assert near.new not in PACT.text
        sorts = NameSorts(ARTICLES)
        assert sorts.of(near.new) == sorts.of(near.old) == "place"


def test_a_year_is_exchanged_for_a_year():
    near = missed(OPENS, [BRIDGE, OWLS])
    assert (near.old, near.new) == ("1999", "1987")
    assert near.question == "Who says that the bridge should open in 1987?"


def test_nothing_is_offered_that_a_sentence_speaks_of():
    told = Article(
        id="told",
        title="Old news",
        text="Rupert Lyle says the bridge in Lund should open in 1987.",
    )
    assert missed(OPENS, [BRIDGE, OWLS, told]) is None


def test_nothing_is_offered_that_an_article_speaks_of_in_several_sentences():
    told = Article(
        id="told",
        title="Old news",
        text="It was 1987. The bridge was planned. It was to open soon. So says Lyle.",
    )
    assert missed(OPENS, [BRIDGE, OWLS, told]) is None


def test_nothing_is_offered_that_the_question_or_its_answer_says():
    other = Article(id="o", title="O", text="It was agreed in Shamkhani Holm near Ali Lund.")
    assert missed(SIGNED, [PACT, other]) is None


def test_a_question_with_little_else_in_it_is_left_alone():
    asked = asking(BRIDGE, "Who comes in 1999?", "Rupert Lyle")
    assert missed(asked, [BRIDGE, OWLS]) is None


def test_numbers_are_exchanged_for_numbers_written_alike():
    asked = asking(BRIDGE, "What was approved by a vote of 11 councillors?", "14 May 2024")
    near = missed(asked, [BRIDGE, OWLS])
    assert (near.old, near.new) == ("11", "58")


def test_names_of_related_articles_come_first():
    related = Article(
        id="r", title="R", text="Ali Shamkhani was in Muscat and in Lund. It was in Lund."
    )
    foreign = [
        Article(id=f"f{n}", title="F", text=f"It was in Place{n}x. It was in Place{n}x.")
        for n in range(30)
    ]
    articles = [PACT, related, *foreign]
    assert missed(SIGNED, articles).new == "Lund"


def test_what_a_question_is_about_is_told_by_its_rarer_words():
    assert key_stems("How many people signed the border pact for Iran in the year 2023?") == {
        "sign", "border", "pact", "iran", "2023"
    }  # fmt: skip
