"""Every view of the page under axe-core: no serious and no critical finding."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from qa.types import Reported
from tests.qa.ui.axe import findings, findings_by_scheme

pytestmark = [pytest.mark.browser, pytest.mark.axe]

QUESTION = "Who signed the agreement for Iran?"
NONE_IN_BOTH = {"light": [], "dark": []}


@pytest.fixture
def look(visit):
    """Open the page in light colours: ``look(width=…, query=…)``."""

    def open_page(width: int = 1280, query: str = "?"):
        here = visit(width, f"{query}&__theme=light")
        here.page.locator("#listed li").first.wait_for(state="attached")
        return here

    return open_page


def open_reader(here) -> None:
    here.ask(QUESTION)
    here.answered().locator(".chip").first.click()
    here.page.locator("#reader:not([aria-busy]) #article mark.main").wait_for()


def test_what_axe_is_for_is_found(visit):
    here = visit()
    here.page.evaluate(
        "document.querySelector('#past').innerHTML = '<button type=button></button>'"
    )
    assert any(line.startswith("button-name") for line in findings(here.page))


def test_the_empty_conversation(look):
    assert findings_by_scheme(look().page) == NONE_IN_BOTH


def test_an_answer_with_the_reader_open(look):
    here = look()
    open_reader(here)
    here.page.fill("#find", "iran")
    assert findings_by_scheme(here.page) == NONE_IN_BOTH


def test_an_article_with_all_that_can_stand_in_it(look, assistant):
    pact = assistant.store["pact"]
    assistant.store["copy"] = replace(pact, id="copy", source="Other Wire", copy_of="pact")
    assistant.store["pact"] = replace(pact, note="Corrected on Monday.")
    here = look(query="?article=pact&quote=nowhere")
    here.page.locator("#article footer").wait_for()
    assert findings(here.page) == []


def test_an_article_that_is_gone(look):
    here = look(query="?article=gone")
    here.page.locator("#article .problem").wait_for()
    assert findings(here.page) == []


def test_a_refusal(look):
    here = look()
    here.ask("Zyzzogeton?")
    here.answered()
    assert findings_by_scheme(here.page) == NONE_IN_BOTH


def test_articles_in_conflict(look, assistant):
    answer = assistant.ask(QUESTION)
    rivals = (
        Reported("Ali", (1,), "pact", "Iran and Iraq sign", "Example Wire", date(2023, 3, 19)),
        Reported("Qasim", (1,), "owls", "Owls return", "County Wire", date(2024, 11, 2)),
    )
    says = answer.sentences[0]
    sentences = (says, replace(says, verdict="partly"))
    assistant.scripted[QUESTION] = replace(answer, conflict=rivals, sentences=sentences)
    here = look()
    here.ask(QUESTION)
    here.answered()
    assert findings_by_scheme(here.page) == NONE_IN_BOTH


def test_a_model_server_that_is_down(look, assistant):
    answer = assistant.ask(QUESTION)
    assistant.scripted[QUESTION] = replace(
        answer, mode="extractive", incomplete=True, notice="The model server does not answer."
    )
    here = look()
    here.ask(QUESTION)
    here.answered()
    assert findings(here.page) == []


def test_an_answer_under_way(look, assistant):
    assistant.pace = 2.0
    here = look()
    here.ask(QUESTION)
    here.page.locator("#current .draft").wait_for()
    assert findings(here.page) == []


def test_the_library_while_adding(look, assistant, monkeypatch):
    may_go_on = threading.Event()
    add = assistant.aadd

    async def slow(*sources, on_progress=None):
        import asyncio

        await asyncio.to_thread(may_go_on.wait, 60)
        return await add(*sources, on_progress=on_progress)

    monkeypatch.setattr(assistant, "aadd", slow)
    here = look()
    here.page.click("#adding > button")
    here.page.fill("#addresses textarea", "https://example.org/gone\n/etc/passwd")
    try:
        here.page.press("#add", "Enter")
        here.page.locator("#jobs li").first.wait_for()
        assert findings_by_scheme(here.page) == NONE_IN_BOTH
    finally:
        may_go_on.set()
    here.page.locator("#jobs .summary").wait_for()
    assert findings_by_scheme(here.page) == NONE_IN_BOTH


@pytest.mark.parametrize(("tab", "part"), [("Conversations", "#kept li"), ("Trust", "#trust p")])
def test_what_stands_beside_the_library(look, tab, part):
    here = look()
    open_reader(here)
    here.page.get_by_role("tab", name=tab).click()
    here.page.locator(part).first.wait_for()
    assert findings_by_scheme(here.page) == NONE_IN_BOTH


@pytest.mark.parametrize("pane", ["talk", "library", "reader"])
def test_a_small_screen(look, pane):
    here = look(width=375)
    open_reader(here)
    if pane != "reader":
        here.page.keyboard.press("Escape")
    if pane == "library":
        here.page.click("#brand [data-toggle=library]")
    assert findings(here.page) == []
