"""The page in Chromium: its policy, its filters, its keys, its width on a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evals.reporting.files import write_report
from evals.summary import metrics_by_kind, summed_up
from tests.evals.reporting.made import answer, metric, report, result, sample
from tests.evals.reporting.test_page import hostile

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]


@dataclass
class Visit:
    """A page in the browser, and what went wrong or out of it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Return the ids of the samples that the filters let through."""
        found = self.page.locator(".question:visible .id")
        return [each.split(" · ")[0] for each in found.all_text_contents()]


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the page of a report, each written once."""
    return cache(lambda make: write_report(make(), tmp_path_factory.mktemp(make.__name__))[1])


@pytest.fixture
def visit(browser, written):
    def opened(make, width=1280, part=""):
        page = browser.new_page(viewport={"width": width, "height": 800})
        visit = Visit(page)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("console", lambda message: visit.complaints.append(message.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
        page.goto(f"{written(make).as_uri()}{part}")
        return visit

    yield opened
    for context in browser.contexts:
        context.close()


def mixed():
    refusal = answer("The articles do not say.", abstained=True)
    results = [
        result(sample("right"), traced=True, answered_right=1.0),
        result(sample("wrong", kind="near-miss"), answered_right=0.0, groundedness=0.0),
        result(sample("lost"), refusal, traced=True, hit_5=0.0, answered_right=0.0),
        result(sample("down"), error="The model server stopped: start it again."),
    ]
    return report(*results, metrics=summed_up(results), by_kind=metrics_by_kind(results))


def empty():
    return report(metrics=[metric()])


def test_a_hostile_report_does_nothing_and_asks_nobody(visit):
    seen = visit(hostile)
    seen.page.click("#open")
    seen.page.wait_for_timeout(200)
    assert seen.complaints == []
    assert [each for each in seen.requests if not each.startswith("file:")] == []
    assert seen.page.locator("#questions > .browse > .list > .question > .body").count() == 2


def test_the_policy_lets_the_style_and_the_script_in(visit):
    seen = visit(mixed)
    assert seen.page.locator("#filters").is_visible()
    font = seen.page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight")
    assert font == "680"
    assert seen.complaints == []


def test_failures_kinds_and_words_narrow_the_questions_down(visit):
    seen = visit(mixed)
    assert seen.shown() == ["right", "wrong", "lost", "down"]
    seen.page.check("input[value=any]")
    assert seen.shown() == ["wrong", "lost", "down"]
    seen.page.uncheck("input[value=any]")
    seen.page.check("input[value=ungrounded]")
    seen.page.check("input[value=error]")
    assert seen.shown() == ["wrong", "down"]
    assert seen.page.inner_text("#shown") == "2 of 4 questions"
    seen.page.select_option("#kind", "near-miss")
    assert seen.shown() == ["wrong"]
    seen.page.click("#reset")
    assert seen.shown() == ["right", "wrong", "lost", "down"]
    seen.page.fill("#search", "articles DO NOT")
    assert seen.shown() == ["lost"]
    seen.page.fill("#search", "cited")
    assert seen.shown() == [], "labels of the page are no words of a question"
    seen.page.click("#none .again")
    assert len(seen.shown()) == 4


def test_questions_open_and_close_by_key_and_all_at_once(visit):
    seen = visit(mixed)
    first = seen.page.locator(".question").first
    first.locator("> summary").focus()
    seen.page.keyboard.press("Enter")
    assert first.get_attribute("open") is not None
    seen.page.check("input[value=error]")
    seen.page.click("#close")
    assert first.get_attribute("open") is not None, "what is filtered out is left alone"
    seen.page.click("#open")
    assert seen.page.locator("#q4").get_attribute("open") is not None
    assert seen.page.locator("#q2").get_attribute("open") is None


def test_a_link_to_a_question_opens_it_and_a_citation_leads_to_its_quote(visit):
    seen = visit(mixed, part="#q2")
    assert seen.page.locator("#q2").get_attribute("open") is not None
    seen.page.locator("#q2 a.cite").first.click()
    assert seen.page.url.endswith("#q2-c1")
    assert seen.page.locator("#q2-c1").is_visible()


@pytest.mark.parametrize("made", [mixed, hostile, empty])
def test_nothing_reaches_beyond_a_phone(visit, made):
    seen = visit(made, width=375)
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 375


def test_the_page_is_whole_without_a_script(browser, written):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(written(mixed).as_uri())
    assert page.locator("#filters").is_hidden()
    assert page.locator(".question:visible").count() == 4
