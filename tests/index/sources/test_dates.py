"""Dates as articles write them."""

from __future__ import annotations

from datetime import date

import pytest

from index.sources.dates import find_date, is_date_line

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-09",
        "2026-03-09T23:59:00+02:00",
        "2026/3/9",
        "March 9, 2026",
        "Mar. 9th, 2026",
        "9 March 2026",
        "9. March 2026",
        "the 9th of March, 2026",
        "Monday, 9 March 2026, 10.15 am",
        "Mon, 09 Mar 2026 10:15:00 +0000",
        "Updated March 9, 2026, 2:47 p.m. ET",
    ],
)
def test_full_dates(text: str) -> None:
    assert find_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [None, "", "Sunday", "March 2026", "03/04/2026", "2026-13-45", "31 June 2026", "12345-1-1"],
)
def test_what_is_ambiguous_or_none_stays_open(text: str | None) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("March 9, 2026", True),
        ("Published on 9 March 2026", True),
        ("Last updated: Monday, March 9, 2026 at 10:15 am GMT", True),
        ("Updated Dec. 8, 2025, 2:47 p.m. ET", True),
        ("On 9 March 2026 the council met.", False),
        ("March 9, 2026 was a cold day", False),
        ("Monday", False),
    ],
)
def test_lines_that_are_nothing_but_a_date(line: str, is_date: bool) -> None:
    assert is_date_line(line) is is_date
