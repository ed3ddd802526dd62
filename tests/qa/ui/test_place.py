from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ui.place import Place
from tests.qa.ui.records import texts

anything = st.one_of(st.none(), st.integers(), st.floats(), texts, st.lists(st.integers()))


def test_a_deep_link_leads_back_to_its_place():
    place = Place("id with & and #", 10, 20)
    values = {name: each[0] for name, each in parse_qs(place.link[1:]).items()}
    assert Place.read(values) == place


def test_a_link_by_quote_leads_back_to_it():
    place = Place("a", quote="“Łódź & more,” she said. #1 100%")
    values = {name: each[0] for name, each in parse_qs(place.link[1:]).items()}
    assert set(values) == {"article", "quote"}
    assert Place.read(values) == place


def test_a_lasting_link_names_the_quote_alone_where_that_is_enough():
    text = "It rained. It rained again. It rained."
    assert Place.of_quote("a", text, 0, 10) == Place("a", quote="It rained.")
    assert Place.of_quote("a", text, 28, 38) == Place("a", 28, 38, quote="It rained.")


def test_a_quote_too_long_for_a_link_is_named_by_its_place():
    assert Place.of_quote("a", "x" * 5000, 10, 4000) == Place("a", 10, 4000)


@pytest.mark.parametrize("bad", [None, 7, "", " \n", "x" * 2001])
def test_a_quote_that_makes_no_sense_counts_as_not_given(bad):
    assert Place.read({"article": "a", "quote": bad}) == Place("a")


def test_a_link_to_a_whole_article_has_no_numbers():
    assert Place("a").link == "?article=a"


@pytest.mark.parametrize("bad", [{}, {"article": ""}, {"article": 7}, {"article": "x" * 501}])
def test_without_an_article_there_is_no_place(bad):
    assert Place.read(bad) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [("9", "9"), ("9", "3"), ("-1", "3"), ("x", "3"), ("1", None), ("1", "9" * 20)],
)
def test_numbers_that_make_no_sense_open_the_whole_article(start, end):
    assert Place.read({"article": "a", "start": start, "end": end}) == Place("a")


@given(st.dictionaries(st.sampled_from(["article", "start", "end", "turn", "quote"]), anything))
def test_whatever_a_browser_sends_is_a_place_or_none(values):
    place = Place.read(values)
    if place is not None:
        assert 0 <= place.start <= place.end
        assert place.turn is None or place.turn >= 0
