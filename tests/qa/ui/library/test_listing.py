from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.types import ArticleHeader, Filters
from qa.ui.library.listing import Choice, confirmation, examples, library_html, publishers
from qa.ui.talk.welcome import asking_only_html, count_html, welcome_html
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import headers, texts

OWLS = ArticleHeader("owls", "Owls return", source="County Wire", published=date(2024, 9, 21))
PACT = ArticleHeader("pact", "A pact", source="Example Wire", author="A. Writer")


@given(st.lists(headers, max_size=3), st.lists(texts, max_size=2), st.lists(texts, max_size=2))
def test_any_titles_and_choices_stay_words(listed, ids, sources):
    choice = Choice(tuple(ids), tuple(sources))
    Parsed(library_html(listed, choice))
    Parsed(welcome_html(listed))
    Parsed(count_html(listed))
    Parsed(asking_only_html(choice))
    for each in listed:
        Parsed(confirmation(each))


def test_the_list_shows_title_publisher_and_date_and_opens_the_article():
    page = Parsed(library_html([OWLS], Choice()))
    assert "Owls returnCounty Wire · 21 September 2024" in page.text
    assert page.all("a", "title")[0]["data-article"] == "owls"


def test_a_chosen_article_is_ticked_and_the_choice_becomes_filters():
    choice = Choice().toggled("owls")
    ticks = Parsed(library_html([OWLS, PACT], choice)).all("button", "tick")
    assert [each["aria-checked"] for each in ticks] == ["true", "false"]
    assert choice.filters == Filters(article_ids=("owls",))
    assert choice.toggled("owls").filters is None


def test_publishers_narrow_the_list_and_what_is_asked():
    choice = Choice(sources=("Example Wire",))
    assert "Owls" not in Parsed(library_html([OWLS, PACT], choice)).text
    assert choice.filters == Filters(sources=("Example Wire",))
    assert "Asking only Example Wire" in Parsed(asking_only_html(choice)).text


def test_words_narrow_the_list_by_title_publisher_and_author():
    for words, title in (("OWLS", "Owls return"), ("writer example", "A pact")):
        page = Parsed(library_html([OWLS, PACT], Choice(), words))
        assert [each["data-article"] for each in page.all("a", "title")] == [
            {"Owls return": "owls", "A pact": "pact"}[title]
        ]
    assert "No article fits" in Parsed(library_html([OWLS], Choice(), "zebra")).text


def test_a_long_list_is_cut_and_says_so():
    many = [ArticleHeader(str(number), f"Title {number}") for number in range(250)]
    page = Parsed(library_html(many, Choice()))
    assert len(page.all("a", "title")) == 200
    assert "and 50 more" in page.text


def test_publishers_come_once_and_in_order():
    assert publishers([PACT, OWLS, OWLS]) == ["County Wire", "Example Wire"]


def test_examples_are_offered_only_where_their_article_is_in_the_library():
    assert examples([OWLS]) == []
    seed = ArticleHeader("x", "Tehran and Baghdad put a border security pact in writing")
    assert examples([seed]) == ["Who signed the border pact on behalf of Iran?"]


def test_an_empty_library_says_how_to_begin():
    assert "paste a web address or drop files" in Parsed(welcome_html([])).text
    assert "No articles yet" in Parsed(library_html([], Choice())).text
