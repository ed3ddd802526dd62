"""Asking on the page: steps, evidence, editing, asking again, copying, what to ask next."""

from dataclasses import replace

import pytest

from qa.types import Reported
from tests.qa.ui.conftest import wait_for
from tests.qa.ui.scripted import KEEP_COPIED

pytestmark = pytest.mark.browser

QUESTION = "Who signed the agreement for Iran?"
OTHER = "Who signed it for Iraq?"
QUOTE = "Ali Shamkhani signed the agreement for Iran."


def test_while_waiting_the_page_says_what_was_done_and_shows_what_was_found(visit, assistant):
    assistant.pace = 0.2
    here = visit()
    here.ask(QUESTION)
    steps = here.page.locator("#current .working")
    steps.filter(has_text="sentence").wait_for()
    words = steps.inner_text()
    assert words.startswith(f"Searched {assistant.status().passages} passages, ")
    assert "kept · " in words
    assert QUOTE in here.page.locator("#current .found blockquote").first.inner_text()
    here.answered()
    steps.wait_for(state="detached")


def test_steps_and_answer_are_told_to_those_who_do_not_see_them(visit, assistant):
    assistant.pace = 0.2
    here = visit()
    told = here.page.locator("#told[role=status]")
    here.ask(QUESTION)
    told.filter(has_text="sentences kept").wait_for(state="attached")
    told.filter(has_text=QUOTE).wait_for(state="attached")
    assert "quoted" in told.text_content()
    here.ask("Zyzzogeton?")
    told.filter(has_text="The articles do not say").wait_for(state="attached")


def test_a_question_that_is_edited_takes_the_place_of_the_old_one(visit, assistant):
    here = visit()
    for question in (QUESTION, OTHER):
        here.ask(question)
        here.page.locator("#current .turn[data-settled]", has_text=question).wait_for()
    here.page.locator("#past").get_by_role("button", name="Edit").click()
    field = here.page.locator("#question textarea")
    wait_for(lambda: field.input_value() == QUESTION)
    here.page.locator("#thread-line", has_text="Editing question 1").wait_for()
    wait_for(lambda: here.page.evaluate("document.activeElement.tagName") == "TEXTAREA")
    here.ask("Who signed the agreement for Iran on Sunday?")
    here.page.locator("#current .turn[data-settled]", has_text="on Sunday").wait_for()
    wait_for(lambda: here.page.locator(".turn").count() == 1)
    assert assistant.asked[-1][1] == []
    here.page.locator("#thread-line p").wait_for(state="detached")


def test_an_edit_can_be_left(visit):
    here = visit()
    here.ask(QUESTION)
    here.answered().get_by_role("button", name="Edit").click()
    here.page.locator("#thread-line").get_by_role("button", name="Leave it").click()
    here.page.locator("#thread-line p").wait_for(state="detached")
    assert here.page.input_value("#question textarea") == ""
    here.ask(OTHER)
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    wait_for(lambda: here.page.locator(".turn").count() == 2)
    assert here.page.input_value("#question textarea") == ""


def test_the_same_question_is_asked_again_in_its_place(visit, assistant):
    here = visit()
    here.ask(QUESTION)
    here.answered()
    assistant.scripted[QUESTION] = replace(assistant.ask(QUESTION), trace_id="trace-again")
    here.page.fill("#question textarea", "half a question")
    here.answered().get_by_role("button", name="Ask again").click()
    wait_for(lambda: len(assistant.asked) == 3)
    here.answered()
    wait_for(lambda: here.page.locator(".turn").count() == 1)
    assert here.page.input_value("#question textarea") == "half a question"


def test_only_the_last_question_is_asked_again(visit, assistant):
    here = visit()
    for question in (QUESTION, OTHER):
        here.ask(question)
        here.page.locator("#current .turn[data-settled]", has_text=question).wait_for()
    assert here.page.locator("#past").get_by_role("button", name="Ask again").count() == 0
    assert here.page.locator("#current").get_by_role("button", name="Ask again").count() == 1


def test_what_is_sent_while_an_answer_grows_is_asked_after_it_and_once(visit, assistant):
    assistant.pace = 0.2
    here = visit()
    here.ask(QUESTION)
    here.page.locator("#current .draft").wait_for()
    here.page.fill("#question textarea", OTHER)
    for _ in range(3):
        here.page.press("#question textarea", "Enter")
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    questions = here.page.locator(".turn .question")
    wait_for(lambda: questions.all_inner_texts() == [QUESTION, OTHER])
    assert [each[0] for each in assistant.asked] == [QUESTION, OTHER]


def test_what_is_sent_while_a_pressed_question_is_answered_is_asked_after_it(visit, assistant):
    assistant.suggestions = [OTHER]
    here = visit()
    here.ask(QUESTION)
    here.answered()
    offered = here.page.locator("#suggested").get_by_role("button", name=OTHER)
    again = here.page.locator("#current").get_by_role("button", name="Ask again")
    for pressed, then in ((offered, QUESTION), (again, OTHER)):
        assistant.pace = 0.5
        pressed.click()
        here.page.locator("#current .draft").wait_for()
        here.page.fill("#question textarea", then)
        here.page.press("#question textarea", "Enter")
        assistant.pace = 0.0
        here.page.locator("#current .turn[data-settled]", has_text=then).wait_for()
    questions = here.page.locator(".turn .question")
    wait_for(lambda: questions.all_inner_texts() == [QUESTION, OTHER, QUESTION, OTHER])
    asked = [each[0] for each in assistant.asked]
    assert asked == [QUESTION, OTHER, QUESTION, QUESTION, OTHER]


PRESS_AND_SEND = """button => {
    button.click();
    button.click();
    const field = document.querySelector("#question textarea");
    const enter = { key: "Enter", bubbles: true, cancelable: true };
    const goesOn = field.dispatchEvent(new KeyboardEvent("keydown", enter));
    if (goesOn) field.dispatchEvent(new KeyboardEvent("keypress", enter));
}"""
"""Presses a button twice and sends what is written, before anything can be drawn."""


@pytest.mark.parametrize("pressed", ["offered", "again"])
def test_what_is_sent_as_a_question_is_pressed_is_asked_after_it(visit, assistant, pressed):
    assistant.suggestions = [OTHER]
    here = visit()
    here.ask(QUESTION)
    here.answered()
    offered = here.page.locator("#suggested").get_by_role("button", name=OTHER)
    offered.wait_for()
    again = here.page.locator("#current").get_by_role("button", name="Ask again")
    here.page.fill("#question textarea", "And for Iraq?")
    button = offered if pressed == "offered" else again
    button.element_handle().evaluate(PRESS_AND_SEND)
    here.page.locator("#current .turn[data-settled]", has_text="And for Iraq?").wait_for()
    asked = [each[0] for each in assistant.asked]
    assert asked == [QUESTION, OTHER if pressed == "offered" else QUESTION, "And for Iraq?"]


def test_a_pressed_question_leaves_what_is_being_written(visit, assistant):
    assistant.suggestions = [OTHER]
    here = visit()
    here.ask(QUESTION)
    here.answered()
    here.page.fill("#question textarea", "half a question")
    here.page.locator("#suggested").get_by_role("button", name=OTHER).click()
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    assert here.page.input_value("#question textarea") == "half a question"


def test_what_is_sent_and_then_changed_is_not_asked(visit, assistant):
    assistant.pace = 0.5
    here = visit()
    here.ask(QUESTION)
    here.page.locator("#current .draft").wait_for()
    question = here.page.locator("#question textarea")
    question.press("Enter")  # there is nothing to ask yet
    question.fill(OTHER)
    question.press("Enter")
    question.press_sequentially(" And")
    assistant.pace = 0.0
    here.answered()
    here.page.locator("#ask").wait_for()
    question.press_sequentially(" for Iran?")
    question.press("Enter")
    here.page.locator("#current .turn[data-settled]", has_text=f"{OTHER} And for Iran?").wait_for()
    assert [each[0] for each in assistant.asked] == [QUESTION, f"{OTHER} And for Iran?"]


def test_a_suggestion_comes_last_though_an_edit_was_begun(visit, assistant):
    assistant.suggestions = [OTHER]
    here = visit()
    here.ask(QUESTION)
    here.answered().get_by_role("button", name="Edit").click()
    here.page.locator("#thread-line p").wait_for()
    assistant.pace = 0.2
    here.page.locator("#suggested").get_by_role("button", name=OTHER).click()
    here.page.locator("#current .found").wait_for()
    assert here.page.input_value("#question textarea") == ""
    here.page.fill("#question textarea", "the next")
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    wait_for(lambda: here.page.locator(".turn").count() == 2)
    assert here.page.input_value("#question textarea") == "the next"


def test_an_answer_is_copied_with_its_sources(visit):
    here = visit()
    here.page.evaluate(KEEP_COPIED)
    here.ask(QUESTION)
    button = here.answered().get_by_role("button", name="Copy with sources")
    button.click()
    here.page.locator("#told", has_text="Copied").wait_for(state="attached")
    copied = here.page.evaluate("window.copied")
    assert copied.startswith(f"“{QUOTE}” [1]")
    assert "Example Wire" in copied
    assert f"“{QUOTE}”" in copied
    button.filter(has_text="Copy with sources").wait_for()


def test_what_the_articles_also_answer_is_one_click_away(visit, assistant):
    assistant.suggestions = [OTHER]
    here = visit()
    here.ask(QUESTION)
    here.answered()
    suggested = here.page.locator("#suggested").get_by_role("button", name=OTHER)
    suggested.wait_for()
    assistant.suggestions = []
    suggested.click()
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    wait_for(lambda: here.page.locator("#suggested button").count() == 0)
    assert assistant.asked[-1][0] == OTHER
    assert len(assistant.asked[-1][1]) == 2


def test_no_suggestion_is_made_twice_or_after_it_was_asked(visit, assistant):
    third, fourth = "Where was it signed?", "When was it signed?"
    assistant.suggestions = [OTHER, third]
    here = visit()
    here.ask(QUESTION)
    suggested = here.page.locator("#suggested button")
    wait_for(lambda: suggested.all_inner_texts() == [OTHER, third])
    assistant.suggestions = [QUESTION, OTHER, third, fourth]
    suggested.first.click()
    wait_for(lambda: suggested.all_inner_texts() == [fourth])
    here.answered().get_by_role("button", name="Ask again").click()
    wait_for(lambda: len(assistant.asked) == 3 and suggested.all_inner_texts() == [fourth])
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    here.ask("What was signed?")
    wait_for(lambda: suggested.all_inner_texts() == [QUESTION, OTHER, third])


def test_small_talk_is_not_rated_copied_or_timed(visit, assistant):
    answer = replace(
        assistant.ask("Zyzzogeton?"), text="You are welcome.", abstained=False, results=()
    )
    assistant.scripted["Thanks!"] = answer
    here = visit()
    here.ask("Thanks!")
    turn = here.answered()
    assert "You are welcome." in turn.inner_text()
    assert turn.locator(".under, .colophon").count() == 0


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (375, 1)])
def test_articles_that_disagree_stand_side_by_side_where_there_is_room(
    visit, assistant, width, columns
):
    answer = assistant.ask(QUESTION)
    said = replace(answer.sentences[0], text="Ali Shamkhani, wrote another.")
    who = Reported("Ali Shamkhani", (1,), "pact", "A pact", "Example Wire", None)
    assistant.scripted[QUESTION] = replace(
        answer, sentences=(*answer.sentences, said), conflict=(who, replace(who, source="Post"))
    )
    here = visit(width=width)
    here.ask(QUESTION)
    card = here.answered().locator("section.conflict")
    assert "The articles give different answers" in card.inner_text()
    boxes = [each.bounding_box() for each in card.locator(".says").all()]
    assert len({round(box["x"]) for box in boxes}) == columns


def test_colours_change_by_a_press_and_last(visit):
    here = visit()
    dark = "document.body.classList.contains('dark')"
    before = here.page.evaluate(dark)
    here.page.get_by_role("button", name="Light or dark colours").click()
    assert here.page.evaluate(dark) is not before
    here.page.reload()
    here.page.locator("#past section.welcome").wait_for()
    wait_for(lambda: here.page.evaluate(dark) is not before)
    here.page.get_by_role("button", name="Light or dark colours").click()
