"""Sentences of two articles that contradict each other, and those that only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import ArticleHeader
from qa.conflicts import LEAD, reported, rivals, told
from qa.conflicts.values import agree, amounts, days, differ
from qa.types import Evidence

CONFLICTS = [
    # question, cited (title: sentence), other (title: sentence), the two values
    (
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.2 million, the council said."),
        ("Elm Lane library delayed", "The library is to cost £6 million."),
        ("£4.2 million", "£6 million"),
    ),
    (
        "What will the new tram to Oldport cost?",
        ("Tram to Oldport", "The tram will cost €90 million and run every ten minutes."),
        (
            "Oldport waits for its tram",
            "Auditors say that the tram will cost €140 million.",
        ),
        ("€90 million", "€140 million"),
    ),
    (
        "How many people died in the Karsk mine fire?",
        ("Karsk mine fire", "Twelve people died in the fire, the ministry said."),
        ("Fire in the Karsk mine", "The fire has killed 17 people."),
        ("Twelve", "17"),
    ),
    (
        "How many people died in the Karsk mine fire?",
        ("Karsk mine fire", "So far 31 people are ill from the fire, of whom four have died."),
        ("Fire in the Karsk mine", "The fire made 14 people ill and killed two of them."),
        ("four", "two"),
    ),
    (
        "How many cases of measles have been counted in Tolley?",
        ("Measles in Tolley", "So far 14 cases of measles have been counted."),
        ("Tolley: measles spreads", "The number of cases of measles counted has risen to 31."),
        ("14", "31"),
    ),
    (
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 204 chicks on the island."),
        ("A good year on Gull Rock", "Volunteers counted 151 chicks."),
        ("204", "151"),
    ),
    (
        "What is the population of Wexcombe?",
        ("Wexcombe", "The village has a population of 3,104."),
        ("Wexcombe today", "Its population was 2,750 at the last census."),
        ("3,104", "2,750"),
    ),
    (
        "What percentage of the voters backed the Harl treaty?",
        ("Harl treaty", "The treaty was backed by a percentage of 61% of voters."),
        (
            "Voters and the Harl treaty",
            "It was backed by a percentage of 54% of voters.",
        ),
        ("61%", "54%"),
    ),
    (
        "When will the Arden tunnel open to traffic?",
        ("Arden tunnel", "The tunnel will open to traffic in April 2026."),
        ("Arden tunnel late", "The tunnel cannot open before October 2026."),
        ("April 2026", "October 2026"),
    ),
    (
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921 by a brewer."),
        ("The Palace", "The Palace Cinema, built in 1934, has 900 seats."),
        ("1921", "1934"),
    ),
    (
        "When was the poet Ana Brill born?",
        ("Ana Brill", "Ana Brill was born on 8 February 1900."),
        ("A poet", "The poet Ana Brill was born on 15 July 1905 in Graz."),
        ("8 February 1900", "15 July 1905"),
    ),
    (
        "When was the Corran mill last worked?",
        ("Corran mill", "The mill was last worked for trade in 1921 and lost its sails in 1923."),
        ("Corran mill", "The mill was last worked for trade in 1955 and lost its sails in 1923."),
        ("1921", "1955"),
    ),
    (
        "Who directed the film Turkey Point?",
        ("Turkey Point", "Turkey Point is a film directed by Ada Lund and shot in Malmö."),
        ("Turkey Point again", "The film Turkey Point was directed by Jon Hewer."),
        ("Ada Lund", "Jon Hewer"),
    ),
    (
        "Who signed the Lower Vale agreement?",
        ("Lower Vale", "The agreement on Lower Vale was signed by Omar Reyes."),
        ("Lower Vale agreement", "The agreement was signed by Lena Fort on Monday."),
        ("Omar Reyes", "Lena Fort"),
    ),
    (
        "Who wrote the play Low Tide?",
        ("Low Tide", "Low Tide is a play written by the Danish author Else Holm."),
        ("Low Tide on stage", "Piet Maas wrote the play Low Tide in one winter."),
        ("Else Holm", "Piet Maas"),
    ),
    (
        "Where is the Larkin bridge?",
        ("Larkin bridge", "The Larkin bridge is a wooden bridge of the 1880s in Tunbridge."),
        ("Larkin bridge", "The Larkin bridge is a wooden bridge of the 1880s in Springfield."),
        ("Tunbridge", "Springfield"),
    ),
    (
        "Which position did Gary Bell play?",
        ("Gary Bell", "A defender, Gary Bell began his career with Leeds in 1981."),
        ("Gary Bell", "A forward, Gary Bell began his career with Leeds in 1981."),
        ("defender", "forward"),
    ),
    (
        "What colour is the flag of Sund?",
        ("Sund", "The flag of Sund is green with a white star in its corner."),
        ("Sund", "The flag of Sund is blue with a white star in its corner."),
        ("green", "blue"),
    ),
]
NO_CONFLICTS = [
    (
        "another thing of the name",
        "When was the new Arle bridge opened?",
        ("Arle bridge", "The new bridge was opened in 1998."),
        ("Arle bridge history", "The old bridge was opened in 1871."),
    ),
    (
        "another event of the name",
        "When did Ridley first win the cup?",
        ("Ridley", "Ridley won the cup for the first time in 1970."),
        ("Ridley", "Ridley won the cup again in 1984."),
    ),
    (
        "another event",
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921."),
        ("Palace Cinema", "The Palace Cinema was closed in 1984."),
    ),
    (
        "a rounding",
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 204 chicks on the island."),
        ("Gull Rock", "Wardens counted about 200 chicks on the island."),
    ),
    (
        "a rounding that does not say so",
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.23 million."),
        ("Elm Lane library", "The library will cost £4.2 million."),
    ),
    (
        "part of the date",
        "When was the Elm Lane library opened?",
        ("Elm Lane library", "The library was opened on 3 May 2019."),
        ("Elm Lane library", "The library, opened in 2019, is full."),
    ),
    (
        "the date in another order",
        "When was the Elm Lane library opened?",
        ("Elm Lane library", "The library was opened on 3 May 2019."),
        ("Elm Lane library", "The library was opened on May 3."),
    ),
    (
        "a number in another spelling",
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 1,204 chicks."),
        ("Gull Rock", "Wardens counted 1204 chicks."),
    ),
    (
        "a number in words",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve hundred people died in the fire."),
        ("Karsk fire", "1,200 people died in the fire."),
    ),
    (
        "another unit",
        "How long is the Arden tunnel?",
        ("Arden tunnel", "The tunnel, with a long bore of 5 miles, opens on Monday."),
        ("Arden tunnel", "The tunnel, with a long bore of 8 km, opens on Monday."),
    ),
    (
        "another currency",
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.2 million."),
        ("Elm Lane library", "The library will cost $5.3 million."),
    ),
    (
        "part of the name",
        "Who signed the Lower Vale agreement?",
        ("Lower Vale", "The agreement was signed by Ali Omar Reyes."),
        ("Lower Vale", "The agreement was signed by Reyes."),
    ),
    (
        "another thing counted",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire."),
        ("Karsk fire", "The fire burned 40 houses."),
    ),
    (
        "another fate",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire."),
        ("Karsk fire", "The fire drove 300 people from their homes."),
    ),
    (
        "another aspect",
        "How much does the Tern camera weigh?",
        ("Tern camera", "The camera weighs 410 grams."),
        ("Tern camera", "The camera costs 900 euros."),
    ),
    (
        "another place",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire at Karsk."),
        ("Morl fire", "The fire at Morl has killed 17 people."),
    ),
    (
        "another side",
        "Who signed the pact for Iran?",
        ("Pact", "The pact was signed by Ali Omar for Iran."),
        ("Pact", "The pact was signed by Sami Nur for Iraq."),
    ),
    (
        "a parallel sentence about another",
        "Who signed the border pact?",
        ("Pact", "For Tehran the border pact was signed on Sunday by Ali Omar."),
        ("Pact", "For Baghdad the border pact was signed on Sunday by Sami Nur."),
    ),
    (
        "a year more in the sentence",
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921."),
        ("Palace Cinema", "The Palace Cinema, built in 1921, was sold in 1984."),
    ),
    (
        "what was asked differs, the words of the question do not",
        "Why did the library close?",
        ("Library", "The library closed for want of money."),
        ("Library", "The library closed early on Friday."),
    ),
    (
        "an inner and an outer name",
        "Who is the leader of Port Selwyn council?",
        ("Port Selwyn council", "The council is led by its leader Miriam Okafor."),
        ("Port Selwyn council", "Okafor, the leader of the council, resigned."),
    ),
]
SAME = [
    ("£23.4m", "£23.4 million"),
    ("1,204", "1204"),
    ("twenty-one", "21"),
    ("12 per cent", "12%"),
    ("5.4 million", "5,400,000"),
    ("1.60", "1.6"),
    ("some 200", "213"),
    ("two dozen", "24"),
]
APART = [("14", "31"), ("30", "31"), ("£23.4m", "£31.7m"), ("some 200", "300"), ("61%", "54%")]
texts = st.one_of(
    st.text(max_size=80),
    st.sampled_from([side for case in CONFLICTS for side in (case[1][1], case[2][1], case[0])]),
)


def collection(*sides, published=(date(2024, 5, 3), date(2025, 1, 9))):
    """Return evidence and headers: a sentence of an article of its own for each side."""
    evidence, headers = [], {}
    for number, ((title, sentence), day) in enumerate(zip(sides, published, strict=False), 1):
        article = f"article-{number}"
        evidence.append(Evidence(number, article, 0, len(sentence), sentence))
        headers[article] = ArticleHeader(article, title, source=f"Paper {number}", published=day)
    return evidence, headers


@pytest.mark.parametrize(("question", "cited", "other", "values"), CONFLICTS)
def test_another_value_of_what_is_asked_is_a_rival(question, cited, other, values):
    evidence, headers = collection(cited, other)
    found = rivals(question, evidence[:1], evidence, headers)
    assert [(each.cited_value, each.value) for each in found] == [values]
    assert (found[0].against, found[0].number) == (1, 2)
    assert 0 < found[0].sureness <= 1


@pytest.mark.parametrize(("question", "cited", "other", "values"), CONFLICTS)
def test_it_does_not_matter_which_of_the_two_was_cited(question, cited, other, values):
    evidence, headers = collection(cited, other)
    found = rivals(question, evidence[1:], evidence, headers)
    assert [(each.value, each.cited_value) for each in found] == [values]


@pytest.mark.parametrize(
    ("question", "cited", "other"),
    [case[1:] for case in NO_CONFLICTS],
    ids=[case[0] for case in NO_CONFLICTS],
)
def test_what_only_looks_like_a_conflict_is_none(question, cited, other):
    evidence, headers = collection(cited, other)
    assert rivals(question, evidence[:1], evidence, headers) == ()
    assert rivals(question, evidence[1:], evidence, headers) == ()


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_amount_in_two_spellings(one, other):
    assert not differ(amounts(one)[0], amounts(other)[0])
    assert agree(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_amounts(one, other):
    assert differ(amounts(one)[0], amounts(other)[0])
    assert agree(one, other) is False


@pytest.mark.parametrize("text", ["10:30", "won 3-2", "the 21st", "10 to 15", "A380", "3 May 2019"])
def test_what_is_no_amount_for_certain(text):
    assert amounts(text) == []


def test_a_relative_day_is_counted_from_the_day_of_publication():
    (told_on,) = days("It opened on Sunday.", date(2024, 5, 7))
    (written,) = days("It opened on 5 May 2024.", None)
    (another,) = days("It opened on 6 May 2024.", None)
    assert not differ(told_on, written)
    assert differ(told_on, another)


def two(**fields):
    """Return the first conflict, its evidence, its headers; ``fields`` change the second."""
    evidence, headers = collection(*CONFLICTS[0][1:3])
    return (
        CONFLICTS[0][0],
        evidence,
        headers | {"article-2": replace(headers["article-2"], **fields)},
    )


def test_a_copy_of_the_cited_story_is_no_rival():
    question, evidence, headers = two(copy_of="article-1")
    assert rivals(question, evidence[:1], evidence, headers) == ()


def test_only_the_value_that_the_answer_gives_can_be_contradicted():
    question, evidence, headers = two()
    assert rivals(question, evidence[:1], evidence, headers, said="It will cost £4.2 million.")
    assert not rivals(question, evidence[:1], evidence, headers, said="It has 3 floors.")


def test_two_sentences_that_are_both_cited_can_contradict_each_other():
    question, evidence, headers = two()
    (found,) = rivals(
        question, evidence, evidence, headers, "It costs £4.2 million, or £6 million."
    )
    assert (found.against, found.number) == (1, 2)


def test_the_surest_rival_comes_first():
    mill = next(case for case in CONFLICTS if "mill last" in case[0])
    other = ("Corran mill", "The Corran mill was last worked in 1940.")
    evidence, headers = collection(mill[1], other, mill[2], published=[None] * 3)
    found = rivals(mill[0], evidence[:1], evidence, headers)
    assert [each.number for each in found] == [3, 2]
    assert found[0].sureness > found[1].sureness


def test_values_are_reported_newest_first_undated_last():
    mill = next(case for case in CONFLICTS if "mill last" in case[0])
    other = ("Corran mill", "The Corran mill was last worked in 1940.")
    published = [date(2020, 1, 1), None, date(2023, 1, 1)]
    evidence, headers = collection(mill[1], other, mill[2], published=published)
    found = reported(rivals(mill[0], evidence[:1], evidence, headers), evidence, headers)
    assert [(each.value, each.numbers) for each in found] == [
        ("1955", (3,)),
        ("1921", (1,)),
        ("1940", (2,)),
    ]
    assert found[0].source == "Paper 3"


def test_articles_that_agree_are_one_entry_under_the_newest():
    question, cited, other, _ = CONFLICTS[0]
    again = ("Elm Lane library opens", "In the end the Elm Lane library will cost £6.0m.")
    published = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    evidence, headers = collection(cited, other, again, published=published)
    found = reported(rivals(question, evidence[:1], evidence, headers), evidence, headers)
    assert [each.numbers for each in found] == [(3, 2), (1,)]
    assert (found[0].value, found[0].article_id) == ("£6.0m", "article-3")


def test_only_what_is_quoted_is_the_citation_of_a_quote_the_others_are_named_behind_it():
    question, cited, other, _ = CONFLICTS[0]
    again = ("Elm Lane library opens", "In the end the Elm Lane library will cost £6.0m.")
    published = [None, date(2024, 2, 1), date(2024, 3, 1)]
    evidence, headers = collection(cited, other, again, published=published)
    found = reported(rivals(question, evidence[:1], evidence, headers), evidence, headers)
    answer = told(found, evidence)
    assert answer.text.splitlines()[1].endswith("will cost £6.0m.” [3] (also [2])")
    assert [each.citations for each in answer.sentences] == [(3,), (1,)]


def test_without_rivals_nothing_is_reported():
    _, evidence, headers = two()
    assert reported((), evidence, headers) == ()


def test_each_value_is_told_as_a_quote_with_publisher_and_date():
    question, evidence, headers = two()
    found = reported(rivals(question, evidence[:1], evidence, headers), evidence, headers)
    answer = told(found, evidence)
    assert answer.text.splitlines() == [
        LEAD,
        "Paper 2, 9 January 2025: “The library is to cost £6 million.” [2]",
        "Paper 1, 3 May 2024: “The library will cost £4.2 million, the council said.” [1]",
    ]
    assert [each.text for each in answer.sentences] == [evidence[1].text, evidence[0].text]
    assert [each.citations for each in answer.sentences] == [(2,), (1,)]
    assert {each.verdict for each in answer.sentences} == {"supported"}


@pytest.mark.parametrize(
    ("fields", "introduction"),
    [
        ({"source": ""}, "Elm Lane library delayed, 9 January 2025: "),
        ({"published": None}, "Paper 2: "),
        ({"source": "Paper\n2"}, "Paper 2, 9 January 2025: "),
        ({"source": "", "title": "", "published": None}, "An article without a title: "),
    ],
)
def test_what_an_article_does_not_tell_of_itself_is_left_out(fields, introduction):
    question, evidence, headers = two()
    found = rivals(question, evidence[:1], evidence, headers)
    _, _, headers = two(**fields)
    assert (
        f"\n{introduction}“The library is"
        in told(reported(found, evidence, headers), evidence).text
    )


@given(texts, st.lists(texts, max_size=4), st.integers(0, 4), texts)
def test_no_text_raises_and_a_rival_contradicts_another_article_that_is_cited(
    question, sentences, cited, said
):
    evidence, headers = collection(*((text, text) for text in sentences), published=[None] * 4)
    headers.pop("article-2", None)
    found = rivals(question, evidence[:cited], evidence, headers, said)
    entries = reported(found, evidence, headers)
    answer = told(entries, evidence)
    assert {each.against for each in found} <= {each.number for each in evidence[:cited]}
    assert all(each.against != each.number for each in found)
    assert len(entries) != 1
    assert {number for each in entries for number in each.numbers} <= {
        number for each in found for number in (each.number, each.against)
    }
    assert all(each.text in sentences for each in answer.sentences)
