"""Words that try to become markup, in a page that nothing else protects: no policy, no guard."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from index.additions import Addition
from index.types import Article
from qa.trust import ModelCard
from qa.types import AnswerSentence, Reported
from tests.fakes.assistant import FakeAssistant
from tests.fakes.trust import EVALUATION, TRUST
from tests.qa.ui.conftest import served, settings_in, wait_for

pytestmark = pytest.mark.browser

BEACON = "http://203.0.113.9/beacon.png"
LINES = (
    "<script>alert(1)</script>",
    f"<img src={BEACON} onerror=alert(1)>",
    f'"><img src="{BEACON}" onerror="alert(1)">',
    "<svg/onload=alert(1)><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    f"![beacon]({BEACON}) [click](javascript:alert(1)) <{BEACON}>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} `${alert(1)}`",
    f"<style>@import '{BEACON}';</style><link rel=stylesheet href={BEACON}>",
    f"<form action={BEACON}><button autofocus onfocus=alert(1)>x</button></form>",
    "</textarea></title></mark></p><details open ontoggle=alert(1)>",
    f"<a href='javascript:alert(1)' style='background:url({BEACON})'>x</a>",
)
ALL = " ".join(LINES)
PARTS = (
    *("#past", "#current", "#suggested", "#thread-line", "#article", "#said"),
    *("#listed", "#jobs", "#failures", "#kept", "#kept-line"),
)
LIVE = "script, img, svg, iframe, style, link, form, object, embed, base, meta, video, audio"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    articles = [
        Article(
            id=f"{line}{number}",
            title=line,
            text=f"The parrot number {number} says: {line}\n\n{ALL}",
            url=f"https://example.org/{line}" if number % 2 else "javascript:alert(1)",
            source=line,
            author=ALL,
            note=ALL,
            credits=(ALL,),
        )
        for number, line in enumerate(LINES)
    ]
    assistant = FakeAssistant(articles, settings_in(tmp_path_factory.mktemp("hostile")))
    answer = assistant.ask("What says the parrot?")
    assistant.scripted[f"Echo {ALL}"] = replace(
        answer,
        question=f"Echo {ALL}",
        text=f"{ALL} [1]",
        sentences=tuple(AnswerSentence(line, (1,), "partly", line) for line in LINES),
        citations=tuple(replace(each, title=ALL, source=ALL, url=ALL) for each in answer.citations),
        notice=ALL,
        model=ALL,
        trace_id=ALL,
    )
    return assistant


@pytest.fixture(scope="module")
def bare(hostile):
    from qa.ui import mount

    def make_app():
        app = FastAPI()
        mount(app, hostile, hostile.settings)
        return app

    with served(make_app) as home:
        yield home


def unharmed(here) -> None:
    for part in PARTS:
        assert here.page.locator(part).locator(LIVE).count() == 0, part
    handlers = "[...document.querySelectorAll('#panes *')].flatMap(e => e.getAttributeNames())"
    names = set(here.page.evaluate(handlers))
    assert not [each for each in names if each.startswith("on")]
    links = here.page.evaluate("[...document.querySelectorAll('#panes a')].map(a => a.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert here.dialogs == []
    assert here.errors == []
    assert here.elsewhere == []


def readable(here, selector, lines=LINES):
    """Whether each line is the whole text of one of the elements, character by character."""
    found = here.page.locator(selector)
    found.first.wait_for()
    return set(lines) <= set(found.all_text_contents())


def test_hostile_articles_question_draft_and_answer_stay_words(visit, bare, hostile):
    hostile.pace = 0.01
    here = visit(home=bare)
    unharmed(here)
    here.ask(f"Echo {ALL}")
    here.page.locator("#current .draft").wait_for()
    unharmed(here)
    turn = here.answered()
    assert "<script>alert(1)</script>" in turn.inner_text()
    unharmed(here)
    turn.get_by_role("button", name="Wrong source").click()
    turn.get_by_role("button", name="Wrong source", pressed=True).wait_for()
    unharmed(here)
    turn.locator(".chip").first.click()
    here.page.locator("#article mark.main").wait_for()
    assert "<iframe srcdoc=" in here.page.locator("#article").inner_text()
    unharmed(here)


def test_hostile_refusals_publishers_and_removals_stay_words(visit, bare, hostile):
    here = visit(home=bare)
    answer = hostile.ask("What says the parrot?")
    hostile.scripted["Refuse"] = replace(
        answer, abstained=True, text=ALL, citations=(), sentences=()
    )
    here.ask("Refuse")
    here.answered()
    unharmed(here)
    here.page.click("#filtering > button")
    here.page.click("#publishers input")
    here.page.locator("#publishers [role=option]").first.wait_for()
    unharmed(here)
    here.page.keyboard.press("Escape")
    row = here.page.locator("#listed li").first
    row.hover()
    row.get_by_role("button", name="Remove").click()
    here.page.locator("#listed .removed").wait_for()
    unharmed(here)
    here.page.locator("#listed .tick").first.click()
    here.page.locator("#asking-only button").wait_for()
    unharmed(here)


def test_hostile_sources_and_file_names_stay_words(visit, bare, tmp_path):
    file = tmp_path / "<img src=x onerror=alert(1)>.md"
    file.write_text(f"{LINES[0]}\n{ALL}", encoding="utf-8")
    program = tmp_path / "<img src=x>[x](javascript:alert(1)).exe"
    program.write_text("no article", encoding="utf-8")
    here = visit(home=bare)
    here.page.click("#adding > button")
    here.page.fill("#addresses textarea", "\n".join(LINES))
    here.page.set_input_files("#uploads input[type=file]", [str(file), str(program)])
    here.page.locator("#uploads", has_text=".md").wait_for()
    here.page.click("#add")
    here.page.locator("#jobs .summary").wait_for()
    assert here.page.locator("#jobs .failed", has_text="files of this type are not read").count()
    assert here.page.locator("body img").count() == 0
    assert f"{here.home}/x" not in here.requests
    unharmed(here)


def test_a_hostile_deep_link_stays_words(visit, bare):
    here = visit(home=bare, query="?article=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&start=1&end=2")
    here.page.locator("#article .problem").wait_for()
    unharmed(here)


def test_hostile_suggestions_stay_words(visit, bare, hostile):
    hostile.suggestions = list(LINES)
    here = visit(home=bare)
    here.ask("What says the parrot?")
    here.answered()
    suggested = here.page.locator("#suggested button")
    suggested.first.wait_for()
    hostile.suggestions = []
    assert suggested.first.text_content() == LINES[0]
    unharmed(here)
    suggested.nth(1).click()
    here.page.locator("#current .question").get_by_text(LINES[1], exact=True).wait_for()
    here.answered()
    unharmed(here)


def test_hostile_names_in_the_trust_panel_stay_words(visit, bare, hostile):
    hostile.told = replace(
        TRUST,
        model=ModelCard(ALL, LINES[0], LINES[1]),
        embedding_model=ModelCard(LINES[2], LINES[3]),
        data_dir=LINES[4],
        evaluation=replace(EVALUATION, name=LINES[5], model=LINES[6], notes=LINES),
        changed=LINES,
        leaves=(*LINES, ALL),
    )
    here = visit(home=bare)
    here.page.get_by_role("tab", name="Trust").click()
    panel = here.page.locator("#trust .trust")
    panel.wait_for()
    words = panel.text_content()
    assert [each for each in LINES if each not in words] == []
    assert panel.locator(LIVE.replace("svg, ", "")).count() == 0
    assert panel.locator("svg").count() <= 1
    unharmed(here)


def test_hostile_disagreements_stay_words(visit, bare, hostile):
    answer = hostile.scripted[f"Echo {ALL}"]
    values = tuple(Reported(each, (1,), LINES[0], each, each, None) for each in LINES)
    hostile.scripted["Disagree"] = replace(answer, conflict=values)
    here = visit(home=bare)
    here.ask("Disagree")
    here.answered()
    assert readable(here, "#current .conflict .said")
    assert readable(here, "#current .conflict .says > .imprint bdi")
    unharmed(here)


def test_hostile_conversations_stay_words_when_they_come_back_and_are_found(visit, bare):
    here = visit(home=bare)
    here.ask(f"Echo {ALL}")
    here.answered()
    wait_for(lambda: "conversation=" in here.page.evaluate("location.href"))
    here.page.reload()
    here.answered()
    assert readable(here, "#current .said")
    here.page.get_by_role("tab", name="Conversations").click()
    here.page.locator("#kept [aria-current]", has_text="Echo <script>alert(1)").wait_for()
    unharmed(here)
    here.page.fill("#recall :is(textarea, input)", LINES[4])
    here.page.locator("#kept .title", has_text="Echo <script>alert(1)").first.wait_for()
    unharmed(here)


def test_hostile_titles_of_conversations_stay_words(visit, bare):
    here = visit(home=bare)
    here.ask("Which parrot?")
    here.answered()
    here.page.get_by_role("tab", name="Conversations").click()
    row = here.page.locator("#kept li:has([aria-current])")
    title = here.page.get_by_role("textbox", name="Title", exact=True)
    before = "Which parrot?"
    for line in LINES[:4]:
        row.get_by_role("button", name="Rename").click()
        wait_for(lambda before=before: title.input_value() == before)
        title.fill(line)
        title.press("Enter")
        row.get_by_text(line, exact=True).wait_for()
        before = line
        unharmed(here)
    row.get_by_role("button", name="Remove").click()
    assert readable(here, "#kept-line bdi", LINES[3:4])
    unharmed(here)


def test_hostile_failures_stay_words(visit, bare, hostile):
    when = datetime(2026, 3, 1, tzinfo=UTC)
    hostile.log = [Addition(when, "failed", each, None, each, each) for each in LINES]
    here = visit(home=bare)
    here.page.click("#failing > button")
    assert readable(here, "#failures .label")
    assert readable(here, "#failures .reason")
    unharmed(here)
