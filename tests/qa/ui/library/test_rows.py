from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index.types import ArticleHeader
from qa.ui.library.listing import Choice
from qa.ui.library.rows import lately_html, rows_html
from qa.ui.library.view import Shelf, View
from qa.ui.talk.welcome import asking_only_html, count_html, welcome_html
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import headers, texts

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWLS = ArticleHeader(
    "owls", "Owls return", source="County Wire", published=date(2024, 9, 21),
    url="https://example.org/owls",
)  # fmt: skip
PACT = ArticleHeader("pact", "A pact", source="Example Wire", author="A. Writer")
MANY = [ArticleHeader(str(number), f"Title {number:03}") for number in range(250)]


EVERYTHING, FIRST, NOTHING = View(), Shelf(), Choice()


def page(listed, view=EVERYTHING, shelf=FIRST, choice=NOTHING) -> Parsed:
    return Parsed(rows_html(listed, view, shelf, choice, NOW))


def ids(parsed: Parsed) -> list[str | None]:
    return [each["data-article"] for each in parsed.all("a", "title")]


def buttons(parsed: Parsed) -> dict[str | None, dict[str, str | None]]:
    return {each["data-do"]: each for each in parsed.all("button")}


@given(st.lists(headers, max_size=3), st.lists(headers, max_size=2), st.lists(texts, max_size=2))
def test_any_titles_removals_and_choices_stay_words(listed, gone, names):
    choice, shelf = Choice(tuple(names), tuple(names)), Shelf(removed=tuple(gone))
    page(listed, View(sources=tuple(names)), shelf, choice)
    page(listed, View(), shelf, choice)
    Parsed(welcome_html(listed))
    Parsed(count_html(listed))
    Parsed(asking_only_html(choice))


def test_a_row_shows_title_publisher_and_date_and_opens_the_article():
    parsed = page([OWLS])
    assert "Owls returnCounty Wire · 21 September 2024" in parsed.text
    assert ids(parsed) == ["owls"]


def test_every_button_says_what_it_does_to_which_article():
    parsed = page([OWLS])
    assert [each["aria-label"] for each in parsed.all("button")] == [
        "Ask only chosen articles: Owls return", "Refresh Owls return", "Remove Owls return"
    ]  # fmt: skip


def test_only_what_has_an_address_can_be_refreshed():
    assert "refresh" in buttons(page([OWLS]))
    assert "refresh" not in buttons(page([PACT]))
    assert "refresh" not in buttons(page([replace(OWLS, url="file:///etc/passwd")]))


def test_chosen_articles_are_ticked_and_can_all_be_asked_again():
    parsed = page([OWLS, PACT], choice=Choice(("owls",)))
    ticks = {each["data-id"]: each["aria-checked"] for each in parsed.all("button", "tick")}
    assert ticks == {"owls": "true", "pact": "false"}
    assert "Ask all" in parsed.text


def test_what_narrows_the_list_says_how_many_fit_and_leaves_the_choice_alone():
    parsed = page([OWLS, PACT], View(words="writer example"))
    assert ids(parsed) == ["pact"]
    assert "1 of 2 listed" in parsed.text
    assert {"show-all", "choose-all"} <= set(buttons(parsed))
    assert "choose-sources" not in buttons(parsed)
    assert "choose-all" not in buttons(page([OWLS, PACT]))


def test_publishers_that_are_listed_alone_can_be_asked_alone():
    view = View(sources=("County Wire",))
    assert "Ask only this publisher" in page([OWLS, PACT], view).text
    chosen = page([OWLS, PACT], view, choice=Choice(sources=("County Wire",)))
    assert "choose-sources" not in buttons(chosen)


def test_a_search_without_a_find_says_so_and_leads_back():
    parsed = page([OWLS], View(words="zebra"))
    assert "No article fits." in parsed.text
    assert set(buttons(parsed)) == {"show-all"}


def test_a_long_list_is_cut_and_more_can_be_shown():
    parsed = page(MANY)
    assert len(ids(parsed)) == 50
    assert "Show 50 more 200 are not listed yet" in parsed.text
    assert buttons(parsed)["more"]["data-id"] == ids(parsed)[-1]
    longest = page(MANY, shelf=Shelf(300))
    assert len(ids(longest)) == 250
    assert "more" not in buttons(longest)


def test_a_removed_article_keeps_its_place_and_offers_to_undo_that():
    parsed = page([OWLS], View(sort="title"), Shelf(removed=(PACT,)))
    assert parsed.text.index("Removed A pact Undo") < parsed.text.index("Owls return")
    assert [each["role"] for each in parsed.all("p") if "role" in each] == ["status"]
    assert ids(parsed) == ["owls"]


def test_a_removed_article_that_is_there_again_is_a_row_like_others():
    parsed = page([OWLS, PACT], shelf=Shelf(removed=(PACT,)))
    assert set(ids(parsed)) == {"owls", "pact"}
    assert "Removed" not in parsed.text


def test_removed_articles_are_not_counted():
    parsed = page([OWLS], View(words="r"), Shelf(removed=(PACT,)))
    assert "1 of 1 listed" in parsed.text


def test_what_came_in_lately_is_marked_and_counted():
    new = replace(PACT, added=NOW - timedelta(hours=2))
    parsed = page([OWLS, new])
    (sign,) = parsed.all("b", "new")
    assert sign["title"] == "Came in or changed in the last 24 hours"
    assert Parsed(lately_html([OWLS, new], NOW)).text == "1 new in the last 24 hours"
    assert lately_html([OWLS], NOW) == ""


def test_an_empty_library_says_how_to_fill_it():
    assert "No articles yet." in page([]).text
