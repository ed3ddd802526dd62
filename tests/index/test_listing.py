"""A list of articles: searched by words, filtered, sorted; what is missing comes last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.listing import listed
from index.types import ArticleHeader, Filters

PACT = ArticleHeader(
    "pact", "“Border pact” signed", source="Gazette", author="Ann Lée", published=date(2023, 3, 20),
    language="en", added=datetime(2026, 3, 1, 9, tzinfo=UTC),
)  # fmt: skip
OWLS = ArticleHeader(
    "owls", "Élan for owls", source="observer", published=date(2024, 9, 20),
    added=datetime(2026, 2, 1, tzinfo=UTC),
)  # fmt: skip
ZINC = ArticleHeader("zinc", "Zinc is mined", source="Gazette", language="de")
BARE = ArticleHeader("bare", "")
ALL = (BARE, ZINC, PACT, OWLS)


def ids(*arguments, **more):
    return [each.id for each in listed(ALL, *arguments, **more)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("published", ["owls", "pact", "bare", "zinc"]),
        ("added", ["pact", "owls", "bare", "zinc"]),
        ("title", ["pact", "owls", "zinc", "bare"]),
        ("source", ["zinc", "pact", "owls", "bare"]),
    ],
)
def test_each_order_has_what_is_missing_last_and_equals_as_they_came(sort, expected):
    assert ids(sort=sort) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {"pact", "owls", "zinc", "bare"}),
        ("  \n", {"pact", "owls", "zinc", "bare"}),
        ("GAZETTE", {"pact", "zinc"}),
        ("gazette lee", {"pact"}),
        ("elan", {"owls"}),
        ("Élan", {"owls"}),
        ("bord sign", {"pact"}),
        ("pact owls", set()),
        ("signed gazette", {"pact"}),
        ("signedgazette", set()),
    ],
)
def test_every_word_is_in_title_publisher_or_author(words, expected):
    assert set(ids(words)) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"pact", "owls", "zinc", "bare"}),
        (Filters(article_ids=("owls", "none")), {"owls"}),
        (Filters(article_ids=()), set()),
        (Filters(sources=("GAZETTE", "Observer")), {"pact", "owls", "zinc"}),
        (Filters(sources=("",)), {"bare"}),
        (Filters(authors=("ANN LÉE",)), {"pact"}),
        (Filters(languages=("DE",)), {"zinc"}),
        (Filters(published_from="2023-03-20", published_to="2023-12-31"), {"pact"}),
        (Filters(published_to="2024-09-20"), {"pact", "owls"}),
        (Filters(sources=("gazette",), published_from="2020-01-01"), {"pact"}),
    ],
)
def test_filters_work_as_they_do_in_a_search(filters, expected):
    assert set(ids(filters=filters)) == expected
    assert ids("gazette", filters=filters) == [name for name in ids("gazette") if name in expected]


def test_sorting_twice_sorts_by_both():
    day = date(2024, 1, 1)
    same = [replace(each, published=day) for each in (OWLS, PACT, ZINC)]
    by_title = listed(same, sort="title")
    assert listed(by_title, sort="published") == by_title
    assert [each.id for each in listed(by_title, sort="source")] == ["pact", "zinc", "owls"]
