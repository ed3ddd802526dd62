"""Men's results are no evidence on the women's, and persons set nothing apart."""

import pytest

from qa.contests import tells_of_the_other

WOMENS = "Who won the women's marathon in Paris?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (WOMENS, "The men's race, on Saturday, was won by Tamirat Tola of Ethiopia."),
        ("Who won the women marathon?", "The men’s race was won by Tola."),
        ("Who holds the men's 100 metres record?", "Thompson ran the women's 100 metres in 10.6."),
        ("Who won the women's singles title?", "Sinner took the men's singles."),
        ("Which club won the women's FA Cup?", "The men's FA Cup final was won by Crystal Palace."),
    ],
)
def test_the_other_contest_is_told_of(question, text):
    assert tells_of_the_other(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (WOMENS, "Sifan Hassan won the marathon by three seconds."),
        (WOMENS, "Hassan won the women's race, Tola the men's race."),
        (WOMENS, "Hassan won, and her time beat most of the men's field and the men's record."),
        ("Did the men's race come before the women's race?", "The men's race was on Saturday."),
        ("Who won the marathon?", "The men's race was won by Tola."),
        ("Which man was jailed for the murder?", "Couzens was jailed for murdering a woman."),
        ("How many women sit in parliament?", "Of 329 seats, men hold 234."),
        (
            "Who was the man of the match?",
            "Kerr of the women's team was named player of the match.",
        ),
        ("Where do Man Utd play?", "Old Trafford also hosts the women's team."),
        ("What is the longest day?", "On 20 or 21 June, with the shortest night."),
    ],
)
def test_what_sets_nothing_apart_is_evidence(question, text):
    assert not tells_of_the_other(question, text)


def test_a_title_may_tell_of_the_one_that_is_asked_of():
    text = "It was faster than the men's race."
    assert tells_of_the_other(WOMENS, text)
    assert not tells_of_the_other(WOMENS, text, "Hassan wins the women's race")
    assert not tells_of_the_other(WOMENS, "Hassan won it.", "A day after the men's race")
