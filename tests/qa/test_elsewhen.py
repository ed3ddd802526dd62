"""What a sentence says of another year is no evidence on the year that is asked of."""

from datetime import date

import pytest

from qa.dates import of_another_year

PUBLISHED = date(2024, 9, 20)
HOW_MANY = "How many barn owls bred at Hollins Fen in 2023?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (HOW_MANY, "58 pairs bred this summer, more than in any year since the count of 1987."),
        (HOW_MANY, "The census went on between 4 May and 25 August."),
        ("Who won in 2022?", "Last year Ida Brandt won."),
        ("What was the loss for March 2022?", "The loss of last year was £2m."),
    ],
)
def test_it_tells_of_another_year(question, text):
    assert of_another_year(question, text, PUBLISHED)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (HOW_MANY, "Last year there had been 41."),
        (HOW_MANY, "58 pairs bred this summer, against 41 in 2023."),
        (HOW_MANY, "58 pairs bred at the fen."),
        (HOW_MANY, "She has led the count since 2013, and will until this summer."),
        (HOW_MANY, "Mrs Dell said on Monday that 41 had bred."),
        ("Where did more owls breed than in 2023?", "58 pairs bred this summer."),
        ("Were there more in 2023 than in 2022?", "58 pairs bred this summer."),
        ("How many owls bred at Hollins Fen?", "58 pairs bred this summer."),
        ("Who won the race in 2024?", "Ida Brandt won it this summer."),
        ("What was the budget in 2024?", "The budget grew, up 5% on last year."),
        ("What is the target for 2030?", "The target was raised last year."),
        ("What did the inquiry into the fire of 2017 find?", "It blamed the cladding last year."),
        (HOW_MANY, "41 had bred by 25 August, the trust said."),
        (HOW_MANY, "2023's 41 pairs were beaten by those of this summer."),
        (HOW_MANY, "She has led it since early 2013, and will until this summer."),
        ("Who won in 2019?", "Ida Brandt won it five years ago."),
    ],
)
def test_it_may_tell_of_that_year(question, text):
    assert not of_another_year(question, text, PUBLISHED)


def test_an_article_without_a_date_says_of_no_year_that_it_is_this_one():
    assert not of_another_year(HOW_MANY, "58 pairs bred this summer.", None)
