from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index.types import ArticleHeader
from qa.ui.library.view import LATELY, Shelf, View, came_lately
from tests.qa.ui.records import headers, texts

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD = ArticleHeader("old", "Old", added=NOW - timedelta(days=3))
NEW = ArticleHeader("new", "New", added=NOW - timedelta(hours=1))
UNKNOWN = ArticleHeader("unknown", "Unknown")
anything = st.one_of(st.none(), texts, st.integers(), st.lists(texts, max_size=2))


@given(st.tuples(*[anything] * 5), st.lists(headers, max_size=3))
def test_whatever_a_browser_sends_makes_a_view(fields, listed):
    view = View.read(*fields)
    assert {each.id for each in view.of(listed)} <= {each.id for each in listed}


def test_fields_of_the_page_become_a_view():
    view = View.read("owls", "title", ["County Wire"], "2024-01-31", "")
    assert view == View("owls", "title", ("County Wire",), date(2024, 1, 31))
    assert view.filtering == 2
    assert view.narrowing


def test_an_untouched_page_lists_everything_newest_first():
    view = View.read("", "published", [], "", "")
    assert view == View()
    assert not view.narrowing
    dated = ArticleHeader("dated", "Dated", published=date(2024, 1, 1))
    assert view.of([OLD, dated]) == [dated, OLD]


def test_a_day_that_is_none_counts_as_empty():
    assert View.read("", "published", [], "31.1.2024", "0000-00-00") == View()


def test_new_is_what_came_in_within_a_day():
    assert came_lately([OLD, NEW, UNKNOWN], NOW) == {"new"}
    assert came_lately([OLD, NEW], NOW + LATELY) == set()


def test_in_a_library_that_was_just_filled_nothing_is_called_new():
    assert came_lately([NEW], NOW) == set()


def test_a_shelf_remembers_the_last_removals_each_once():
    shelf = Shelf().after(OLD).after(NEW).after(OLD)
    assert shelf.removed == (NEW, OLD)
    assert shelf.without("new").removed == (OLD,)
    for number in range(30):
        shelf = shelf.after(ArticleHeader(str(number), "Title"))
    assert [each.id for each in shelf.removed] == [str(number) for number in range(10, 30)]
