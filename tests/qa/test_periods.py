"""Which time a question asks about, and which wordings are no time at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates import Period, as_of, asked_period, newest_wanted
from qa.dates.prior import with_time
from qa.types import Citation
from tests.qa.dated_text import SOUP

WEDNESDAY = date(2024, 11, 20)

PERIODS = [
    ("Who signed the pact in March 2023?", "2023-03-01", "2023-03-31"),
    ("who signed the pact in march 2023", "2023-03-01", "2023-03-31"),
    ("What happened in 2021?", "2021-01-01", "2021-12-31"),
    ("Who won the 2020 vote in the 2020 election?", "2020-01-01", "2020-12-31"),
    ("Who spoke on 12 May 2024?", "2024-05-12", "2024-05-12"),
    ("Who spoke on May 12, 2024?", "2024-05-12", "2024-05-12"),
    ("Who spoke on the 3rd of June 2024?", "2024-06-03", "2024-06-03"),
    ("What was said on 2024-02-29?", "2024-02-29", "2024-02-29"),
    ("How many deaths as of 19 August 2024?", "2024-08-19", "2024-08-19"),
    ("Who left on 3 April?", "2024-04-03", "2024-04-03"),
    ("Who left on 3 December?", "2023-12-03", "2023-12-03"),
    ("Who was born on 29 February?", "2024-02-29", "2024-02-29"),
    ("What happened last week?", "2024-11-11", "2024-11-17"),
    ("What happened yesterday?", "2024-11-19", "2024-11-19"),
    ("What was decided this month?", "2024-11-01", "2024-11-30"),
    ("What was decided last weekend?", "2024-11-16", "2024-11-17"),
    ("What did the firm earn last quarter?", "2024-07-01", "2024-09-30"),
    ("What did the firm earn in Q3 2024?", "2024-07-01", "2024-09-30"),
    ("And in the second quarter of 2023?", "2023-04-01", "2023-06-30"),
    ("What is planned for next year?", "2025-01-01", "2025-12-31"),
    ("Who was hurt on Monday?", "2024-11-18", "2024-11-18"),
    ("Who was hurt on Wednesday?", "2024-11-20", "2024-11-20"),
    ("Who was hurt last Wednesday?", "2024-11-13", "2024-11-13"),
    ("What opened last March?", "2024-03-01", "2024-03-31"),
    ("Which jet crashed in January, killing 67?", "2024-01-01", "2024-01-31"),
    ("What has changed since January?", "2024-01-01", None),
    ("What has changed since last week?", "2024-11-11", None),
    ("What happened after June 2022?", "2022-07-01", None),
    ("Who led it before 2020?", None, "2019-12-31"),
    ("Who led it until May 2022?", None, "2022-05-31"),
    ("How did it change between 2019 and 2021?", "2019-01-01", "2021-12-31"),
    ("How did it change from March to May 2023?", "2023-03-01", "2023-05-31"),
    ("What was done between November and February?", "2023-11-01", "2024-02-29"),
    ("How much rain fell in the past three months?", "2024-08-20", "2024-11-20"),
    ("What grew in the last 10 years of trade?", "2014-11-20", "2024-11-20"),
    ("What was it like two years ago?", "2022-01-01", "2022-12-31"),
    ("What was built in the 1960s?", "1960-01-01", "1969-12-31"),
    ("What happened in spring 2023?", "2023-01-01", "2023-12-31"),
    ("Wer unterschrieb im März 2023?", "2023-03-01", "2023-03-31"),
    ("Was geschah letzte Woche?", "2024-11-11", "2024-11-17"),
    ("Qui a signé en mars 2023 ?", "2023-03-01", "2023-03-31"),
    ("Que s'est-il passé la semaine dernière ?", "2024-11-11", "2024-11-17"),
    ("Who led it in March 2023? And in August 2023?", "2023-08-01", "2023-08-31"),
]

NO_TIME = [
    "Who signed the pact?",
    "Where does Route 2021 begin?",
    "Who directed 2001: A Space Odyssey?",
    "What happens in 2001: A Space Odyssey?",
    "How many of the 1,984 people voted?",
    "What was found in 2000 homes?",
    "What is the 2025 model called?",
    "What was the score in 2021-22?",
    "What did May say about the vote?",
    "What happened after May's defeat?",
    "Who sang before June Carter?",
    "What may be the reason?",
    "Why may this march be banned?",
    "What did NASA find on Mars?",
    "What did USA Today report?",
    "Who wrote Yesterday?",
    "Who reads the Sunday Times?",
    "What was her last name?",
    "Which was the first newspaper?",
    "Which is the oldest bridge?",
    "How long did the war last?",
    "What was the last week of the campaign like?",
    "What was said on 31 February?",
    "What is electric current measured in?",
    "When must it be paid at the latest?",
    "Who painted the still life?",
    "What happens while the tide stands still?",
    "Was he still in office?",
    "What did he say he had now?",
    "Who sang It's Now or Never?",
    "",
]

NEWEST = [
    "What is the latest number of calls?",
    "How many have fallen ill, at the latest count?",
    "Who is the current president?",
    "How many users does it currently have?",
    "Where is the bridge now?",
    "What was the most recent figure?",
    "Where is the newest pharmacy?",
    "What are today's prices?",
    "Is she still alive?",
    "Does the UK still follow the rules?",
    "Who won the last election?",
    "When did they last win?",
    "Is the fountain on at present?",
    "Who recently set a record?",
    "Wie hoch ist der aktuelle Leitzins?",
]


def _day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("question", "start", "end"), PERIODS)
def test_a_time_that_is_asked_about_is_understood(question, start, end):
    period = asked_period(question, WEDNESDAY)
    assert period == Period(_day(start), _day(end))
    assert period.bounded


@pytest.mark.parametrize("question", NO_TIME)
def test_numbers_titles_and_names_are_no_time(question):
    assert asked_period(question, WEDNESDAY) is None


@pytest.mark.parametrize("question", NEWEST)
def test_the_newest_is_wanted_where_a_word_says_so(question):
    assert newest_wanted(question)
    assert asked_period(question, WEDNESDAY).newest


def test_the_newest_of_a_period_is_both():
    period = asked_period("What was the latest count in 2023?", WEDNESDAY)
    assert period == Period(date(2023, 1, 1), date(2023, 12, 31), newest=True)


def _citation(published):
    return Citation(1, "a", "A", "", None, published, "quote", 0, 5)


def test_an_answer_holds_as_of_the_newest_article_it_cites():
    days = [None, date(2024, 8, 6), date(2024, 8, 19)]
    assert as_of(_citation(day) for day in days) == date(2024, 8, 19)
    assert as_of([_citation(None)]) is None
    assert as_of([]) is None


@given(SOUP, st.dates())
def test_whatever_is_asked_on_whatever_day_a_period_is_in_order_or_there_is_none(question, today):
    period = asked_period(question, today)
    if period is not None:
        assert period.bounded or period.newest
        if period.start and period.end:
            assert period.start <= period.end


MARCH = Period(date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("day", "raised"),
    [
        (date(2023, 3, 1), True),
        (date(2023, 3, 31), True),
        (date(2023, 4, 7), True),
        (date(2023, 4, 8), False),
        (date(2023, 2, 28), False),
    ],
)
def test_articles_of_the_period_and_of_the_week_after_it_are_preferred(day, raised):
    ((score),) = with_time([(0.5, day)], MARCH)
    assert (score > 0.5) is raised


def test_an_unknown_day_stands_between_a_right_and_a_wrong_one():
    right, unknown, wrong = with_time(
        [(0.5, date(2023, 3, 5)), (0.5, None), (0.5, date(2020, 1, 1))], MARCH
    )
    assert right > unknown > wrong == 0.5


def test_a_period_after_all_that_was_found_prefers_the_newest():
    old, new, today = date(2023, 5, 1), date(2024, 5, 1), date(2026, 11, 24)
    this_week = asked_period("Which bank failed this week?", today)
    older, newer = with_time([(0.60, old), (0.55, new)], this_week)
    assert older < newer
    long_ago = asked_period("Which bank failed in 1955?", today)
    assert with_time([(0.60, old), (0.55, new)], long_ago) == [0.60, 0.55]


def test_the_newer_of_two_near_matches_wins_but_never_over_a_clearly_better_one():
    newest = Period(newest=True)
    old, new = date(2024, 8, 6), date(2024, 8, 19)
    near = with_time([(0.60, old), (0.55, new)], newest)
    assert near[1] > near[0]
    clear = with_time([(0.75, old), (0.60, new)], newest)
    assert clear[0] > clear[1]


def test_an_article_on_something_else_does_not_profit_from_being_new():
    scores = with_time([(0.9, date(2024, 1, 1)), (0.3, date(2024, 9, 1))], Period(newest=True))
    assert scores[1] == 0.3


DATED = st.lists(st.tuples(st.floats(0, 1), st.none() | st.dates()), max_size=12)
DAYS = st.none() | st.dates()


@given(DATED, DAYS, DAYS, st.booleans())
def test_scores_stay_within_bounds_and_a_much_better_match_stays_ahead(scored, start, end, newest):
    raised = with_time(scored, Period(start, end, newest))
    assert len(raised) == len(scored)
    assert all(0 <= score <= 1 for score in raised)
    for (one, _), after in zip(scored, raised, strict=True):
        for (other, _), other_after in zip(scored, raised, strict=True):
            assert one - other <= 0.26 or after > other_after
