"""Sentences of two articles that contradict each other, and those that only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import ArticleHeader
from qa.conflicts import LEAD, reported, rivals, told
from qa.conflicts.amounts import amounts
from qa.conflicts.days import days
from qa.conflicts.values import agree, differ
from qa.types import Evidence
from tests.qa.contradicting import CONFLICTS, NO_CONFLICTS

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


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("in May", "in the second quarter of 2024", False),
        ("in July", "in the second quarter of 2024", True),
        ("on 5 May", "on Sunday", False),
        ("on 12 April", "on Sunday", True),
        ("on 5 May", "in the 1990s", False),
        ("on 29 February", "in 2023", True),
        ("on 29 February", "in 2024", False),
        ("on 5 May", "in May", False),
        ("on 5 May", "on 6 May", True),
        ("in May 2023", "in May", False),
        ("in May 2023", "last year", False),
        ("in May 2022", "last year", True),
    ],
)
def test_days_differ_where_no_day_of_any_year_is_in_both(one, other, differs):
    first, second = (days(f"It opened {each}.", date(2024, 5, 7))[0] for each in (one, other))
    assert differ(first, second) is differs
    assert differ(second, first) is differs


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


def test_the_titles_tell_apart_what_one_publisher_says_on_one_day():
    question, evidence, headers = two()
    found = rivals(question, evidence[:1], evidence, headers)
    headers = {key: replace(each, source="Wiki", published=None) for key, each in headers.items()}
    _, *lines = told(reported(found, evidence, headers), evidence).text.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "“Elm Lane library”, Wiki",
        "“Elm Lane library delayed”, Wiki",
    ]


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
