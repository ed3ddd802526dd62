"""An answer to the last clause: chips, quotes, verdicts, cards, and what is kept of them."""

import asyncio
import threading
from dataclasses import replace
from itertools import pairwise

import pytest

from evals.candidates import from_feedback
from index.types import AddItem, AddProgress, AddReport
from tests.qa.ui.conftest import wait_for
from tests.qa.ui.scripted import (
    ADVICE,
    DISPUTED,
    QUESTION,
    QUOTE,
    REFUSED,
    RICH,
    script_conflict,
    script_refusal,
    script_rich,
)

pytestmark = pytest.mark.browser

FEED = "https://example.org/feed.xml"
PAGE = "https://example.org/page"
RECORD_DRAFTS = """() => {
  const current = document.getElementById("current");
  window.drafts = [];
  new MutationObserver(() => {
    const draft = current.querySelector(".draft");
    if (draft) window.drafts.push([draft.textContent, current.querySelectorAll(".chip").length]);
  }).observe(current, { childList: true, subtree: true, characterData: true });
}"""
LOOK = """each => {
  const look = getComputedStyle(each);
  return `${look.textDecorationLine} ${look.textDecorationStyle}`;
}"""
SHADE = "each => getComputedStyle(each).backgroundColor.match(/\\d+/g).map(Number).at(2)"


def test_the_draft_grows_without_half_a_marker_and_without_a_chip(visit, assistant):
    script_rich(assistant)
    assistant.pace = 0.05
    here = visit()
    here.page.evaluate(RECORD_DRAFTS)
    here.ask(RICH)
    here.answered()
    drafts = here.page.evaluate("window.drafts")
    words = [each for each, _ in drafts]
    assert len(set(words)) > 3
    assert all(after.startswith(before) for before, after in pairwise(words))
    assert not [each for each in words if "[" in each or "]" in each]
    assert {chips for _, chips in drafts} == {0}


def test_each_sentence_ends_in_chips_publisher_first_and_only_those_with_a_quote(visit, assistant):
    script_rich(assistant)
    here = visit()
    here.ask(RICH)
    sentences = here.answered().locator(".sentence")
    chips = [each.locator(".chip").all_inner_texts() for each in sentences.all()]
    assert chips == [["Example Wire\n1", "Example Wire\n2"], ["County Wire\n3"], []]
    chip = sentences.first.locator(".chip").first
    publisher, number = (chip.locator(each).bounding_box()["x"] for each in (".publisher", "b"))
    assert publisher < number
    said = sentences.first.locator(".said").bounding_box()
    assert said["x"] + said["width"] <= chip.bounding_box()["x"]


def test_verdicts_differ_by_sign_words_and_line_not_by_colour_alone(visit, assistant):
    script_rich(assistant)
    here = visit()
    here.ask(RICH)
    turn = here.answered()
    verdicts = [each.locator("span").all_text_contents() for each in turn.locator(".verdict").all()]
    assert verdicts == [
        ["✓", "supported"], ["◐", "partly supported"], ["✕", "not found in the articles"]
    ]  # fmt: skip
    signs = turn.locator(".verdict > span:first-child")
    assert all(each.is_visible() for each in signs.all())
    looks = [each.evaluate(LOOK) for each in turn.locator(".said").all()]
    assert looks == ["none solid", "underline dashed", "underline wavy"]


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_chip_shows_its_quote_with_title_publisher_and_date(visit, assistant, way):
    script_rich(assistant)
    here = visit()
    here.ask(RICH)
    chip = here.answered().locator(".chip").nth(2)
    peek = chip.locator(".peek")
    assert not peek.is_visible()
    if way == "hover":
        chip.hover()
    else:
        here.answered().locator(".chip").nth(1).focus()
        here.page.keyboard.press("Tab")
    peek.wait_for()
    words = peek.inner_text()
    for part in ("Wardens counted nine last year.", "Owls return to Hollins Fen"):
        assert part in words
    assert "County Wire · 2 November 2024" in words
    box = peek.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    if way == "hover":
        here.page.mouse.move(0, 0)
    else:
        here.page.keyboard.press("Tab")
    peek.wait_for(state="hidden")


def test_other_quotes_are_marked_lighter_and_an_original_is_linked_where_there_is_one(
    visit, assistant
):
    script_rich(assistant)
    here = visit()
    here.ask(RICH)
    chips = here.answered().locator(".chip")
    chips.first.click()
    here.page.locator("#article mark.main", has_text=QUOTE).wait_for()
    other, main = (here.page.locator(f"#article mark.{each}") for each in ("other", "main"))
    assert other.inner_text() == "in Baghdad on Sunday"
    assert other.evaluate(SHADE) > main.evaluate(SHADE)
    here.page.get_by_role("link", name="Open the original at this passage").wait_for()
    chips.nth(2).click()
    here.page.locator("#article mark.main", has_text="Wardens").wait_for()
    assert here.page.locator("#article").get_by_text("Open the original").count() == 0


def test_what_is_cited_comes_first_and_what_was_also_found_is_folded(visit, assistant):
    script_rich(assistant)
    here = visit()
    here.ask(RICH)
    turn = here.answered()
    cited, also = turn.locator(".cited"), turn.locator("details.also")
    assert cited.bounding_box()["y"] < also.bounding_box()["y"]
    assert cited.locator("cite").all_inner_texts()[::2] == [
        "Iran and Iraq sign a border pact", "Owls return to Hollins Fen"
    ]  # fmt: skip
    title = also.locator(".title").first
    assert not title.is_visible()
    also.locator("summary").press("Enter")
    title.click()
    here.page.locator("#article h2", has_text=title.inner_text()).wait_for()


@pytest.mark.parametrize(
    ("button", "rating"),
    [("Good", "good"), ("Wrong answer", "wrong-answer"), ("Wrong source", "wrong-source")],
)
def test_a_rating_is_kept_and_becomes_a_question_of_an_evaluation(visit, assistant, button, rating):
    here = visit()
    here.ask(QUESTION)
    turn = here.answered()
    turn.get_by_role("button", name=button).click()
    turn.get_by_role("button", name=button, pressed=True).wait_for()
    (kept,) = assistant.feedbacks()
    assert (kept.rating, kept.question, kept.citations[0].quote) == (rating, QUESTION, QUOTE)
    (sample,) = from_feedback(assistant.feedbacks(), assistant.articles())
    assert sample.question == QUESTION
    assert rating in sample.note


def test_a_refusal_shows_the_nearest_passages_and_what_to_do_instead(visit, assistant):
    script_refusal(assistant)
    here = visit()
    here.ask(REFUSED)
    turn = here.answered()
    card = turn.locator("section.abstention")
    assert card.locator("h3").first.inner_text() == "The articles do not say"
    assert ADVICE in card.inner_text()
    assert turn.locator(".chip").count() == 0
    near = card.locator(".nearest li").first
    assert "Example Wire · 19 March 2023" in near.inner_text()
    passage = near.locator("blockquote").inner_text()
    near.locator(".title").click()
    mark = here.page.locator("#article mark.main")
    mark.wait_for()
    assert mark.inner_text() == passage


def test_a_disagreement_names_publisher_and_date_of_each_side(visit, assistant):
    script_conflict(assistant)
    here = visit()
    here.ask(DISPUTED)
    says = here.answered().locator("section.conflict .says")
    boxes = [each.bounding_box() for each in says.all()]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    words = says.all_inner_texts()
    assert words[0].startswith("Harbour Post · 21 March 2023\nOn Monday.")
    assert words[1].startswith("Example Wire · 19 March 2023\nOn Sunday.")


def test_a_reload_keeps_evidence_verdicts_and_refusals_even_of_articles_that_went(visit, assistant):
    script_rich(assistant)
    script_refusal(assistant)
    here = visit()
    for question in (RICH, REFUSED):
        here.ask(question)
        here.page.locator("#current .turn[data-settled]", has_text=question).wait_for()
    wait_for(lambda: "conversation=" in here.page.evaluate("location.href"))
    parts = ".question, .said, .chip, .verdict, .cited, .also, .nearest, .advice"
    before = here.page.locator(parts).all_text_contents()
    del assistant.store["owls"]
    here.page.reload()
    here.page.locator("#current .nearest").wait_for()
    wait_for(lambda: here.page.locator(parts).all_text_contents() == before)
    here.page.locator("#past .chip").nth(2).click()
    here.page.locator("#article .problem", has_text="no article has the id").wait_for()


def test_a_page_and_a_feed_each_have_their_bar_and_both_outlast_a_reload(
    visit, assistant, monkeypatch
):
    told = threading.Event()
    pact = assistant.store["pact"]

    async def add(source, *, on_progress=None):
        items = [AddItem(f"{source}#{number}", f"new-{number}", "New") for number in range(3)]
        on_progress(AddProgress("added", items[0], 1, 3))
        await asyncio.to_thread(told.wait, 60)
        assistant.store["new"] = replace(pact, id="new", title="Out of the feed")
        broken = AddItem(f"{source}#2", title="Entry two", reason="it has no text")
        return AddReport(added=tuple(items[:2]), failed=(broken,))

    monkeypatch.setattr(assistant, "aadd", add)
    here = visit()
    here.page.click("#adding > button")
    here.page.fill("#addresses textarea", f"{FEED}\n{PAGE}")
    here.page.click("#add")
    bar = here.page.get_by_role("progressbar", name=f"Adding {FEED}")
    waiting = here.page.locator("#jobs .waiting", has_text=PAGE)
    try:
        for again in (True, False):
            bar.wait_for()
            wait_for(lambda: (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "3"))
            waiting.wait_for()
            if again:
                here.page.reload()
    finally:
        told.set()
    summary = here.page.locator("#jobs .summary", has_text="4 added, 2 failed")
    summary.wait_for()
    reasons = here.page.locator("#jobs .reasons", has_text="Entry two: it has no text")
    assert reasons.count() == 2
    here.page.locator("#listed", has_text="Out of the feed").wait_for()
