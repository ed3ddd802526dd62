"""Relative dates of an article, resolved against the day it appeared."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates import Span, explained, in_words, resolved
from qa.dates.spans import containing, moved
from tests.qa.dated_text import SOUP

EXAMPLES = [
    # the last weekday up to the day of publication
    ("2023-03-20", "Shamkhani signed the pact on Sunday.", "Sunday: 19 March 2023"),
    ("2024-11-19", "The minister spoke on Monday.", "Monday: 18 November 2024"),
    ("2024-11-18", "The minister spoke on Monday.", "Monday: 18 November 2024"),
    ("2024-11-19", "He was shot Monday, police said.", "Monday: 18 November 2024"),
    ("2024-08-19", "The latest to die, on Friday, was 69.", "Friday: 16 August 2024"),
    ("2024-11-18", "The pact was signed last Monday.", "last Monday: 11 November 2024"),
    ("2024-11-06", "This Monday the court met.", "This Monday: 4 November 2024"),
    ("2024-06-07", "Am Donnerstag hat sie entschieden.", "Donnerstag: 6 June 2024"),
    # or the next where the clause looks ahead
    ("2024-11-06", "Lanterns will be lit again this Friday.", "this Friday: 8 November 2024"),
    ("2024-11-19", "It will be formally opened on Friday.", "Friday: 22 November 2024"),
    ("2024-08-19", "The hotline, which took 2,150 calls, will close on Wednesday.",
     "Wednesday: 21 August 2024"),
    ("2024-11-18", "Voting is due on Tuesday.", "Tuesday: 19 November 2024"),
    ("2024-11-18", "The show opens on Saturday.", "Saturday: 23 November 2024"),
    ("2024-11-19", "They gave him until Monday to leave.", "Monday: 25 November 2024"),
    ("2024-11-06", "They meet next Monday.", "next Monday: 11 November 2024"),
    # each clause on its own
    ("2022-03-06", "He spoke, warning on Saturday that he would act.", "Saturday: 5 March 2022"),
    ("2024-11-06", "The council said on Monday that the bridge will open on Friday.",
     "Monday: 4 November 2024; Friday: 8 November 2024"),
    ("2024-11-18", "It may rain on Friday. It rained on Tuesday.",
     "Friday: 22 November 2024; Tuesday: 12 November 2024"),
    ("2024-11-06", "This time there will be no gas: it was laid in September.",
     "September: September 2024"),
    # days, weeks, months, years
    ("2024-11-06", "It fell yesterday.", "yesterday: 5 November 2024"),
    ("2024-11-06", "It fell last night.", "last night: 5 November 2024"),
    ("2024-11-06", "It closed today.", "today: 6 November 2024"),
    ("2024-11-06", "It opens tomorrow.", "tomorrow: 7 November 2024"),
    ("2024-11-06", "It fell two days ago.", "two days ago: 4 November 2024"),
    ("2024-08-19", "Two weeks ago there were 14.", "Two weeks ago: 5 to 11 August 2024"),
    ("2024-11-06", "It closed last week.", "last week: 28 October to 3 November 2024"),
    ("2024-11-06", "It opens next month.", "next month: December 2024"),
    ("2025-01-12", "It opens next month.", "next month: February 2025"),
    ("2024-09-21", "Last year there had been 41.", "Last year: 2023"),
    ("2024-11-06", "It shut earlier this year.", "earlier this year: 1 January to 6 November 2024"),
    ("2024-11-06", "It opens later this week.", "later this week: 6 to 10 November 2024"),
    ("2024-02-01", "Sales fell in the past three months.",
     "the past three months: 1 November 2023 to 1 February 2024"),
    ("2024-11-06", "Sie schloss letzte Woche.", "letzte Woche: 28 October to 3 November 2024"),
    # months and their days without a year
    ("2023-08-28", "On 22 May he was succeeded.", "22 May: 22 May 2023"),
    ("2024-09-21", "It was counted between 4 May and 25 August.",
     "4 May: 4 May 2024; 25 August: 25 August 2024"),
    ("2025-10-30", "Aid is set to lapse on Nov. 1.", "Nov. 1: 1 November 2025"),
    ("2024-01-15", "It closed in November.", "November: November 2023"),
    ("2024-08-19", "Work is expected to start in May.", "May: May 2025"),
    ("2024-11-18", "In May, Theresa May resigned.", "May: May 2024"),
    ("2024-11-06", "It was sold last March.", "last March: March 2024"),
]  # fmt: skip

NOTHING = [
    "The bridge cost 23 million pounds.",
    "It was signed on Sunday, 19 March 2023.",
    "It was signed on Sunday afternoon, July 21, 2024.",
    "The sale on Black Friday broke records.",
    "The Sunday Times and Sheffield Wednesday lost.",
    "They march every Monday.",
    "The market is on the second Friday of each month.",
    "He left one Sunday.",
    "Open Monday to Friday.",
    "She taught in Sunday school.",
    "They met again the very next day.",
    "They met again the next week.",
    "It was the last week of the campaign.",
    "It was the last night of the fair.",
    "USA Today wrote about Yesterday.",
    "It happened more than two years ago.",
    "Voters for May were few.",
    "It opened in September 2022.",
    "She had lived there since 1987.",
    "",
]


@pytest.mark.parametrize(("published", "text", "note"), EXAMPLES)
def test_relative_dates_count_from_the_publication(published, text, note):
    assert explained(text, date.fromisoformat(published)) == note


@pytest.mark.parametrize("text", NOTHING)
def test_dates_that_count_from_elsewhere_and_names_are_left_alone(text):
    assert resolved(text, date(2024, 11, 6)) == []


def test_nothing_is_resolved_in_an_article_without_a_date():
    assert resolved("It was signed on Sunday.", None) == []
    assert explained("It was signed on Sunday.", None) == ""


def test_a_date_that_stands_twice_is_explained_once():
    text = "It fell on Sunday. It was found on Sunday."
    assert len(resolved(text, date(2024, 11, 6))) == 2
    assert explained(text, date(2024, 11, 6)) == "Sunday: 3 November 2024"


SENTENCES = st.lists(
    st.sampled_from([text for _, text, _ in EXAMPLES] + NOTHING) | SOUP, max_size=5
).map(" ".join)


@given(SENTENCES, st.none() | st.dates())
def test_offsets_are_exact_in_order_and_apart_and_nothing_raises(text, published):
    found = resolved(text, published)
    for each in found:
        assert text[each.start : each.end] == each.words != ""
        assert each.span.start <= each.span.end
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert bool(explained(text, published)) == bool(found)


@given(st.dates(), st.sampled_from("day week weekend month quarter year decade".split()))
def test_a_unit_holds_its_day_but_a_weekend_that_of_its_week(day, unit):
    span = containing(day, unit)
    assert span.start <= span.end
    assert span.start <= day <= span.end or (unit == "weekend" and day.weekday() < 5)


@given(st.dates(), st.integers(-30_000, 30_000), st.sampled_from(["day", "week", "month", "year"]))
def test_moving_never_leaves_the_calendar_and_keeps_its_direction(day, count, unit):
    there = moved(day, count, unit)
    assert (there <= day) if count <= 0 else (there >= day)


def test_the_last_of_a_long_month_becomes_the_last_of_a_short_one():
    assert moved(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-03-10", "2024-03-10", "10 March 2024"),
        ("2024-03-04", "2024-03-10", "4 to 10 March 2024"),
        ("2024-02-26", "2024-03-03", "26 February to 3 March 2024"),
        ("2023-12-25", "2024-01-07", "25 December 2023 to 7 January 2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_spans_are_written_as_a_reader_writes_them(start, end, words):
    assert str(Span(date.fromisoformat(start), date.fromisoformat(end))) == words


def test_a_day_is_written_without_a_leading_zero():
    assert in_words(date(2024, 8, 6)) == "6 August 2024"
