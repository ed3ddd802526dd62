"""Conversations on the page: restored by a reload, found, renamed, shared, exported, removed."""

import pytest

from tests.qa.ui.conftest import wait_for

pytestmark = pytest.mark.browser

QUESTION = "Who signed the agreement for Iran?"
OTHER = "How many owls were counted?"
QUOTE = "Ali Shamkhani signed the agreement for Iran."


def ask(here, question):
    here.ask(question)
    here.page.locator("#current .turn[data-settled]", has_text=question).wait_for()


def listed(here):
    """Open the list and return its rows."""
    here.page.get_by_role("tab", name="Conversations").click()
    here.page.locator("#kept li, #kept .empty").first.wait_for()
    return here.page.locator("#kept li")


def address(here):
    """Return the address once it names the conversation."""
    wait_for(lambda: "conversation=" in here.page.evaluate("location.href"))
    return here.page.evaluate("location.href")


def test_a_reload_restores_everything_with_its_citations(visit):
    here = visit()
    ask(here, QUESTION)
    ask(here, OTHER)
    address(here)
    before = here.page.locator(".turn").all_inner_texts()
    here.page.reload()
    here.page.locator("#current .turn[data-settled]", has_text=OTHER).wait_for()
    wait_for(lambda: here.page.locator(".turn").all_inner_texts() == before)
    here.page.locator("#past .chip").first.click()
    here.page.locator("#article mark.main", has_text=QUOTE).wait_for()
    ask(here, "And for Iraq?")
    wait_for(lambda: here.page.locator(".turn").count() == 3)


def test_two_tabs_of_a_first_visit_see_each_other_s_conversations(profile, address):
    """Neither knows what the server tells the other before both are open."""
    held, both_open = [], []

    def hold(route):
        if both_open:
            route.continue_()
        else:
            held.append(route)

    profile.route("**/queue/join*", hold)
    tabs = [profile.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(address)
        tab.locator("#past .opening").wait_for()
    tabs[0].wait_for_timeout(1000)
    both_open.append(True)
    for each in held:
        each.continue_()
    for tab, question in zip(tabs, (QUESTION, OTHER), strict=True):
        tab.locator("#past section.welcome").wait_for()
        tab.fill("#question textarea", question)
        tab.click("#ask")
        tab.locator("#current .turn[data-settled]").wait_for()
    tabs[0].reload()
    tabs[0].get_by_role("tab", name="Conversations").click()
    wait_for(lambda: tabs[0].locator("#kept li").count() == 2)


def test_a_question_that_is_sent_while_the_page_opens_waits_for_it(profile, address):
    """It belongs to this browser's conversations, and takes the place of the welcome."""
    held, opened = [], []
    tab = profile.new_page()
    tab.route("**/queue/join*", lambda route: route.continue_() if opened else held.append(route))
    with tab.expect_request("**/queue/join*"):
        tab.goto(address)
    tab.locator("#past .opening").wait_for()
    tab.fill("#question textarea", QUESTION)
    tab.press("#question textarea", "Enter")
    tab.wait_for_timeout(200)
    assert held
    opened.append(True)
    for each in held:
        each.continue_()
    tab.locator("#current .turn[data-settled]", has_text=QUOTE).wait_for()
    tab.locator("#thread-line .thread").wait_for(state="attached")
    assert tab.locator("#thread-line p").count() == 0
    assert tab.locator("section.welcome").count() == 0
    tab.close()


def test_what_was_not_finished_says_so_after_a_reload_and_can_be_asked_again(visit, assistant):
    assistant.pace = 0.5
    here = visit()
    here.ask(QUESTION)
    here.page.locator("#current .draft").wait_for()
    wait_for(lambda: here.page.locator("#thread-line .thread").count() == 1)
    kept = here.page.locator("#thread-line .thread").get_attribute("data-id")
    here.page.goto(f"{here.home}/?conversation={kept}")
    turn = here.page.locator("#current .turn[data-settled]")
    turn.wait_for()
    assert "The answer was not finished" in turn.inner_text()
    assistant.pace = 0.0
    turn.get_by_role("button", name="Ask again").click()
    here.page.locator("#current .answer", has_text=QUOTE).wait_for()
    wait_for(lambda: here.page.locator(".turn").count() == 1)


def test_conversations_are_listed_searched_and_opened(visit):
    here = visit()
    ask(here, QUESTION)
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    wait_for(lambda: "conversation=" not in here.page.evaluate("location.href"))
    ask(here, OTHER)
    rows = listed(here)
    wait_for(lambda: rows.count() == 2)
    wait_for(lambda: rows.first.locator("[aria-current]").inner_text() == OTHER)
    here.page.fill("#recall input, #recall textarea", "shamkhani")
    wait_for(lambda: rows.count() == 1)
    rows.first.locator(".title").click()
    here.page.locator("#current .turn", has_text=QUESTION).wait_for()
    rows.first.locator("[aria-current]", has_text=QUESTION).wait_for()
    here.page.fill("#recall input, #recall textarea", "zyzzogeton")
    here.page.locator("#kept", has_text="No conversation holds these words").wait_for()


def test_a_conversation_is_renamed(visit):
    here = visit()
    ask(here, QUESTION)
    row = listed(here).first
    row.get_by_role("button", name="Rename").click()
    field = here.page.get_by_label("Title")
    wait_for(lambda: field.input_value() == QUESTION)
    field.fill("  ")
    field.press("Enter")
    here.page.locator("#kept-line", has_text="the title is empty").wait_for()
    row.get_by_role("button", name="Rename").click()
    wait_for(lambda: field.input_value() == QUESTION)
    field.fill("The pact <b>")
    here.page.locator("#renaming").get_by_role("button", name="Rename").click()
    row.get_by_text("The pact <b>").wait_for()


def test_a_conversation_is_removed_and_brought_back(visit):
    here = visit()
    ask(here, QUESTION)
    rows = listed(here)
    rows.first.get_by_role("button", name="Remove").click()
    line = here.page.locator("#kept-line", has_text="Removed")
    line.wait_for()
    wait_for(lambda: rows.count() == 0)
    line.get_by_role("button", name="Undo").click()
    wait_for(lambda: rows.count() == 1)
    wait_for(lambda: rows.first.locator(".title").inner_text() == QUESTION)


def test_a_conversation_is_exported_with_its_sources(visit):
    here = visit()
    ask(here, QUESTION)
    row = listed(here).first
    with here.page.expect_download() as download:
        row.get_by_role("link", name="Export").click()
    words = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "who-signed-the-agreement-for-iran.md"
    assert words.startswith("# Who signed the agreement for Iran?")
    assert f"> {QUOTE}" in words


def test_a_shared_link_opens_for_reading_only(visit, chromium):
    here = visit()
    ask(here, QUESTION)
    link = address(here)
    stranger = chromium.new_context()
    page = stranger.new_page()
    page.goto(link)
    turn = page.locator("#current .turn[data-settled]", has_text=QUESTION)
    turn.wait_for()
    page.locator("#thread-line .shared").wait_for()
    assert not page.locator("#ask-row").is_visible()
    assert turn.get_by_role("button", name="Edit").count() == 0
    assert turn.get_by_role("button", name="Ask again").count() == 0
    turn.locator(".chip").first.click()
    page.locator("#article mark.main", has_text=QUOTE).wait_for()
    page.click("#renew")
    page.locator("#ask-row").wait_for()
    page.get_by_role("tab", name="Conversations").click()
    page.locator("#kept .empty").wait_for()
    stranger.close()


def test_what_a_tab_has_ticked_is_no_business_of_a_conversation_that_is_only_read(visit, chromium):
    here = visit()
    here.page.locator("#listed .tick").first.click()
    here.page.locator("#asking-only .only").wait_for()
    ask(here, QUESTION)
    link = address(here)
    stranger = chromium.new_context()
    page = stranger.new_page()
    page.goto(here.home)
    page.locator("#listed li", has_text="Owls").locator(".tick").click()
    only = page.locator("#asking-only .only")
    only.wait_for()
    mine = only.get_attribute("data-id")
    page.goto(link)
    page.locator("#thread-line .shared").wait_for()
    only.wait_for(state="hidden")
    page.click("#renew")
    only.wait_for()
    assert only.get_attribute("data-id") == mine
    stranger.close()


def test_another_conversation_opens_while_an_answer_grows_and_nothing_is_mixed(visit, assistant):
    here = visit()
    ask(here, QUESTION)
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    rows = listed(here)
    assistant.pace = 0.5
    here.ask(OTHER)
    here.page.locator("#current .draft").wait_for()
    rows.locator("a.title", has_text=QUESTION).click()
    here.page.locator("#current .turn", has_text=QUESTION).wait_for()
    assistant.pace = 0.0
    here.page.wait_for_timeout(1500)
    wait_for(lambda: here.page.locator(".turn .question").all_inner_texts() == [QUESTION])
    ask(here, "And for Iraq?")
    wait_for(
        lambda: (
            here.page.locator(".turn .question").all_inner_texts() == [QUESTION, "And for Iraq?"]
        )
    )
    rows.filter(has_text="2 questions").wait_for()
    rows.locator("a.title", has_text=OTHER).click()
    turn = here.page.locator("#current .turn", has_text=OTHER)
    turn.wait_for()
    assert "not finished" in turn.inner_text()


def test_a_reload_in_the_middle_of_the_first_answer_finds_the_conversation(visit, assistant):
    assistant.pace = 0.5
    here = visit()
    here.ask(QUESTION)
    address(here)
    here.page.reload()
    here.page.locator("#current .turn[data-settled]", has_text="not finished").wait_for()


def test_an_undo_brings_back_what_was_removed_though_a_rename_was_begun(visit):
    here = visit()
    ask(here, QUESTION)
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    ask(here, OTHER)
    rows = listed(here)
    wait_for(lambda: rows.count() == 2)
    rows.filter(has_text=QUESTION).get_by_role("button", name="Remove").click()
    line = here.page.locator("#kept-line", has_text="Removed")
    line.wait_for()
    rows.first.get_by_role("button", name="Rename").click()
    here.page.locator("#renaming").wait_for()
    line.get_by_role("button", name="Undo").click()
    wait_for(lambda: rows.count() == 2)
    here.page.locator("#renaming").get_by_role("button", name="Leave it").click()
    wait_for(lambda: not here.page.locator("#renaming").is_visible())


def test_a_link_to_nothing_says_so_and_a_question_can_be_asked(visit):
    here = visit()
    here.page.goto(f"{here.home}/?conversation=gone")
    here.page.locator("#past .problem").wait_for()
    ask(here, QUESTION)
    assert "gone" not in address(here)


def test_the_list_works_on_a_small_screen(visit):
    here = visit(width=375)
    ask(here, QUESTION)
    here.page.click("#renew")
    here.page.locator("#past section.welcome").wait_for()
    here.page.click("#brand [data-toggle=library]")
    row = listed(here).first
    row.locator(".title").click()
    here.page.locator("#current .turn", has_text=QUESTION).wait_for()
    wait_for(lambda: not here.page.locator("#library").is_visible())
