"""Questions by rule: only where the grammar is safe."""

from __future__ import annotations

import pytest

from index.types import Article
from qa.suggesting.facts import Fact
from qa.suggesting.names import NameSorts
from qa.suggesting.patterns import formed, names_told
from qa.suggesting.statements import Statement

PEOPLE = NameSorts(
    [Article(title="T", text="Eva Berg said so. It was made by Eva Berg. Kari Lien warned of it.")]
)


def statement(sentence, title="", source="Gazette"):
    return Statement(sentence, "", title, source, sentence)


def questions(sentence):
    return list(formed(statement(sentence), PEOPLE))


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "The opera house in Bergen was opened by the king on 4 May 2021.",
            "When was the opera house in Bergen opened by the king?",
        ),
        (
            "The ferries to Voss will be sold in April 2026.",
            "When will the ferries to Voss be sold?",
        ),
        (
            "The opera house in Bergen will cost about £23.4 million.",
            "How much will the opera house in Bergen cost?",
        ),
        (
            "About 1,204 guards will patrol the border near Koysinjaq from September.",
            "How many guards will patrol the border near Koysinjaq from September?",
        ),
        (
            "Eva Berg signed the treaty with Norway in Lund, and left.",
            "Who signed the treaty with Norway in Lund?",
        ),
        (
            "The book is by Eva Berg, who runs a school near Lund, they say.",
            "Who runs a school near Lund?",
        ),
        (
            "Kari Lien, a weaver from Voss, warned that the curtain of Bergen is heavy.",
            "Who warned that the curtain of Bergen is heavy?",
        ),
        (
            "Kari Lien, a weaver from Voss, warned that the curtain of Bergen is heavy.",
            "What did Kari Lien say about Bergen?",
        ),
        (
            "Kari Lien, a weaver from Voss, warned that the curtain of Bergen is heavy.",
            "Who is Kari Lien?",
        ),
        (
            "The curtain of the opera in Bergen is too heavy, said Kari Lien.",
            "What did Kari Lien say about Bergen?",
        ),
    ],
)
def test_a_safe_pattern_makes_a_question(sentence, question):
    assert question in questions(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The opera house in Bergen was empty, and the ferry was sold in April 2026.",
        "The house was sold in April 2026.",  # it names nothing
        "It was sold to a firm in Bergen in April 2026.",
        "Some 40 per cent of the people of Bergen voted for the ferry.",
        "The town of Bergen has 300,000 inhabitants, 40 schools and a ferry.",
        "Bergen signed the treaty with Norway in Lund in May.",  # no person, as far as is known
        "The council of Lund announced the bridge was opened in April 2026.",
        "The game of Lund was developed by Eva Berg and was released in April 2026.",
        "The ceremonies in Lund were held four days later on 4 May 2021.",
        "The bridge that Lund wanted to have was opened in April 2026.",
        "The people of Lund said the bridge will cost £40.",
        "The mayor Eva Berg and the weaver from Voss went to Lund with 12 friends.",
    ],
)
def test_no_question_is_made_where_it_could_read_badly(sentence):
    assert questions(sentence) == []


def test_a_name_that_is_part_of_a_phrase_is_not_asked_about():
    found = questions("The curtain of the Bergen opera is too heavy, said Kari Lien.")
    assert found == ["What did Kari Lien say?"]


def test_what_somebody_says_is_not_asked_of_the_place_where_they_work():
    found = questions("Kari Lien, a teacher at the University of Lund, warned that it is late.")
    assert "What did Kari Lien say?" in found
    assert not [each for each in found if "about" in each]


def test_names_are_told_of_in_several_sentences():
    sentences = [
        "Mrs Eva Berg leads the Marlow Trust.",
        "In 2020 it was led by Mrs Berg, for the Gazette.",
        "The Marlow Trust is in Lund, and so is Eva Berg.",
        "The Gazette is read in Voss.",
    ]
    facts = [
        Fact("a", number, number + 1, statement(each)) for number, each in enumerate(sentences)
    ]
    told = names_told(facts)
    assert list(told) == ["the Marlow Trust", "Eva Berg"]
    assert told["Eva Berg"] == facts[:3]
    assert told["the Marlow Trust"] == [facts[0], facts[2]]
