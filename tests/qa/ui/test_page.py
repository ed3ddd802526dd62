"""The page in a browser, over the scripted assistant behind the whole server."""

from dataclasses import replace

import pytest

from index.types import Article
from qa.trace import TraceLog
from tests.qa.ui.conftest import wait_for

pytestmark = pytest.mark.browser

QUESTION = "Who signed the agreement for Iran?"
QUOTE = "Ali Shamkhani signed the agreement for Iran."
RECORD_PARTS = """() => {
  const current = document.getElementById("current");
  const parts = () => ["found", "draft", "chip"].filter(part => current.querySelector("." + part));
  window.seen = [];
  new MutationObserver(() => window.seen.push(parts().join(" ")))
    .observe(current, { childList: true, subtree: true, characterData: true });
}"""


def test_what_was_found_comes_first_then_the_draft_then_the_checked_answer(visit, assistant):
    assistant.pace = 0.1
    here = visit()
    here.page.evaluate(RECORD_PARTS)
    here.ask(QUESTION)
    turn = here.answered()
    seen = here.page.evaluate("window.seen")
    assert [each for at, each in enumerate(seen) if each not in seen[:at]] == [
        "", "found", "found draft", "chip"
    ]  # fmt: skip
    assert QUOTE in turn.locator(".answer").inner_text()
    assert "Quoted word for word" in turn.inner_text()
    assert here.elsewhere == []
    assert here.errors == []


def test_enter_asks_and_the_question_stands_above_its_answer(visit):
    here = visit()
    here.page.fill("#question textarea", QUESTION)
    here.page.press("#question textarea", "Enter")
    assert here.answered().locator(".question").inner_text() == QUESTION


def test_an_example_that_the_library_can_answer_is_asked_by_a_click(visit, assistant):
    title = "A spacecraft nudged an asteroid, and the clock proves it"
    assistant.store["dart"] = Article(title=title, text="Dimorphos needs 11 hours.", id="dart")
    here = visit()
    here.page.get_by_role("button", name="How long does Dimorphos").click()
    assert "11 hours" in here.answered().locator(".answer").inner_text()


def test_stop_cancels_the_model_and_keeps_the_draft(visit, assistant):
    assistant.pace = 0.5
    cancelled = assistant.cancelled
    here = visit()
    here.ask(QUESTION)
    here.page.locator("#current .draft").wait_for()
    here.page.click("#stop")
    turn = here.answered()
    assert "not checked" in turn.inner_text()
    assert "Ali" in turn.locator(".draft").inner_text()
    wait_for(lambda: assistant.cancelled == cancelled + 1)
    assert here.page.locator("#ask").is_visible()


def test_leaving_the_page_cancels_the_model(visit, assistant):
    assistant.pace = 0.5
    cancelled = assistant.cancelled
    here = visit()
    here.ask(QUESTION)
    here.page.locator("#current .found").wait_for()
    here.page.close()
    wait_for(lambda: assistant.cancelled == cancelled + 1)


def test_a_refusal_is_a_card(visit):
    here = visit()
    here.ask("Zyzzogeton?")
    card = here.answered().locator("section.abstention")
    assert "The articles do not say" in card.inner_text()


def test_an_answer_is_rated_by_a_press_that_lasts_while_the_talk_goes_on(visit, assistant):
    assistant.scripted["And for Iraq?"] = replace(assistant.ask(QUESTION), trace_id="trace-2")
    here = visit()
    here.ask(QUESTION)
    rating = here.answered().get_by_role("group", name="Rate this answer")
    rating.get_by_role("button", name="Wrong source").click()
    rating.get_by_role("button", name="Wrong source", pressed=True).wait_for()
    assert "Thank you" in rating.get_by_role("status").inner_text()
    assert assistant.rated["trace-1"].rating == "wrong-source"
    wait_for(lambda: here.page.evaluate("document.activeElement.textContent") == "Wrong source")
    here.ask("And for Iraq?")
    past = here.page.locator("#past .turn")
    past.get_by_role("button", name="Wrong source", pressed=True).wait_for()
    assert here.answered().get_by_role("button", pressed=True).count() == 0
    past.get_by_role("button", name="Good").click()
    past.get_by_role("button", name="Good", pressed=True).wait_for()
    assert past.get_by_role("button", pressed=True).count() == 1
    assert {each.rating for each in assistant.rated.values()} == {"good"}
    assert here.page.input_value("#question textarea") == ""
    assert here.errors == []


def test_a_refusal_is_rated_from_the_keyboard(visit, assistant):
    here = visit()
    here.ask("Zyzzogeton?")
    turn = here.answered()
    turn.get_by_role("button", name="Wrong answer").press("Enter")
    turn.get_by_role("button", name="Wrong answer", pressed=True).wait_for()
    assert assistant.rated["trace-1"].abstained


def test_a_rating_of_an_answer_that_is_forgotten_is_told(visit, assistant):
    here = visit()
    here.ask(QUESTION)
    turn = here.answered()
    assistant.traces = TraceLog()
    turn.get_by_role("button", name="Good").click()
    turn.locator(".rating", has_text="ask the question again").wait_for()
    assert turn.get_by_role("button", pressed=True).count() == 0
    assert assistant.rated == {}


def test_a_model_server_that_is_down_is_told_and_quotes_are_shown(visit, assistant):
    answer = assistant.ask(QUESTION)
    notice = "The model server does not answer: start it, or ask again later."
    assistant.scripted[QUESTION] = replace(answer, mode="extractive", notice=notice)
    here = visit()
    here.ask(QUESTION)
    words = here.answered().inner_text()
    assert notice in words
    assert QUOTE in words


def test_a_follow_up_knows_what_was_said_and_a_new_conversation_does_not(visit, assistant):
    here = visit()
    here.ask(QUESTION)
    here.answered()
    here.ask("And who signed for Iraq?")
    here.page.locator("#past .turn").wait_for()
    here.answered()
    assert assistant.asked[-1][1] == [("user", QUESTION), ("assistant", QUOTE)]
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    here.ask(QUESTION)
    here.answered()
    assert assistant.asked[-1][1] == []


def test_nothing_is_wider_than_a_small_screen(visit, assistant):
    article = assistant.store["pact"]
    assistant.store["wide"] = replace(article, id="wide", title="W" * 300, source="S" * 300)
    here = visit(width=375)

    def fits() -> bool:
        return here.page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('#library,#scroll,#reader')]"
            ".every(each => each.scrollWidth <= each.clientWidth)"
        )

    assert fits()
    here.ask("Who signed the agreement for Iran and Iraq on Sunday?")
    here.answered()
    assert fits()
    here.page.locator("#current .chip").first.click()
    here.page.locator("#article mark.main").wait_for()
    assert fits()
    here.page.keyboard.press("Escape")
    here.page.click("#brand [data-toggle=library]")
    here.page.locator("#listed").get_by_text("WWW").wait_for()
    assert fits()
