import pytest

from index.types import ArticleHeader, Filters
from qa.ui.library.listing import Choice, examples, publishers
from qa.ui.talk.welcome import asking_only_html, welcome_html
from tests.qa.ui.parsed import Parsed

OWLS = ArticleHeader("owls", "Owls return", source="County Wire")
PACT = ArticleHeader("pact", "A pact", source="Example Wire")


def test_a_chosen_article_becomes_filters_until_it_is_chosen_again():
    choice = Choice().toggled("owls")
    assert choice.filters == Filters(article_ids=("owls",))
    assert choice.toggled("owls").filters is None


def test_chosen_publishers_become_filters_and_are_named():
    choice = Choice(sources=("Example Wire",))
    assert choice.filters == Filters(sources=("Example Wire",))
    assert "Asking only Example Wire" in Parsed(asking_only_html(choice)).text


def test_a_tick_takes_the_place_of_publishers():
    choice = Choice(sources=("Example Wire",)).toggled("owls")
    assert choice == Choice(articles=("owls",))


def test_an_article_that_is_gone_is_no_longer_chosen_but_publishers_are():
    assert Choice(("owls", "pact")).without("owls") == Choice(("pact",))
    assert Choice(sources=("Example Wire",)).without("owls").sources == ("Example Wire",)


def test_publishers_come_once_and_in_order():
    assert publishers([PACT, OWLS, OWLS]) == ["County Wire", "Example Wire"]


def test_examples_are_offered_only_where_their_article_is_in_the_library():
    assert examples([OWLS]) == []
    seed = ArticleHeader("x", "Tehran and Baghdad put a border security pact in writing")
    assert examples([seed]) == ["Who signed the border pact on behalf of Iran?"]


def test_an_empty_library_says_how_to_begin():
    assert "paste a web address or drop files" in Parsed(welcome_html([])).text


def test_a_choice_comes_back_as_the_browser_kept_it():
    for choice in (Choice(), Choice(("owls", "Łódź <b>")), Choice(sources=("Example Wire",))):
        assert Choice.read(choice.kept) == choice


@pytest.mark.parametrize(
    "bad", [None, 7, "", "{", "[" * 100_000, "[1]", '{"articles": 7}', '{"articles": [7, null]}']
)
def test_a_kept_choice_that_makes_no_sense_chooses_nothing(bad):
    assert Choice.read(bad) == Choice()


def test_what_is_gone_is_left_out_of_a_choice():
    assert Choice(("owls", "gone")).among([OWLS, PACT]) == Choice(("owls",))
    sources = ("Example Wire", "Gone Gazette")
    assert Choice(sources=sources).among([OWLS, PACT]) == Choice(sources=("Example Wire",))


def test_what_was_chosen_and_is_gone_is_told():
    assert asking_only_html(Choice()) == ""
    assert "are gone: all are asked" in Parsed(asking_only_html(Choice(), gone=True)).text
    assert "gone" not in Parsed(asking_only_html(Choice(("owls",)), gone=True)).text
