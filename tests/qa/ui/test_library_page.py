"""The library of the page in a browser: adding, listing, choosing, removing, refreshing."""

import asyncio
import re
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from index.types import Article
from qa.errors import StoreError
from tests.qa.ui.axe import findings
from tests.qa.ui.conftest import wait_for

pytestmark = pytest.mark.browser

QUESTION = "Who signed the agreement for Iran?"
KEPT = "sessionStorage.getItem('article-qa-choice')"
GONE = "https://example.org/gone"
MANY = [
    Article(
        id=f"many-{number:03}",
        title=f"Story {number:03}",
        text=f"Text of story {number}.",
        source=f"Paper {number % 3}",
        published=date(2020, 1, 1) + timedelta(days=number),
    )
    for number in range(150)
]


@pytest.fixture
def many(assistant):
    assistant.store.update({each.id: each for each in MANY})


class Pane:
    """The library of a page that is open."""

    def __init__(self, here):
        self.page = here.page
        self.listed = here.page.locator("#listed")

    def row(self, title):
        return self.listed.locator("li", has_text=title)

    def press(self, name, within=None):
        (within or self.listed).get_by_role("button", name=name, exact=True).click()

    def shows(self, words):
        self.listed.get_by_text(words).first.wait_for()

    def titles(self):
        return self.listed.locator(".title").all_inner_texts()

    def becomes(self, *titles):
        wait_for(lambda: self.titles() == list(titles))

    def seek(self, words):
        self.page.fill("#sought textarea", words)

    def unfold(self, name):
        self.page.locator(f"#{name} > button").click()

    def add(self, *addresses):
        self.page.fill("#addresses textarea", "\n".join(addresses))
        self.page.click("#add")

    def focused(self):
        return self.page.evaluate("document.activeElement.ariaLabel")


@pytest.fixture
def library(visit):
    def open_library(**options):
        pane = Pane(visit(**options))
        pane.listed.locator("li, .empty").first.wait_for(state="attached")
        return pane

    return open_library


def test_the_library_lists_articles_and_opens_them(library):
    pane = library()
    assert "Owls return to Hollins Fen" in pane.listed.inner_text()
    assert "County Wire · 2 November 2024" in pane.listed.inner_text()
    assert "3 articles from 3 publishers" in pane.page.locator("#count").inner_text()
    pane.listed.get_by_text("Owls return").click()
    pane.page.locator("#article h2", has_text="Owls return").wait_for()


def test_an_empty_library_says_how_to_fill_it(library, assistant):
    assistant.store.clear()
    assert "No articles yet." in library().listed.inner_text()


def test_words_and_order_change_what_is_listed(library, many):
    pane = library()
    pane.seek("paper story 14")
    pane.shows("12 of 153 listed")
    assert pane.titles()[0] == "Story 149"
    pane.page.click("#order input")
    pane.page.get_by_role("option", name="By title").click()
    wait_for(lambda: pane.titles()[0] == "Story 014")
    pane.press("Show all")
    wait_for(lambda: len(pane.titles()) == 50)
    assert pane.page.input_value("#sought textarea") == ""


def test_letters_that_are_deleted_widen_the_list_again(library):
    pane = library()
    pane.seek("owlsx")
    pane.shows("No article fits.")
    pane.page.focus("#sought textarea")
    pane.page.keyboard.press("Backspace")
    pane.becomes("Owls return to Hollins Fen")


def test_publishers_and_days_filter_and_the_fold_says_so(library, many):
    pane = library()
    pane.unfold("filtering")
    pane.page.click("#publishers input")
    pane.page.get_by_role("option", name="Paper 1").click()
    pane.shows("50 of 153 listed")
    pane.page.fill("#since input", "2020-05-01")
    pane.shows("10 of 153 listed")
    pane.page.fill("#until input", "2020-05-04")
    pane.becomes("Story 124", "Story 121")
    pane.page.locator("#filtering > button", has_text="Filter · 3 set").wait_for()
    pane.press("Show all")
    wait_for(lambda: len(pane.titles()) == 50)
    assert pane.page.input_value("#since input") == ""
    pane.page.locator("#filtering > button", has_text=re.compile(r"^\s*Filter\b(?! ·)")).wait_for()


def test_a_long_list_shows_more_and_the_keyboard_goes_on_where_it_was(library, many):
    pane = library()
    assert len(pane.titles()) == 50
    last = pane.titles()[-1]
    pane.listed.locator(".more button").press("Enter")
    wait_for(lambda: len(pane.titles()) == 100)
    wait_for(lambda: pane.focused() == f"Ask only chosen articles: {last}")
    pane.listed.locator(".more button").press("Enter")
    wait_for(lambda: len(pane.titles()) == 150)


def test_only_chosen_articles_are_asked(visit, assistant):
    here = visit()
    here.page.locator("#listed li", has_text="Owls").locator(".tick").click()
    here.page.locator("#asking-only", has_text="1 chosen article").wait_for()
    here.ask(QUESTION)
    assert "Only the articles you chose were asked" in here.answered().inner_text()
    assert assistant.asked[-1][2].article_ids == ("owls",)
    here.page.click("#asking-only button")
    here.page.locator("#asking-only button").wait_for(state="detached")
    here.ask(QUESTION)
    here.page.locator("#current .answer").wait_for()
    assert assistant.asked[-1][2] is None


def test_ticks_outlast_a_reload_and_are_no_other_tab_s(library, assistant):
    other, pane = library(), library()
    pane.row("Owls").locator(".tick").click()
    wait_for(lambda: "owls" in (pane.page.evaluate(KEPT) or ""))
    pane.page.reload()
    pane.row("Owls").get_by_role("checkbox", checked=True).wait_for()
    pane.page.locator("#asking-only", has_text="1 chosen article").wait_for()
    pane.page.fill("#question textarea", QUESTION)
    pane.page.click("#ask")
    pane.page.locator("#current .abstention").wait_for()
    assert assistant.asked[-1][2].article_ids == ("owls",)
    other.page.reload()
    other.row("Owls").wait_for()
    assert other.listed.get_by_role("checkbox", checked=True).count() == 0
    pane.page.click("#asking-only button")
    pane.page.locator("#asking-only button").wait_for(state="detached")
    wait_for(lambda: "owls" not in pane.page.evaluate(KEPT))
    pane.page.reload()
    pane.row("Owls").get_by_role("checkbox", checked=False).wait_for()


def test_ticks_of_articles_that_are_gone_by_a_reload_ask_all_and_the_page_says_so(
    library, assistant
):
    pane = library()
    pane.row("Owls").locator(".tick").click()
    wait_for(lambda: "owls" in (pane.page.evaluate(KEPT) or ""))
    assistant.remove("owls")
    pane.page.reload()
    line = pane.page.locator("#asking-only", has_text="are gone: all are asked")
    line.get_by_role("button", name="All right").click()
    line.wait_for(state="detached")


def test_what_others_change_is_listed_once_the_page_comes_into_view(library, assistant):
    pane = library()
    assistant.store["many-000"] = MANY[0]
    come_into_view = "window.dispatchEvent(new Event('focus'))"
    pane.page.focus("#sought textarea")
    pane.page.evaluate(come_into_view)
    pane.page.wait_for_timeout(1000)  # nobody who types is disturbed
    assert pane.row("Story 000").count() == 0
    pane.page.focus("#question textarea")
    pane.page.evaluate(come_into_view)
    pane.row("Story 000").wait_for()
    assistant.remove("many-000")
    pane.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    pane.row("Story 000").wait_for(state="detached")


def test_what_is_listed_is_asked_alone_only_when_that_is_pressed(library, many):
    pane = library()
    pane.seek("story 14")
    pane.shows("12 of 153 listed")
    asking = pane.page.locator("#asking-only")
    assert asking.inner_text() == ""
    pane.press("Ask only these 12")
    asking.get_by_text("Asking only 12 chosen articles").wait_for()
    assert pane.listed.get_by_role("checkbox", checked=True).count() == 12
    pane.press("Ask all")
    asking.get_by_text("Asking only").wait_for(state="detached")
    assert pane.listed.get_by_role("checkbox", checked=True).count() == 0
    assert len(pane.titles()) == 12


def test_publishers_that_are_listed_can_be_asked_alone(library):
    pane = library()
    pane.unfold("filtering")
    pane.page.click("#publishers input")
    pane.page.get_by_role("option", name="County Wire").click()
    pane.press("Ask only this publisher")
    pane.page.locator("#asking-only", has_text="Asking only County Wire").wait_for()


def test_a_tick_keeps_the_focus_and_answers_to_the_keyboard(library):
    pane = library()
    tick = pane.row("Owls").get_by_role("checkbox")
    tick.press("Space")
    pane.row("Owls").get_by_role("checkbox", checked=True).wait_for()
    wait_for(lambda: (pane.focused() or "").endswith("Owls return to Hollins Fen"))
    pane.page.keyboard.press("Space")
    pane.row("Owls").get_by_role("checkbox", checked=False).wait_for()


def test_a_removal_can_be_undone_in_its_place_from_the_keyboard(library, assistant):
    pane = library()
    remove = pane.row("Owls").get_by_role("button", name="Remove Owls return")
    remove.press("Enter")
    told = pane.listed.get_by_role("status")
    told.get_by_text("Removed Owls return to Hollins Fen").wait_for()
    assert "owls" not in assistant.store
    wait_for(lambda: pane.focused() == "Undo the removal of Owls return to Hollins Fen")
    pane.page.keyboard.press("Enter")
    pane.row("Owls").locator(".title").wait_for()
    assert "owls" in assistant.store
    wait_for(lambda: (pane.focused() or "").endswith("Owls return to Hollins Fen"))


def test_a_removed_article_is_no_longer_asked(library):
    pane = library()
    pane.row("Owls").locator(".tick").click()
    pane.page.locator("#asking-only", has_text="1 chosen article").wait_for()
    pane.row("Owls").hover()
    pane.press("Remove Owls return to Hollins Fen")
    pane.page.locator("#asking-only", has_text="1 chosen article").wait_for(state="detached")


def test_an_article_that_another_tab_removed_is_told_and_goes(library, assistant):
    pane = library()
    del assistant.store["owls"]
    pane.row("Owls").hover()
    pane.press("Remove Owls return to Hollins Fen")
    pane.page.locator("#said .problem", has_text="no article has the id").wait_for()
    pane.row("Owls").wait_for(state="detached")


def test_adding_shows_what_became_of_each_source(visit, assistant, tmp_path):
    good = tmp_path / "lighthouse story.md"
    good.write_text("# The lighthouse keeper\nThe lamp was lit by Nora Finch.", encoding="utf-8")
    here = visit()
    here.page.click("#adding > button")
    here.page.fill("#addresses textarea", f"{GONE}\n/etc/passwd")
    here.page.set_input_files("#uploads input[type=file]", str(good))
    here.page.locator("#uploads", has_text="lighthouse").wait_for()
    here.page.click("#add")
    summary = here.page.locator("#jobs .summary")
    summary.wait_for()
    assert "Done: 1 added, 2 failed." in summary.inner_text()
    words = here.page.locator("#jobs").inner_text()
    assert "this fake has no network" in words
    assert "not a web address" in words
    here.page.locator("#listed", has_text="The lighthouse keeper").wait_for()
    assert here.page.input_value("#addresses textarea") == ""
    here.ask("Who lit the lamp?")
    assert "Nora Finch" in here.answered().inner_text()
    summary.get_by_role("button", name="Close").click()
    summary.wait_for(state="detached")


def test_files_are_dropped_into_the_page(library, assistant):
    pane = library()
    pane.unfold("adding")
    dropped = pane.page.evaluate_handle(
        """() => {
          const dropped = new DataTransfer();
          dropped.items.add(new File(["# Dropped\\nA dropped text."], "dropped.md"));
          return dropped;
        }"""
    )
    pane.page.dispatch_event("#uploads button", "drop", {"dataTransfer": dropped})
    pane.page.locator("#uploads", has_text="dropped").wait_for()
    pane.page.click("#add")
    pane.row("Dropped").wait_for()


def test_what_is_under_way_is_shown_again_after_a_reload_and_in_another_tab(
    library, assistant, monkeypatch
):
    held = threading.Event()
    aadd = assistant.aadd

    async def slow(*sources, **options):
        await asyncio.to_thread(held.wait, 60)
        return await aadd(*sources, **options)

    monkeypatch.setattr(assistant, "aadd", slow)
    pane = library()
    pane.unfold("adding")
    pane.add(GONE, "https://example.org/next")
    under_way = ".jobs .reading", GONE
    pane.page.locator(under_way[0], has_text=under_way[1]).wait_for()
    pane.page.reload()
    pane.page.locator(under_way[0], has_text=under_way[1]).wait_for()
    other = library()
    other.page.locator(under_way[0], has_text=under_way[1]).wait_for()
    held.set()
    for each in (pane, other):
        each.page.locator("#jobs .summary", has_text="2 failed").wait_for()
        each.page.locator("#failing", has_text="Failed (2)").wait_for()


def test_what_failed_lasts_and_is_gone_once_it_came_in(library, assistant, monkeypatch):
    pane = library()
    assert not pane.page.locator("#failing").is_visible()
    pane.unfold("adding")
    pane.add(GONE)
    pane.page.locator("#failing", has_text="Failed (1)").wait_for()
    again = library()
    again.unfold("failing")
    failure = again.page.locator("#failures li")
    failure.wait_for()
    assert GONE in failure.inner_text()
    assert "this fake has no network" in failure.inner_text()
    article = Article(id="back", title="Back again", text="It is back.", origin=GONE)
    monkeypatch.setattr("tests.fakes.library.read_file", lambda source: (source, article))
    failure.get_by_role("button", name=f"Try again: {GONE}").click()
    again.row("Back again").wait_for()
    again.page.locator("#failing").wait_for(state="hidden")


def test_what_can_be_done_with_an_article_shows_where_the_mouse_or_the_focus_is(library):
    pane = library()
    row = pane.row("Owls")
    opacity = "each => getComputedStyle(each).opacity"
    assert row.locator(".actions").evaluate(opacity) == "0"
    row.hover()
    assert row.locator(".actions").evaluate(opacity) == "1"
    pane.page.mouse.move(0, 0)
    row.locator(".title").focus()
    assert row.locator(".actions").evaluate(opacity) == "1"


def test_an_article_is_refreshed_from_its_address(library, assistant):
    pact = assistant.store["pact"]
    newer = replace(pact, title="The pact, amended", text="A new text.", content_hash="")
    assistant.pages[pact.url] = newer
    pane = library()
    pane.row("border pact").hover()
    pane.press("Refresh Iran and Iraq sign a border pact")
    pane.page.locator("#jobs .summary", has_text="Done: 1 updated.").wait_for()
    pane.row("The pact, amended").wait_for()


def test_what_came_in_lately_is_called_new(library, assistant):
    assistant.store["fresh"] = Article(
        id="fresh", title="Just in", text="Text.", added=datetime.now(UTC)
    )
    pane = library()
    assert "new" in pane.row("Just in").inner_text()
    assert "new" not in pane.row("Owls").locator(".imprint").inner_text()
    assert "1 new in the last 24 hours" in pane.page.locator("#count").inner_text()


def test_an_assistant_that_fails_is_told_and_the_list_stays(library, assistant):
    pane = library()
    assistant.failure = StoreError("the disk does not answer: look after it")
    pane.seek("owls")
    pane.page.locator("#said .problem", has_text="the disk does not answer").wait_for()
    assert len(pane.titles()) == 3
    pane.seek("owls return")
    pane.becomes("Owls return to Hollins Fen")
    pane.page.locator("#said .problem").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_filters_failures_and_removals_keep_nobody_from_using_them(
    library, assistant, many, scheme
):
    assistant.add(GONE)
    assistant.store["fresh"] = replace(MANY[0], id="fresh", added=datetime.now(UTC))
    pane = library(query=f"?__theme={scheme}")
    pane.unfold("filtering")
    pane.unfold("failing")
    pane.seek("story")
    pane.shows("151 of 154 listed")
    pane.page.click("#publishers input")
    pane.page.get_by_role("option", name="Paper 0").click()
    pane.shows("51 of 154 listed")
    pane.page.keyboard.press("Escape")
    pane.row("Story 147").hover()
    pane.press("Remove Story 147")
    pane.shows("Removed")
    pane.row("Story 144").locator(".tick").click()
    pane.shows("Ask all")
    assert findings(pane.page) == []


def test_everything_is_in_reach_on_a_telephone(chromium, address):
    context = chromium.new_context(
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#brand [data-toggle=library]").tap()
    row = page.locator("#listed li", has_text="Owls")
    row.wait_for()
    shown = "getComputedStyle(document.querySelector('#listed .actions')).opacity"
    assert page.evaluate(shown) == "1"
    assert page.evaluate(
        "[document.documentElement, document.getElementById('library')]"
        ".every(each => each.scrollWidth <= each.clientWidth)"
    )
    row.get_by_role("button", name="Remove Owls").tap()
    page.get_by_role("button", name="Undo the removal of Owls").tap()
    row.locator(".title").wait_for()
    context.close()
