"""Names, numbers and dates in sentences, and which sentences can be asked about."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.candidates.facts import drawn, facts_of
from index.types import Article
from qa.suggesting.names import NameSorts
from qa.suggesting.statements import answers_in, name_beside, unresolved
from qa.suggesting.terms import terms_of
from tests.evals.candidates.conftest import ARTICLES, BRIDGE, OWLS, PACT, fact_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ali Shamkhani signed it for Iran.", [("name", "Ali Shamkhani"), ("name", "Iran")]),
        ("For Tehran it was signed.", [("name", "Tehran")]),
        ("Volunteers were there.", []),
        ("It costs £23.4 million.", [("number", "£23.4 million")]),
        ("It opens in April 2026.", [("date", "April 2026")]),
        ("On 26 September 2022 it hit.", [("date", "26 September 2022")]),
        ("They met in 1987, on Sunday.", [("year", "1987"), ("weekday", "Sunday")]),
        ("She ran it in 2:23:10.", [("number", "2:23:10")]),
        ("the Iraqi minister Mohammed Shia al-Sudani",
         [("name", "Iraqi"), ("name", "Mohammed Shia al-Sudani")]),
        ("said Samantha Burgess of Copernicus", [("name", "Samantha Burgess")]),
        ("made at the University of Oxford", [("name", "University of Oxford")]),
        ("the Supreme Court of India's ruling", [("name", "Supreme Court of India")]),
        ("in the U.S. and the U.K.'s", [("name", "U.S."), ("name", "U.K.")]),
        ("a fall of 9,000 per cent or 12%", [("number", "9,000 per cent"), ("number", "12%")]),
    ],
)  # fmt: skip
def test_terms_are_found_as_they_are_written(sentence, expected):
    assert [(each.sort, each.words) for each in terms_of(sentence)] == expected


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_terms_stand_where_they_say(sentence):
    found = terms_of(sentence)
    assert all(sentence[each.start : each.end] == each.words for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_fact_stands_alone_and_is_no_boilerplate():
    assert [each.sentence[:20] for each in facts_of(PACT)] == [
        "Ali Shamkhani signed", "About 1,204 guards w"
    ]  # fmt: skip
    assert "He had led the talks" in facts_of(PACT, leaning=True)[1].sentence
    assert all(each.sentence != "newsletter" for each in facts_of(PACT, leaning=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "A heading that names Iran and Iraq in the year 2023",  # no full stop
        "Iran and Iraq in 2023.",  # too short
        "Margaret Demke, 87, South Sioux City, Iowa, Hanson Funeral Home.",  # no verb
        "They signed the pact of Iran in Baghdad on 19 March.",
        "But Iran signed the pact in Baghdad on 19 March.",
        "Iran and Iraq signed their pact in Baghdad on 19 March.",
        "Read more at https://example.org of Iran and Iraq in 2023.",
        "The guards of the border were seen by many people there.",
        "word " * 45 + "in Iran in 2023.",
    ],
)
def test_what_is_no_fact_is_left_out(sentence):
    assert facts_of(Article(title="T", text=sentence)) == []


def test_a_sentence_that_stands_twice_cannot_be_evidence():
    sentence = "Ali Shamkhani signed the border pact for Iran."
    assert len(facts_of(Article(title="T", text=sentence))) == 1
    assert facts_of(Article(title="T", text=f"{sentence} {sentence}")) == []


def test_what_points_out_of_a_sentence_is_named():
    assert unresolved("The warden said that it's late.") == "it's"
    assert unresolved("However, the pact was signed.") == "however"
    assert unresolved("The pact was signed.") is None


def test_the_sentence_before_is_of_the_same_paragraph():
    assert fact_of(PACT, "He had led").before.startswith("Ali Shamkhani")
    assert fact_of(PACT, "About 1,204").before == ""


def test_an_answer_is_said_once_not_told_by_the_title_and_leaves_a_name():
    def answers(sentence, title="T"):
        (fact,) = facts_of(Article(title=title, text=sentence))
        return [each.words for each in answers_in(fact.statement)]

    assert answers("The fair in Lund drew 300 guests from Lund on Sunday.") == ["300"]
    assert answers("The fair in Lund drew 300 guests.", "Lund has a fair") == ["300"]
    assert answers("The fair in Lund drew 300 guests from 12 towns.") == ["300", "12"]
    assert answers("The Swedish fair in Lund drew guests in Lund's hall.") == []
    assert answers("The big fair of 2023 drew as many as 300 guests.") == []


def test_a_question_is_about_a_name_of_the_sentence_else_of_the_title():
    fact = fact_of(BRIDGE, "by 11 votes")
    (votes,) = [each for each in fact.terms if each.words == "11"]
    (town,) = [each for each in fact.terms if each.words == "Ashby"]
    assert name_beside(fact.statement, votes) == "Ashby"
    assert name_beside(fact.statement, town) == "River Arle"  # of the sentence before


def test_facts_are_drawn_from_all_publishers_and_years_in_turn():
    many = [
        replace(PACT, id=f"p{n}", title=f"T{n}", content_hash="", published=f"20{10 + n}-01-01")
        for n in range(3)
    ]
    more = [replace(OWLS, id=f"o{n}", copy_of=None) for n in range(9)]
    first = list(islice(drawn([*many, *more], random.Random(1)), 8))
    parts = Counter((each.article.source, each.article.published.year) for each in first)
    assert set(parts.values()) == {2}
    assert len({each.article.id for each in first if each.article.source == OWLS.source}) == 2


def test_the_draw_is_the_same_for_the_same_seed_in_any_order_and_never_of_a_copy():
    first = list(drawn(ARTICLES, random.Random(1)))
    assert first == list(drawn(ARTICLES[::-1], random.Random(1)))
    assert first != list(drawn(ARTICLES, random.Random(2)))
    assert sorted(map(hash, first)) == sorted(map(hash, drawn(ARTICLES, random.Random(2))))
    assert "copy" not in {each.article.id for each in first}


def test_names_have_the_sort_that_their_company_tells():
    names = NameSorts(ARTICLES)
    assert names.of("Nasser Kanaani") == names.of("Rupert Lyle") == "person"
    assert names.of("Baghdad") == names.of("River Arle") == "place"
    assert names.of("Iran") is None
    assert NameSorts([Article(title="T", text="It is of the Bank of Canada.")]).all("group") == [
        "Bank of Canada"
    ]
    assert names.all("place")[0] in {"Baghdad", "River Arle", "Ashby"}


def test_a_name_in_two_sorts_of_company_has_none():
    text = "It lay in Ada Holm. It was found in Ada Holm. Then said Ada Holm, 30, no."
    assert NameSorts([Article(title="T", text=text)]).of("Ada Holm") == "place"
    assert NameSorts([Article(title="T", text=text[19:])]).of("Ada Holm") is None
