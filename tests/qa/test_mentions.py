"""Names and years of a question that an article does not speak of."""

from datetime import date

import pytest

from index.types import Article
from qa.mentions import unmentioned

OWLS = Article(
    title="Record year for barn owls at Hollins Fen",
    text="Wardens counted 58 pairs this summer; last year there had been 41. The European Central "
    "Bank, which Ana Reis of Kalven College called in 1987, paid. Spanish and French birds came.",
    source="Fenland Observer",
    published=date(2024, 9, 20),
    language="en",
)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many pairs bred at Hollins Fen in 2022?", ("2022",)),
        ("How many units were found at Brightwater Pools?", ("Brightwater Pools",)),
        ("What did Professor Anthony Lund of Uppsala say in 1990?",
         ("Professor Anthony Lund", "Uppsala", "1990")),
        ("How much did the DART mission cost?", ("DART",)),
        ("Which birds came in 1066?", ("1066",)),
        ("Which birds came to the Atlantic, Uppsala and Visby?", ("Atlantic", "Uppsala", "Visby")),
    ],
)  # fmt: skip
def test_what_is_asked_about_and_not_spoken_of_is_named(question, missing):
    assert unmentioned(question, OWLS) == missing


@pytest.mark.parametrize(
    "question",
    [
        "How many pairs bred at Hollins Fen in 2024?",  # the year of the article
        "How many pairs bred at Hollins Fen in 2023?",  # what it calls last year
        "What did Kelven College do?",  # misspelt
        "What does Miss Ana-Maria Reis say?",  # one word of a name is enough
        "What did the ECB pay?",  # three letters are passed over
        "Which birds came from Spain and France?",
        "What did the Fenland Observer write?",  # the publisher
        "Which owls were counted on Mondays in September?",
        "What did the Kalven-Uppsala birds do?",  # a part of it is enough
        "Which birds came in the 1960's?",  # a decade
        "Brightwater owls: how many?",  # a first word may be no name
        "“Brightwater owls”, how many?",
        "How Many Pairs Were Counted In Brightwater?",  # capitals tell nothing
        "HOW MANY PAIRS BRED AT BRIGHTWATER?",
        "how many pairs bred at brightwater?",
        "How far is it, 1500 metres?",  # a number, not a year
        " ".join(f"And what of Brightwater{number}?" for number in range(13)),  # a pasted page
        "Was a Dutchwoman's bird or an Englishman there?",
        "",
    ],
)
def test_what_is_spoken_of_or_may_be_no_name_is_not(question):
    assert unmentioned(question, OWLS) == ()


def test_initials_stand_for_a_name_and_a_name_for_its_initials():
    article = Article(title="NATO and the ECB", text="The World Health Assembly Network met.")
    assert unmentioned("What did the North Atlantic Treaty Organization do?", article) == ()
    assert unmentioned("What did the European Central Bank do?", article) == ()
    assert unmentioned("Where did the WHAN meet?", article) == ()
    assert unmentioned("Where did the WHAX meet?", article) == ("WHAX",)


def test_in_german_only_years_count():
    article = Article(title="Die EZB", text="Sie senkt die Zinsen.", language="de")
    assert unmentioned("Wer stimmte gegen die Zinssenkung im Jahr 2019?", article) == ("2019",)


def test_evidence_beside_the_article_may_speak_of_it():
    assert unmentioned("What is Uppsala?", OWLS) == ("Uppsala",)
    assert unmentioned("What is Uppsala?", OWLS, beside="Uppsala is a city.") == ()


def test_further_evidence_counts_where_a_question_names_more_than_one():
    further = "Uppsala is a city."
    assert unmentioned("Is it larger than Uppsala?", OWLS, further=further) == ("Uppsala",)
    assert unmentioned("Is Uppsala larger than Kalven?", OWLS, further=further) == ()


def test_an_article_without_a_date_knows_the_years_it_writes():
    article = Article(title="Owls", text="It was founded in 1911, last year they say.")
    assert unmentioned("What happened in 1911?", article) == ()
    assert unmentioned("What happened in 1912?", article) == ("1912",)
