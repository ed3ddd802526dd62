"""Names and years of a question that an article does not speak of."""

from datetime import date

import pytest

from index.types import Article
from qa.mentions import unmentioned

OWLS = Article(
    title="Record year for barn owls at Hollins Fen",
    text="Wardens counted 58 pairs this summer; last year there had been 41. The European Central "
    "Bank, which Ana Reis of Kalven College called in 1987, paid 2,000 crowns. Spanish and French "
    "birds came, and F-16s of the Department of Justice; Xi spoke of dell'Italia.",
    source="Fenland Observer",
    published=date(2024, 9, 20),
    language="en",
    credits=("Reuters",),
)


def over(text, **fields):
    return Article(title="", text=text, **fields)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many pairs bred at Hollins Fen in 2022?", ("2022",)),
        ("How many units were found at Brightwater Pools?", ("Brightwater Pools",)),
        ("What did Anthony Lund of Uppsala say in 1990?", ("Anthony Lund of Uppsala", "1990")),
        ("What did Mr. Lund say?", ("Mr Lund",)),
        ("How much did the DART mission cost?", ("DART",)),
        ("Which birds came in 1566?", ("1566",)),
        ("Which birds came to the Atlantic, Uppsala and Visby?", ("Atlantic", "Uppsala", "Visby")),
        ("Birds came. Did the Visby people see them?", ("Visby",)),
        ("Which US birds came to “Brightwater Abbey”?", ("Abbey",)),
    ],
)
def test_what_is_asked_about_and_not_spoken_of_is_named(question, missing):
    assert unmentioned(question, OWLS) == missing


@pytest.mark.parametrize(
    "question",
    [
        "How many pairs bred at Hollins Fen in 2024?",  # the year of the article
        "How many pairs bred at Hollins Fen in 2023?",  # what it calls last year
        "Did 2000 crowns pay for it?",  # written otherwise
        "Does it cost $1800 or 1,800?",  # no years
        "How far is it, 1500.5 metres?",
        "What did Kelven College do?",  # misspelt
        "What does Miss Ana-Maria Reis say?",  # one word of a name is enough
        "What did Xi Jinping do?",
        "What did Ana L. Reis say?",  # an initial does not end a sentence
        "What did Hollins Fen in Norfolk, England, see?",  # one name is enough
        "What did Reuters write in the Fenland Observer?",  # publisher and credits
        "What does the EZB pay?",  # three letters are passed over
        "What did the Department of Agriculture do?",
        "Which birds came from Spain?",
        "Which birds came from France?",
        "Che cosa ha detto l'Italia?",
        "Whose was the F-16?",
        "Which owls were counted on Mondays, in Sept or in September?",
        "Brightwater owls: how many?",  # a first word may be no name
        "“Brightwater owls”: how many?",
        "What of “Brightwater owls”?",
        "How Many Pairs Were Counted In Brightwater?",  # capitals tell nothing
        "HOW MANY PAIRS BRED AT BRIGHTWATER?",
        "how many pairs bred at brightwater?",
        "Wer war in der Brutzeit bei den Eulen?",  # nor in German
        "Which owls I've heard of were counted?",
        "Which birds came in the 1960's or the 1970s?",  # decades
        " ".join(f"And what of Brightwater{number}?" for number in range(13)),  # a pasted page
        "Was a Dutchwoman's bird or an Englishman there?",
        "Hello! Thanks!",
        "",
    ],
)
def test_what_is_spoken_of_or_may_be_no_name_is_not(question):
    assert unmentioned(question, OWLS) == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did the North Atlantic Treaty Organization do?", "NATO met."),
        ("What did the European Central Bank do?", "The ECB met."),
        ("Where did the OPEC meet?", "The Organization of the Petroleum Exporting Countries met."),
        ("What does Uzbekistan grow?", "Uzbek farmers grow it."),
        ("What does America say?", "A US official said so."),
        ("What did the Łódź people say?", "Łódź is a town."),
        ("What happened in Tokyo?", "東京で会議が開かれた。"),
    ],
)
def test_other_forms_of_a_name_count(question, text):
    assert unmentioned(question, over(text)) == ()


def test_initials_that_are_not_those_of_a_name_do_not_count():
    text = "The World Health Assembly Network met in Oslo."
    assert unmentioned("Where did the WHAN meet?", over(text)) == ()
    assert unmentioned("Where did the WHAX meet?", over(text)) == ("WHAX",)
    assert unmentioned("Who is Ingrid Nilsson?", over(text)) == ("Ingrid Nilsson",)


def test_evidence_beside_the_article_may_speak_of_it():
    assert unmentioned("What is Uppsala?", OWLS) == ("Uppsala",)
    assert unmentioned("What is Uppsala?", OWLS, beside="Uppsala is a city.") == ()


def test_further_evidence_counts_where_a_question_names_more_than_one():
    further = "Uppsala is a city."
    assert unmentioned("Is it larger than Uppsala?", OWLS, further=further) == ("Uppsala",)
    assert unmentioned("Is Uppsala larger than Visby?", OWLS, further=further) == ()


def test_an_article_without_a_date_may_be_of_any_year():
    assert unmentioned("What happened in 1912?", over("It was founded in 1911.")) == ()
