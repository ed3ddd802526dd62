"""Running heads and feet go; no line of the text goes with them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.running import Line, without_running_lines

TOP, LEADING = 740.0, 14.0
HEAD, FOOT = 790.0, 42.0
WORDS = map("".join, itertools.product("abcdefgh", repeat=6))


def body(lines=40):
    """A page of text; no line is like another."""
    return [Line(f"the word {next(WORDS)}", TOP - LEADING * at) for at in range(lines)]


def texts(page):
    return [line.text for line in page]


@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {} of 12", "The Chantry Review · {}"])
@pytest.mark.parametrize("height", [HEAD, FOOT])
@pytest.mark.parametrize("first", [1, 57])
def test_a_number_that_counts_with_the_pages_goes(number, height, first):
    pages = [body(), body(), body(9)]
    printed = [[*page, Line(number.format(first + at), height)] for at, page in enumerate(pages)]
    assert without_running_lines(printed) == [texts(page) for page in pages]


def test_on_two_pages_a_foot_in_two_parts_goes_wherever_it_was_written():
    pages = [body(), body(7)]
    printed = [
        [Line("The Chantry Review", FOOT), *pages[0], Line("1", FOOT)],
        [*pages[1], Line("The Chantry Review", FOOT + 0.4), Line("2", FOOT)],
    ]
    assert without_running_lines(printed) == [texts(page) for page in pages]


def test_left_and_right_pages_may_differ():
    pages = [body() for _ in range(6)]
    printed = [
        [Line(f"{at} Review" if at % 2 else f"Review {at}", HEAD), *page]
        for at, page in enumerate(pages, 1)
    ]
    assert without_running_lines(printed) == [texts(page) for page in pages]


def test_the_first_page_may_have_no_number():
    pages = [body(), body()]
    printed = [pages[0], [*pages[1], Line("2", FOOT)]]
    assert without_running_lines(printed) == [texts(page) for page in pages]


@pytest.mark.parametrize("at", [0, -1])
def test_a_line_of_the_text_that_comes_again_on_both_pages_stays(at):
    pages = [body(), body()]
    pages[1][at] = pages[0][at]
    assert without_running_lines(pages) == [texts(page) for page in pages]


def test_a_last_line_that_is_repeated_at_another_height_stays():
    pages = [[*body(30), Line("He never did.", 250)], [*body(5), Line("He never did.", 600)]]
    assert without_running_lines(pages) == [texts(page) for page in pages]


def test_a_year_that_ends_a_text_is_no_page_number():
    pages = [body(), [*body(3), Line("2024.", TOP - 3 * LEADING)]]
    assert without_running_lines(pages) == [texts(page) for page in pages]


def test_what_repeats_in_the_middle_of_the_pages_stays():
    pages = [body() for _ in range(4)]
    for page in pages:
        page[20] = Line("* * *", page[20].height)
    assert without_running_lines(pages) == [texts(page) for page in pages]


def test_a_text_of_nothing_but_repetition_stays():
    pages = [[Line("Hello", TOP), Line("World", FOOT)] for _ in range(3)]
    assert without_running_lines(pages) == [texts(page) for page in pages]


LINES = st.builds(Line, st.text("ab 1", max_size=3), st.sampled_from([800.0, 786.0, 400.0, 40.0]))


@given(st.lists(st.lists(LINES, max_size=5), max_size=5))
def test_what_is_kept_keeps_its_order_and_the_middle_is_kept(pages):
    kept = without_running_lines(pages)
    assert len(kept) == len(pages)
    for page, left in zip(pages, kept, strict=True):
        rest = iter(texts(page))
        assert all(text in rest for text in left)
    assert any(map(any, kept)) == any(line.text for page in pages for line in page)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_pages_that_have_nothing_in_common_lose_nothing(lengths):
    pages = [body(length) for length in lengths]
    assert without_running_lines(pages) == [texts(page) for page in pages]
