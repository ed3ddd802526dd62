from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

import gradio as gr
import pytest

from qa.errors import StoreError
from qa.settings import Settings
from qa.ui.library.drawn import Drawn
from qa.ui.library.handlers import LibraryHandlers
from qa.ui.library.listing import Choice
from qa.ui.library.view import SHOWN, Shelf
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.parsed import Parsed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEEN = (Choice(), Shelf(), "", "published", [], "", "")
GONE = "https://example.org/gone"


@pytest.fixture
def assistant(tmp_path):
    return FakeAssistant(settings=Settings(_env_file=None, data_dir=tmp_path))


@pytest.fixture
def handlers(assistant):
    return LibraryHandlers(assistant, lambda: NOW)


def press(do, article_id=""):
    return gr.EventData(None, {"do": do, "id": article_id})


def drawn(values) -> Drawn:
    return Drawn(**dict(zip(Drawn.names(), values, strict=True)))


def words(html) -> str:
    return Parsed(html).text


async def ended(handlers) -> str:
    *_, last = [each async for each in handlers.watch()]
    return words(last)


async def test_what_the_assistant_cannot_do_is_told_and_the_rest_of_the_page_stays(
    handlers, assistant
):
    events = {
        handlers.arrive: SEEN,
        handlers.list: SEEN,
        handlers.look: SEEN,
        handlers.narrow: SEEN,
        handlers.more: SEEN,
        handlers.show_all: SEEN,
        handlers.ask_all: SEEN[1:],
        handlers.choose: (press("choose", "owls"), *SEEN),
        handlers.remove: (press("remove", "owls"), *SEEN),
        handlers.undo: (press("undo", "owls"), *SEEN),
        handlers.refresh: (press("refresh", "pact"),),
        handlers.again: (press("again", GONE),),
    }
    for event, inputs in events.items():
        assistant.failure = StoreError("the disk does not answer: look after it")
        changed = drawn(await event(*inputs))
        assert "the disk does not answer" in words(changed.said)
        assert replace(changed, said="") == Drawn()
    assert set(assistant.store) == {"pact", "owls", "hostile"}


async def test_what_was_told_is_gone_after_the_next_event(handlers):
    assert drawn(await handlers.narrow(*SEEN)).said == ""


async def test_a_click_that_names_no_article_changes_no_choice(handlers):
    for event in (press("choose", "nowhere"), press("choose", ["owls"]), gr.EventData(None, {})):
        changed = drawn(await handlers.choose(event, Choice(("owls",)), *SEEN[1:]))
        assert changed.choice == Choice(("owls",))


async def test_what_chooses_nothing_brings_back_no_old_choice(handlers):
    for event in (handlers.list, handlers.narrow, handlers.more, handlers.show_all):
        assert drawn(await event(Choice(("owls",)), *SEEN[1:])).choice == gr.skip()


async def test_what_fits_is_chosen_whole_whatever_is_shown_of_it(handlers, assistant):
    owls = assistant.store["owls"]
    assistant.store.update(
        {str(number): replace(owls, id=str(number)) for number in range(SHOWN + 20)}
    )
    seen = (Choice(("pact",)), Shelf(), "owls", *SEEN[3:])
    changed = drawn(await handlers.choose(press("choose-all"), *seen))
    assert len(changed.choice.articles) == SHOWN + 21
    assert "pact" not in changed.choice.articles
    assert len(Parsed(changed.listed).all("a", "title")) == SHOWN


async def test_other_words_begin_the_list_anew_and_more_makes_it_longer(handlers):
    longer = drawn(await handlers.more(*SEEN)).shelf
    assert longer.shown == 2 * SHOWN
    assert drawn(await handlers.narrow(Choice(), longer, *SEEN[2:])).shelf.shown == SHOWN


async def test_showing_all_empties_what_narrows_and_keeps_the_order(handlers):
    seen = (*SEEN[:2], "owls", "title", ["County Wire"], "2024-01-01", "")
    changed = drawn(await handlers.show_all(*seen))
    assert (changed.sought, changed.publishers, changed.since, changed.until) == ("", [], "", "")
    assert "Iran and Iraq" in words(changed.listed)


async def test_a_removal_leaves_the_choice_and_can_be_undone_once(handlers, assistant):
    before = assistant.store["owls"]
    seen = (Choice(("owls", "pact")), *SEEN[1:])
    removed = drawn(await handlers.remove(press("remove", "owls"), *seen))
    assert removed.choice == Choice(("pact",))
    assert "Removed Owls return to Hollins Fen" in words(removed.listed)
    back = drawn(await handlers.undo(press("undo", "owls"), Choice(), removed.shelf, *SEEN[2:]))
    assert assistant.store["owls"] == before
    assert back.shelf == Shelf()
    assert "Removed" not in words(back.listed)


async def test_a_removal_that_was_forgotten_says_so(handlers, assistant):
    removed = drawn(await handlers.remove(press("remove", "owls"), *SEEN))
    assistant.removed.clear()
    seen = (Choice(), removed.shelf, *SEEN[2:])
    changed = drawn(await handlers.undo(press("undo", "owls"), *seen))
    assert "can no longer be undone" in words(changed.said)


async def test_what_fails_is_listed_when_it_has_ended(handlers):
    begun = drawn(await handlers.add(GONE, None))
    assert (begun.addresses, begun.uploads) == ("", None)
    assert GONE in words(begun.jobs)
    assert "1 failed" in await ended(handlers)
    changed = drawn(await handlers.list(*SEEN))
    assert (changed.failing.label, changed.failing.visible) == ("Failed (1)", True)
    assert GONE in words(changed.failures)


async def test_only_what_failed_is_tried_again(handlers):
    assert drawn(await handlers.again(press("again", "https://elsewhere.example/"))) == Drawn()
    await handlers.add(GONE, None)
    await ended(handlers)
    assert GONE in words(drawn(await handlers.again(press("again", GONE))).jobs)
    await ended(handlers)


async def test_an_article_is_read_again_under_its_title(handlers, assistant):
    pact = assistant.store["pact"]
    assistant.pages[pact.url] = pact
    begun = drawn(await handlers.refresh(press("refresh", "pact")))
    assert "Iran and Iraq sign a border pact" in words(begun.jobs)
    assert "1 unchanged" in await ended(handlers)


async def test_nothing_to_add_changes_nothing_under_way(handlers):
    assert drawn(await handlers.add(" \n ", [])).jobs == gr.skip()


async def test_a_page_joins_only_what_is_under_way(handlers):
    assert [each async for each in handlers.rejoin()] == []
    await handlers.add(GONE, None)
    async with aclosing(handlers.rejoin()) as states:
        told = [each async for each in states]
    assert [ended for _, ended in told] == [False] * (len(told) - 1) + [True]
    assert "1 failed" in words(told[-1][0])


async def test_publishers_that_are_gone_no_longer_narrow(handlers, assistant):
    del assistant.store["owls"]
    seen = (*SEEN[:4], ["County Wire", "Example Wire"], "", "")
    changed = drawn(await handlers.list(*seen))
    assert changed.publishers.value == ["Example Wire"]
    assert "1 of 2 listed" in words(changed.listed)


async def test_a_page_opens_with_what_its_tab_has_kept_and_is_still_there(handlers):
    kept = Choice(("owls", "gone"), ("Example Wire", "Gone Gazette")).kept
    opened = drawn(await handlers.arrive(kept, *SEEN[1:]))
    assert opened.choice == Choice(("owls",), ("Example Wire",))
    assert "Asking only 1 chosen article from Example Wire" in words(opened.asking_only)
    ticks = Parsed(opened.listed).all("button", "tick")
    assert [each["data-id"] for each in ticks if each["aria-checked"] == "true"] == ["owls"]


async def test_where_nothing_is_left_of_a_choice_all_is_asked_and_the_page_says_so(
    handlers, assistant
):
    opened = drawn(await handlers.arrive(Choice(("gone",)).kept, *SEEN[1:]))
    assert opened.choice == Choice()
    assert "all are asked" in words(opened.asking_only)
    assert drawn(await handlers.arrive(None, *SEEN[1:])).asking_only == ""
    del assistant.store["owls"]
    changed = drawn(await handlers.list(Choice(("owls",)), *SEEN[1:]))
    assert changed.choice == Choice()
    assert "all are asked" in words(changed.asking_only)


async def test_a_look_draws_nothing_unless_somebody_else_changed_the_library(handlers, assistant):
    shelf = drawn(await handlers.arrive(None, *SEEN[1:])).shelf
    seen = (Choice(), shelf, *SEEN[2:])
    assert drawn(await handlers.look(*seen)) == Drawn(said=gr.skip())
    assistant.store["late"] = replace(assistant.store["owls"], id="late", title="Late owls")
    changed = drawn(await handlers.look(*seen))
    assert "Late owls" in words(changed.listed)
    assert drawn(await handlers.look(Choice(), changed.shelf, *SEEN[2:])).listed == gr.skip()


async def test_a_look_finds_what_is_gone_what_has_changed_and_what_failed(handlers, assistant):
    shelf = drawn(await handlers.list(*SEEN)).shelf
    assistant.store["owls"] = replace(assistant.store["owls"], title="Owls leave")
    assistant.add(GONE)
    changed = drawn(await handlers.look(Choice(("owls",)), shelf, *SEEN[2:]))
    assert "Owls leave" in words(changed.listed)
    assert changed.failing.visible
    assert changed.choice == gr.skip()
    del assistant.store["owls"]
    changed = drawn(await handlers.look(Choice(("owls", "pact")), changed.shelf, *SEEN[2:]))
    assert "Owls" not in words(changed.listed)
    assert changed.choice == Choice(("pact",))
