"""Fusion invents and repeats nothing; copies of a story take one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Filters
from qa.dates import Period
from qa.retrieval import Retriever, fuse
from tests.conftest import BRIDGE, OWLS, TREATY

found = st.dictionaries(st.integers(1, 50), st.floats(-1, 30, allow_nan=False), max_size=20).map(
    lambda scores: sorted(scores.items(), key=lambda pair: -pair[1])
)


@given(found, found)
def test_fusion_neither_invents_nor_duplicates_and_stays_in_bounds(dense, lexical):
    lexical = [(number, abs(score)) for number, score in lexical]
    scores = fuse(dense, lexical)
    assert set(scores) == {number for number, _ in dense} | {number for number, _ in lexical}
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores.values())


def test_what_both_methods_find_first_is_first():
    scores = fuse([(1, 0.9), (2, 0.8), (3, 0.1)], [(1, 12.0), (3, 3.0)])
    assert max(scores, key=scores.get) == 1
    assert scores[1] == pytest.approx(1.0)


def test_results_carry_both_ranks_and_exact_offsets(assistant):
    results = assistant.search("border treaty signed")
    assert results[0].article.id == "treaty"
    assert results[0].methods == {"dense": 1, "lexical": 1}
    assert [each.rank for each in results] == list(range(1, len(results) + 1))
    for each in results:
        text = assistant.article(each.passage.article_id).text
        assert text[each.passage.start : each.passage.end] == each.passage.text


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("Council backs a lifting bridge", "bridge"),
        ("Qasem al-Araji", "treaty"),
        ("1,204", "treaty"),
        ("Mia Holt", "owls"),
        ("Fenland Observer", "owls"),
    ],
)
def test_exact_titles_names_and_numbers_are_found_first(assistant, query, article):
    assert assistant.search(query)[0].article.id == article


def test_filters_reach_both_methods(assistant):
    results = assistant.search("treaty owls bridge", filters=Filters(sources=("Fenland Observer",)))
    assert {each.article.id for each in results} == {"owls"}


def test_copies_of_one_story_take_one_place(assistant):
    text = " ".join(f"The lighthouse keeper noted storm number {i} in the log." for i in range(12))
    story = Article(id="log", title="The keeper's log", text=text, source="Gazette")
    assistant.add_articles([story, replace(story, id="copy", title="A log", source="Courier")])
    assert assistant.article("copy").copy_of == "log"
    results = assistant.search("lighthouse keeper storm log", top_k=50)
    assert len({each.article.id for each in results} & {"log", "copy"}) == 1


def test_top_k_bounds_the_results(assistant):
    assert len(assistant.search("the treaty", top_k=1)) == 1
    assert {TREATY.id, OWLS.id, BRIDGE.id} >= {
        each.article.id for each in assistant.search("the treaty", top_k=50)
    }


COUNT = Article(
    id="count",
    title="Outbreak on the hill",
    text="Health officers counted 14 people ill in the outbreak on the hill.",
    published="2024-08-06",
)
LATER = replace(
    COUNT,
    id="later",
    text="Health officers counted 31 people ill in the outbreak on the hill, most of them old.",
    published="2024-08-19",
    content_hash="",
)
UNDATED = replace(
    COUNT,
    id="undated",
    title="A history of fevers",
    text="Twenty people were once ill of a fever that came from the marshes below the hill.",
    published=None,
    content_hash="",
)
QUESTION = ["How many people are ill in the outbreak on the hill?"]


@pytest.fixture
def retriever(assistant, embedder):
    assistant.add_articles([COUNT, LATER, UNDATED])
    return Retriever(assistant._engine.collection, embedder, 30)


def _first(found):
    return found.passages[0].stored.article.id


def _scores(found):
    return {each.stored.article.id: each.score for each in found.passages}


def test_the_newer_article_comes_first_where_the_newest_is_wanted(retriever):
    assert _first(retriever.search(QUESTION, 5)) == "count"
    assert _first(retriever.search(QUESTION, 5, period=Period(newest=True))) == "later"


def test_articles_of_the_period_come_first(retriever):
    until = Period(date(2024, 8, 1), date(2024, 8, 7))
    assert _first(retriever.search(QUESTION, 5, period=until)) == "count"
    since = Period(date(2024, 8, 15), None)
    assert _first(retriever.search(QUESTION, 5, period=since)) == "later"


def test_a_period_is_a_preference_and_excludes_nothing(retriever):
    without = retriever.search(QUESTION, 50)
    for period in (Period(date(1990, 1, 1), date(1990, 12, 31)), Period(newest=True)):
        found = retriever.search(QUESTION, 50, period=period)
        assert set(_scores(found)) == set(_scores(without))
        assert all(0 <= score <= 1 for score in _scores(found).values())


def test_a_period_in_which_nothing_appeared_changes_nothing(retriever):
    without = _scores(retriever.search(QUESTION, 50))
    period = Period(date(1990, 1, 1), date(1990, 12, 31))
    assert _scores(retriever.search(QUESTION, 50, period=period)) == without


def test_without_a_time_scores_are_those_of_the_fusion(retriever, assistant, embedder):
    vector = embedder.embed(QUESTION)[0]
    collection = assistant._engine.collection
    fused = fuse(collection.nearest(vector, 30, None), collection.matching(QUESTION[0], 30, None))
    found = retriever.search(QUESTION, 50)
    assert [each.score for each in found.passages] == sorted(fused.values(), reverse=True)


def test_what_was_searched_is_counted_and_less_where_only_some_articles_are_asked(assistant):
    def searched(filters: Filters | None) -> int:
        first = next(assistant.stream("Who signed the treaty?", filters=filters))
        return first.searched

    everything = searched(None)
    assert everything == assistant.status().passages
    assert 0 < searched(Filters(article_ids=("treaty",))) < everything
    assert searched(Filters(sources=("nobody",))) == 0
