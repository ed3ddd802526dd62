"""The page on a telephone: 375 px, a finger, and in every state nothing wider or too small."""

import asyncio
import threading

import pytest

from tests.qa.ui.axe import findings
from tests.qa.ui.conftest import wait_for
from tests.qa.ui.scripted import (
    ADVICE,
    DISPUTED,
    KEEP_COPIED,
    QUESTION,
    QUOTE,
    REFUSED,
    RICH,
    script_conflict,
    script_refusal,
    script_rich,
)

pytestmark = pytest.mark.browser

GONE = "https://example.org/gone"
WIDER = """() => {
  const panes = document.querySelectorAll("html, #bar, #library, #scroll, #composer, #reader");
  const inside = [...document.querySelectorAll("#bar *, #panes *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && each.checkVisibility() && !each.closest("svg, .visually-hidden")
      && (box.right > innerWidth + 0.5 || box.left < -0.5);
  });
  return [...[...panes].filter((each) => each.scrollWidth > each.clientWidth), ...inside]
    .map((each) => `${each.tagName} ${each.id} ${each.className}`);
}"""
SMALL = """() => [...document.querySelectorAll(
    "#panes :is(button, a, summary, textarea, input, [role=tab], [role=option]), #bar button")]
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.width > 1 && Math.min(box.width, box.height) < 24)
  .map(([each, box]) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 20)} `
    + `${Math.round(box.width)}x${box.height.toFixed(1)}`)
"""
"""Targets of less than 24 px, WCAG 2.2, 2.5.8, without its exceptions."""
OUTLINED = """() => {
  const each = document.activeElement, look = getComputedStyle(each);
  const row = each.closest("#ask-row");
  const shown = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  return shown || Boolean(row && getComputedStyle(row).borderColor !==
    getComputedStyle(document.querySelector("#library")).borderColor);
}"""


@pytest.fixture(scope="module")
def profile(chromium):
    """A telephone."""
    context = chromium.new_context(
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(40_000)
    yield context
    context.close()


class Telephone:
    """A page that is open on it, and what a finger does there."""

    def __init__(self, here):
        self.here, self.page = here, here.page

    def ask(self, question):
        self.page.fill("#question textarea", question)
        self.page.tap("#ask")
        turn = self.page.locator("#current .turn[data-settled]", has_text=question)
        turn.wait_for()
        return turn

    def tap(self, name, within=None, role="button"):
        (within or self.page).get_by_role(role, name=name).first.tap()

    def side(self, tab):
        self.tap("Library and conversations")
        self.tap(tab, role="tab")

    def shows(self, part, words=None):
        self.page.locator(part, has_text=words).first.wait_for()

    def covers(self, pane):
        """Whether a pane takes the place of the conversation."""
        box = self.page.locator(pane).bounding_box()
        return box is not None and (box["x"], box["width"]) == (0, 375)

    def in_order(self):
        """Nothing is wider than the screen, nothing to be tapped smaller than 24 px."""
        assert "\n".join(self.page.evaluate(WIDER)) == ""
        assert "\n".join(self.page.evaluate(SMALL)) == ""


@pytest.fixture
def phone(visit):
    return lambda query="": Telephone(visit(width=375, query=query))


def test_what_is_too_wide_or_too_small_is_found(phone):
    phone = phone()
    phone.page.evaluate(
        """() => document.getElementById("past").innerHTML =
          "<button>x</button><p style='width: 400px'>wide</p>" """
    )
    assert "P" in "".join(phone.page.evaluate(WIDER))
    assert "BUTTON" in "".join(phone.page.evaluate(SMALL))


def test_library_and_reader_open_over_the_conversation_and_close(phone):
    phone = phone()
    phone.in_order()
    assert not phone.page.locator("#library").is_visible()
    phone.tap("Library and conversations")
    phone.shows("#listed li", "Owls return")
    assert phone.covers("#library")
    assert "County Wire · 2 November 2024" in phone.page.locator("#listed").inner_text()
    assert "3 articles from 3 publishers" in phone.page.locator("#count").inner_text()
    phone.in_order()
    phone.tap("Close this pane")
    assert not phone.page.locator("#library").is_visible()
    phone.tap("Library and conversations")
    phone.page.locator("#listed").get_by_text("Owls return").tap()
    phone.shows("#article h2", "Owls return")
    assert phone.covers("#reader")
    assert not phone.page.locator("#library").is_visible()
    phone.tap("Close the reader")
    assert phone.page.locator("#listed").get_by_text("Owls return").is_visible()
    assert not phone.page.locator("#reader").is_visible()


def test_an_article_is_chosen_with_a_finger_and_asked_alone(phone, assistant):
    phone = phone()
    phone.tap("Library and conversations")
    phone.tap("Ask only chosen articles: Owls", role="checkbox")
    phone.page.get_by_role("checkbox", checked=True).wait_for()
    phone.in_order()
    phone.tap("Close this pane")
    phone.shows("#asking-only", "Asking only 1 chosen article")
    phone.ask("How many owls were counted?")
    assert assistant.asked[-1][2].article_ids == ("owls",)
    phone.in_order()


def test_what_was_found_is_read_while_the_answer_is_written(phone, assistant):
    assistant.pace = 0.2
    phone = phone()
    phone.page.fill("#question textarea", QUESTION)
    phone.page.tap("#ask")
    found = phone.page.locator("#current .found blockquote").first
    found.wait_for()
    assert QUOTE in found.inner_text()
    phone.page.locator("#current .draft").wait_for()
    assert found.is_visible()
    assert phone.page.locator("#stop").is_visible()
    phone.in_order()
    phone.shows("#current .answer", QUOTE)


def test_a_tap_on_a_chip_shows_the_quote_in_its_article(phone, assistant):
    script_rich(assistant)
    phone = phone()
    turn = phone.ask(RICH)
    assert turn.locator(".chip").all_inner_texts() == [
        "Example Wire\n1", "Example Wire\n2", "County Wire\n3"
    ]  # fmt: skip
    signs = turn.locator(".verdict > span:first-child").all_inner_texts()
    assert signs == ["✓", "◐", "✕"]
    phone.in_order()
    phone.page.evaluate(KEEP_COPIED)
    phone.tap("Copy with sources", within=turn)
    wait_for(lambda: "Example Wire" in phone.page.evaluate("window.copied ?? ''"))
    turn.locator(".chip").nth(1).tap()
    mark = phone.page.locator("#article mark.main", has_text="in Baghdad on Sunday")
    mark.wait_for()
    assert phone.covers("#reader")
    assert phone.page.locator("#article mark.other").inner_text() == QUOTE
    wait_for(lambda: 0 < mark.bounding_box()["y"] < 700)
    original = phone.page.get_by_role("link", name="Open the original at this passage")
    assert "#:~:text=in%20Baghdad" in original.get_attribute("href")
    phone.in_order()
    phone.tap("Next quote", role="link")
    phone.shows("#reader:not([aria-busy]) mark.main", "Wardens counted nine")
    phone.page.fill("#find", "wardens")
    phone.shows("#matches", "1 of 1")
    phone.in_order()


def test_under_an_answer_is_what_it_cites_what_else_was_found_and_what_to_do(phone, assistant):
    script_rich(assistant)
    assistant.suggestions = ["Who signed it for Iraq, and what did they say about the border?"]
    phone = phone()
    turn = phone.ask(RICH)
    phone.page.locator("#suggested button").wait_for()
    phone.in_order()
    also = turn.locator("details.also")
    assert also.get_attribute("open") is None
    also.locator("summary").tap()
    phone.shows("details.also .title")
    phone.in_order()
    for rating in ("Good", "Wrong answer", "Wrong source"):
        phone.tap(rating, turn)
        turn.get_by_role("button", name=rating, pressed=True).wait_for()
    phone.in_order()
    assert [each.rating for each in assistant.feedbacks()] == ["wrong-source"]
    phone.tap("Edit", turn)
    phone.shows("#thread-line", "Editing question 1")
    wait_for(lambda: phone.page.input_value("#question textarea") == RICH)
    phone.in_order()
    phone.tap("Leave it")
    phone.page.locator("#thread-line p").wait_for(state="detached")
    assistant.asked.clear()
    assistant.suggestions = ["Who else was there for Iraq?"]  # there once that is answered
    phone.tap("Ask again", turn)
    phone.page.locator("#suggested button", has_text="Who else").tap()
    phone.shows("#current .turn[data-settled]", "for Iraq")
    assert [each[0] for each in assistant.asked] == [RICH, "Who else was there for Iraq?"]


def test_a_refusal_is_a_card_with_the_nearest_passages(phone, assistant):
    script_refusal(assistant)
    phone = phone()
    card = phone.ask(REFUSED).locator("section.abstention")
    assert ADVICE in card.inner_text()
    phone.in_order()
    card.locator(".nearest .title").first.tap()
    phone.shows("#article mark.main")
    assert phone.covers("#reader")


def test_articles_that_disagree_stand_one_below_the_other(phone, assistant):
    script_conflict(assistant)
    phone = phone()
    says = phone.ask(DISPUTED).locator("section.conflict .says")
    boxes = [each.bounding_box() for each in says.all()]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    words = says.all_inner_texts()
    assert words[0].startswith("Harbour Post · 21 March 2023")
    assert words[1].startswith("Example Wire · 19 March 2023")
    phone.in_order()


def test_an_address_is_added_with_its_progress_and_the_reason_it_failed(
    phone, assistant, monkeypatch
):
    held, aadd = threading.Event(), assistant.aadd

    async def slow(*sources, **options):
        await asyncio.to_thread(held.wait, 60)
        return await aadd(*sources, **options)

    monkeypatch.setattr(assistant, "aadd", slow)
    phone = phone()
    phone.tap("Library and conversations")
    phone.page.tap("#adding > button")
    phone.page.fill("#addresses textarea", f"{GONE}\n{GONE}/{'long' * 40}")
    try:
        phone.page.tap("#add")
        phone.page.get_by_role("progressbar", name=f"Adding {GONE}").wait_for()
        phone.in_order()
        phone.page.reload()
        phone.tap("Library and conversations")
        phone.page.get_by_role("progressbar", name=f"Adding {GONE}").wait_for()
    finally:
        held.set()
    phone.shows("#jobs .summary", "2 failed")
    phone.shows("#jobs .reasons", "this fake has no network")
    phone.page.tap("#failing > button")
    phone.shows("#failures .reason", "this fake has no network")
    phone.in_order()


def test_a_conversation_is_found_renamed_exported_and_removed(phone):
    phone = phone()
    phone.ask(QUESTION)
    phone.side("Conversations")
    row = phone.page.locator("#kept li")
    row.wait_for()
    phone.page.fill("#recall :is(input, textarea)", "shamkhani")
    phone.tap("Rename", row)
    title = phone.page.get_by_role("textbox", name="Title", exact=True)
    wait_for(lambda: title.input_value() == QUESTION)
    phone.in_order()
    title.fill("The pact " + "W" * 80)
    phone.page.locator("#renaming").get_by_role("button", name="Rename").tap()
    phone.shows("#kept li", "The pact W")
    phone.in_order()
    with phone.page.expect_download() as download:
        phone.tap("Export", row, role="link")
    assert f"> {QUOTE}" in download.value.path().read_text(encoding="utf-8")
    phone.tap("Remove", row)
    phone.shows("#kept-line", "Removed")
    row.wait_for(state="detached")
    phone.in_order()
    phone.tap("Undo")
    row.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_wherever_the_keyboard_goes(phone, assistant, scheme):
    script_rich(assistant)
    phone = phone(f"?__theme={scheme}")
    phone.ask(RICH)
    phone.page.locator("#question textarea").focus()
    passed = set()
    while (name := phone.page.evaluate("document.activeElement.outerHTML")) not in passed:
        assert phone.page.evaluate(OUTLINED), name
        passed.add(name)
        phone.page.keyboard.press("Shift+Tab")
        if phone.page.evaluate("document.activeElement === document.body"):
            break
    words = " ".join(passed)
    for part in ("chip", "quote", "original", "summary", 'data-do="edit"', "rate", "colours"):
        assert part in words
    assert findings(phone.page) == []
    phone.side("Trust")
    phone.shows("#trust p")
    phone.in_order()
