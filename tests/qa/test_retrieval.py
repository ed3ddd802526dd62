"""Fusion invents and repeats nothing; copies of a story take one place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Filters
from qa.retrieval import fuse
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
