"""The page as a whole: three parts side by side, and a keyboard that reaches them all."""

from itertools import pairwise

import pytest

from tests.qa.ui.conftest import wait_for
from tests.qa.ui.scripted import QUESTION, QUOTE

pytestmark = pytest.mark.browser

NAMED = """() => {
  const each = document.activeElement;
  const look = getComputedStyle(each);
  const row = each.closest("#ask-row");
  return {
    name: each.ariaLabel || each.labels?.[0]?.textContent.trim() || each.textContent.trim(),
    outlined: Boolean(row) || look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    words: each.outerHTML,
  };
}"""


def width(here, pane):
    return here.page.locator(pane).bounding_box()["width"]


def test_library_conversation_and_reader_stand_side_by_side_and_fold_away(visit):
    here = visit()
    here.ask(QUESTION)
    here.answered().locator(".chip").first.click()
    here.page.locator("#article mark.main", has_text=QUOTE).wait_for()
    boxes = [here.page.locator(each).bounding_box() for each in ("#library", "#talk", "#reader")]
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"] + 1
    assert boxes[2]["x"] + boxes[2]["width"] <= 1280
    between = width(here, "#talk")
    here.page.get_by_role("button", name="Close the reader").click()
    here.page.locator("#reader").wait_for(state="hidden")
    assert width(here, "#talk") > between
    fold = here.page.get_by_role("button", name="Library and conversations")
    assert fold.get_attribute("aria-expanded") == "true"
    fold.click()
    here.page.locator("#library").wait_for(state="hidden")
    assert fold.get_attribute("aria-expanded") == "false"
    assert width(here, "#talk") == 1280


def test_the_tab_key_reaches_every_part_each_with_a_name_and_an_outline(visit):
    here = visit()
    here.ask(QUESTION)
    here.answered().locator(".chip").first.click()
    here.page.locator("#reader:not([aria-busy]) mark.main").wait_for()
    here.page.locator("#brand [data-toggle=library]").focus()
    here.page.keyboard.press("Tab")
    here.page.keyboard.press("Shift+Tab")  # an outline is for those who came by keyboard
    passed = []
    while len(passed) < 100:
        stop = here.page.evaluate(NAMED)
        if stop["words"] in [each["words"] for each in passed] or stop["words"].startswith("<body"):
            break
        passed.append(stop)
        here.page.keyboard.press("Tab")
    assert [each["words"] for each in passed if not (each["name"] and each["outlined"])] == []
    names = [each["name"] for each in passed]
    for name in ("Library and conversations", "New conversation", "Library", "Add articles"):
        assert name in " ".join(names)
    for part in ("tick", "chip", "quote", "data-copy", "rate", 'data-do="edit"', 'id="find"'):
        assert any(part in each["words"] for each in passed), part


def test_a_question_is_asked_read_and_left_without_a_mouse(visit):
    here = visit()
    keys = here.page.keyboard
    wait_for(lambda: here.page.evaluate("document.activeElement.tagName") == "TEXTAREA")
    keys.type(QUESTION)
    keys.press("Enter")
    chip = here.answered().locator(".chip").first
    while "chip" not in here.page.evaluate("document.activeElement.className"):
        keys.press("Shift+Tab")
    chip.locator(".peek").wait_for()
    keys.press("Enter")
    here.page.locator("#article mark.main", has_text=QUOTE).wait_for()
    wait_for(lambda: here.page.evaluate("document.activeElement.tagName") == "H2")
    keys.press("Escape")
    here.page.locator("#reader").wait_for(state="hidden")
    assert "chip" in here.page.evaluate("document.activeElement.className")
