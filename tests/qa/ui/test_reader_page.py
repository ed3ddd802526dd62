"""The reader in a browser: opening, marks, steps, finding, links, and what goes wrong."""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest

from index.types import Article
from qa.errors import ArticleQAError
from qa.types import Answer, AnswerSentence, Citation
from tests.qa.ui.conftest import wait_for

pytestmark = pytest.mark.browser

QUESTION = "Who signed the agreement for Iran?"
QUOTE = "Ali Shamkhani signed the agreement for Iran."
LONG = Article(
    id="long",
    title="A very long article",
    text="\n\n".join(
        f"Paragraph {number} speaks of lighthouse number {number}." for number in range(200)
    ),
    url="https://example.org/long",
    source="Slow News",
)
HIGHLIGHTED = "name => [...(CSS.highlights.get(name) ?? [])].map(String)"


def in_view(locator) -> bool:
    box = locator.bounding_box()
    return box is not None and 0 < box["y"] < 750


def named_in_address(here) -> dict[str, str]:
    """Return what the address names, save for the conversation."""
    query = parse_qs(here.page.evaluate("location.search.slice(1)"))
    return {name: values[0] for name, values in query.items() if name != "conversation"}


def cite(assistant, number: int, article_id: str, quote: str) -> Citation:
    article = assistant.store[article_id]
    start = article.text.index(quote)
    return Citation(
        number, article_id, article.title, article.source, article.url, article.published,
        quote, start, start + len(quote),
    )  # fmt: skip


def script_two_quotes(assistant) -> None:
    sentences = (
        AnswerSentence("He signed.", (1,), "supported", "says so"),
        AnswerSentence("Nine owls.", (2,), "partly", "the year is missing"),
        AnswerSentence("On Sunday.", (3,), "supported", "says so"),
    )
    assistant.scripted["Two?"] = Answer(
        text="He signed. [1] Nine owls. [2] On Sunday. [3]",
        question="Two?",
        standalone_question="Two?",
        sentences=sentences,
        citations=(
            cite(assistant, 1, "pact", QUOTE),
            cite(assistant, 2, "owls", "Wardens counted nine last year."),
            cite(assistant, 3, "pact", "in Baghdad on Sunday"),
        ),
    )


def open_article(visit, article_id: str, width: int = 1280, **values: str):
    here = visit(width=width, query="?" + urlencode({"article": article_id, **values}))
    here.page.locator("#article .text").wait_for()
    return here


def test_a_chip_opens_the_article_with_the_quote_marked_and_in_view(visit, assistant):
    assistant.store["long"] = LONG
    here = visit()
    here.ask("What of lighthouse 150?")
    here.answered().locator(".chip").first.click()
    mark = here.page.locator("#article mark.main")
    mark.wait_for()
    assert mark.inner_text() == "Paragraph 150 speaks of lighthouse number 150."
    wait_for(lambda: in_view(mark))
    original = here.page.locator("#article header a").get_attribute("href")
    assert original.startswith("https://example.org/long#:~:text=Paragraph%20150")


def test_an_article_whose_id_has_controls_opens_from_the_list_and_can_be_ticked(visit, assistant):
    strange = replace(LONG, id="a\t\r\x01\x0b\x0c\x85b")
    assistant.store[strange.id] = strange
    here = visit()
    row = here.page.locator("#listed li", has_text=strange.title)
    row.locator(".title").click()
    here.page.locator("#article h2", has_text=strange.title).wait_for()
    row.locator(".tick").click()
    here.page.locator("#asking-only button").wait_for()
    here.page.reload()
    here.page.locator("#asking-only button").wait_for()


def test_the_reader_opens_by_keyboard_and_gives_the_focus_back(visit):
    here = visit()
    here.ask(QUESTION)
    chip = here.answered().locator(".chip").first
    chip.focus()
    here.page.keyboard.press("Enter")
    here.page.locator("#article mark.main").wait_for()
    wait_for(lambda: here.page.evaluate("document.activeElement.tagName") == "H2")
    here.page.keyboard.press("Escape")
    assert not here.page.locator("#reader").is_visible()
    assert "chip" in here.page.evaluate("document.activeElement.className")


def test_a_deep_link_opens_the_article_at_the_quote(visit, assistant):
    start = assistant.store["pact"].text.index(QUOTE)
    here = visit(query=f"?article=pact&start={start}&end={start + len(QUOTE)}")
    mark = here.page.locator("#article mark.main")
    mark.wait_for()
    assert mark.inner_text() == QUOTE
    assert here.page.locator("#reader").is_visible()


def test_a_link_by_quote_opens_the_article_there(visit, assistant):
    assistant.store["long"] = LONG
    here = open_article(visit, "long", quote="speaks  of lighthouse number 120")
    mark = here.page.locator("#article mark.main")
    assert mark.inner_text() == "speaks of lighthouse number 120"
    wait_for(lambda: in_view(mark))


def test_a_link_by_a_quote_that_is_not_there_opens_the_article_and_says_so(visit):
    here = open_article(visit, "pact", quote="Nobody said this")
    assert "not in the article" in here.page.locator("#article .notice").inner_text()
    assert QUOTE in here.page.locator("#article .text").inner_text()


def test_a_deep_link_to_nothing_says_so_and_can_be_tried_again(visit, assistant):
    here = visit(query="?article=late")
    problem = here.page.locator("#article .problem")
    problem.wait_for()
    assert "no article has the id" in problem.inner_text()
    assistant.store["late"] = replace(LONG, id="late")
    here.page.get_by_role("link", name="Try again").click()
    here.page.locator("#article h2", has_text="A very long article").wait_for()


def test_an_assistant_that_fails_is_told_in_the_reader(visit, assistant):
    here = visit()
    here.page.locator("#listed").get_by_text("Owls return").wait_for()
    assistant.failure = ArticleQAError("the data folder cannot be read: look at the disk")
    here.page.locator("#listed").get_by_text("Owls return").click()
    here.page.locator("#article .problem", has_text="look at the disk").wait_for()
    here.page.locator("#reader:not([aria-busy])").wait_for()


def test_the_reader_steps_through_the_quotes_of_an_answer_and_its_articles(visit, assistant):
    script_two_quotes(assistant)
    here = visit()
    here.ask("Two?")
    turn = here.answered()
    assert "partly supported" in turn.inner_text()
    turn.locator(".chip").first.click()
    here.page.locator("#article .steps", has_text="Quote 1 of 3").wait_for()
    assert here.page.locator("#article mark.other").inner_text() == "in Baghdad on Sunday"
    here.page.get_by_role("link", name="Next quote").press("Enter")
    here.page.locator("#article mark.main", has_text="Wardens counted nine").wait_for()
    focused = "document.activeElement.ariaLabel"
    wait_for(lambda: here.page.evaluate(focused) == "Next quote")
    here.page.keyboard.press("Enter")
    here.page.locator("#article mark.main", has_text="in Baghdad").wait_for()
    here.page.get_by_role("link", name="Previous quote").click()
    here.page.locator("#article .steps", has_text="Quote 2 of 3").wait_for()


def test_finding_goes_from_match_to_match_and_escape_clears(visit, assistant):
    assistant.store["long"] = LONG
    here = open_article(visit, "long")
    field = here.page.get_by_role("searchbox", name="Find in this article")
    count = here.page.locator("#matches")
    field.fill("NUMBER 19")
    assert count.inner_text() == "1 of 11"
    assert here.page.evaluate(HIGHLIGHTED, "found") == ["number 19"] * 11
    field.press("Enter")
    assert count.inner_text() == "2 of 11"
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    assert count.inner_text() == "11 of 11"
    wait_for(lambda: in_view(here.page.get_by_text("speaks of lighthouse number 199")))
    here.page.get_by_role("button", name="Next match").click()
    assert count.inner_text() == "1 of 11"
    field.press("Escape")
    assert (field.input_value(), count.inner_text()) == ("", "")
    assert here.page.evaluate(HIGHLIGHTED, "found") == []
    assert here.page.locator("#reader").is_visible()


def test_matches_reach_over_marks_and_do_without_case_and_accents(visit, assistant):
    text = "Café Łódź opened.\n\nThe CAFE closed. İzmir has a café."
    assistant.store["cafe"] = Article("Cafés", text, id="cafe")
    here = open_article(visit, "cafe", quote="fé Łódź")
    here.page.fill("#find", "cafe")
    assert here.page.evaluate(HIGHLIGHTED, "found") == ["Café", "CAFE", "café"]
    here.page.fill("#find", "lodz")
    assert here.page.locator("#matches").inner_text() == "Not found"  # ł is a letter of its own
    here.page.fill("#find", "café łó")
    assert here.page.evaluate(HIGHLIGHTED, "found-here") == ["Café Łó"]


def test_another_article_forgets_what_was_sought(visit):
    here = open_article(visit, "pact")
    here.page.fill("#find", "iran")
    here.page.locator("#listed").get_by_text("Owls return").click()
    here.page.locator("#article h2", has_text="Owls return").wait_for()
    wait_for(lambda: here.page.input_value("#find") == "")
    assert here.page.locator("#matches").inner_text() == ""


def test_a_megabyte_of_article_can_be_searched(visit, assistant):
    lines = (f"Line {number}: a lamp, a keeper and a log of the sea." for number in range(20_000))
    assistant.store["mega"] = replace(LONG, id="mega", text="\n".join(lines))
    here = open_article(visit, "mega", quote="Line 15000: a lamp")
    wait_for(lambda: in_view(here.page.locator("#article mark.main")))
    here.page.fill("#find", "a")
    assert here.page.locator("#matches").inner_text() == "1 of 1000 or more"
    here.page.fill("#find", "line 19999:")
    assert here.page.locator("#matches").inner_text() == "1 of 1"
    assert here.errors == []


def test_the_address_follows_what_is_open_and_a_reload_opens_it_again(visit):
    here = visit(query="?kept=yes")
    here.ask(QUESTION)
    here.answered().locator(".chip").first.click()
    wanted = {"kept": "yes", "article": "pact", "quote": QUOTE}
    wait_for(lambda: named_in_address(here) == wanted)
    here.page.reload()
    mark = here.page.locator("#article mark.main")
    mark.wait_for()
    assert mark.inner_text() == QUOTE
    here.page.get_by_role("button", name="Close the reader").click()
    assert named_in_address(here) == {"kept": "yes"}


def test_after_a_reload_the_reader_still_steps_through_the_quotes_of_the_answer(visit, assistant):
    script_two_quotes(assistant)
    here = visit()
    here.ask("Two?")
    here.answered().locator(".chip").first.click()
    steps = here.page.locator("#article .steps")
    steps.filter(has_text="Quote 1 of 3").wait_for()
    here.page.wait_for_url("**conversation=**quote=**")
    here.page.reload()
    steps.filter(has_text="Quote 1 of 3").wait_for()
    here.page.get_by_role("link", name="Next quote").click()
    here.page.locator("#article mark.main", has_text="Wardens counted nine").wait_for()
    here.page.wait_for_url("**article=owls**")
    here.page.reload()
    steps.filter(has_text="Quote 2 of 3").wait_for()


def test_the_link_to_a_quote_is_copied(visit, profile):
    here = open_article(visit, "pact", quote=QUOTE)
    profile.grant_permissions(["clipboard-read", "clipboard-write"], origin=here.home)
    here.page.get_by_role("button", name="Copy link to this quote").click()
    here.page.locator("#article button", has_text="Copied").wait_for()
    copied = here.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{here.home}/?{urlencode({'article': 'pact', 'quote': QUOTE})}"


def test_where_copying_is_not_allowed_the_button_says_so(visit):
    here = open_article(visit, "pact", quote=QUOTE)
    here.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    here.page.get_by_role("button", name="Copy link to this quote").click()
    here.page.locator("#article button", has_text="does not allow").wait_for()


def test_a_copy_of_the_story_opens_from_the_foot(visit, assistant):
    pact = assistant.store["pact"]
    assistant.store["copy"] = replace(pact, id="copy", source="Other Wire", copy_of="pact")
    here = open_article(visit, "pact")
    here.page.locator("#article footer").get_by_role("link", name="Other Wire").click()
    here.page.locator("#article .imprint", has_text="Other Wire").wait_for()


def test_on_a_small_screen_the_reader_leads_back_to_the_library(visit):
    here = visit(width=375)
    here.page.click("#brand [data-toggle=library]")
    here.page.locator("#listed").get_by_text("Owls return").click()
    here.page.locator("#article h2", has_text="Owls return").wait_for()
    here.page.keyboard.press("Escape")
    assert here.page.locator("#listed").get_by_text("Owls return").is_visible()
