from dataclasses import replace

from qa.errors import ConversationError
from qa.ui.session import Thread
from qa.ui.talk.composer import thread_html
from qa.ui.talk.keeping import Keeping, as_kept, as_shown
from qa.ui.talk.turn import Turn
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import ASKED

OWNER = "a-key-of-this-browser"
STRANGER = "the-key-of-another-one"
QUESTION = "Who signed the agreement for Iran?"


def asked(question: str = QUESTION) -> Turn:
    return Turn(question, ASKED)


async def begun(assistant, *turns, thread=Thread(), owner=OWNER):  # noqa: B008 - frozen
    return await Keeping(assistant).begun(thread, owner, turns, len(turns) - 1)


async def test_a_turn_is_kept_when_it_is_asked_and_again_when_it_is_answered():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    (kept,) = assistant.conversations.get(thread.id).turns
    assert kept.answer is None
    assert "not finished" in kept.note
    answered = replace(asked(), answer=assistant.ask(QUESTION))
    await Keeping(assistant).ended(thread, OWNER, 0, answered)
    (kept,) = assistant.conversations.get(thread.id).turns
    assert as_shown(kept) == answered


async def test_what_was_stopped_or_went_wrong_says_so_when_it_comes_back():
    stopped = as_shown(as_kept(replace(asked(), stopped=True)))
    assert stopped.problem == "Stopped before the answer was checked."
    assert as_shown(as_kept(replace(asked(), problem="the disk is full"))).problem == (
        "the disk is full"
    )


async def test_a_conversation_that_was_removed_meanwhile_is_begun_anew_as_a_whole():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    assistant.conversations.remove(thread.id, OWNER)
    again = await begun(assistant, asked(), asked("And for Iraq?"), thread=thread)
    assert again.id != thread.id
    questions = [each.question for each in assistant.conversations.get(again.id).turns]
    assert questions == [QUESTION, "And for Iraq?"]


async def test_somebody_else_s_conversation_is_never_written_to():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    other = await begun(assistant, asked("Mine?"), thread=thread, owner=STRANGER)
    assert other.id != thread.id
    assert len(assistant.conversations.get(thread.id).turns) == 1


async def test_an_answer_is_given_though_it_cannot_be_kept_and_the_page_says_why(monkeypatch):
    assistant = FakeAssistant()

    def full(*_):
        raise ConversationError("1000 conversations are kept already: remove some")

    monkeypatch.setattr(assistant.conversations, "begin", full)
    thread = await begun(assistant, asked())
    assert thread.id is None
    words = Parsed(thread_html(thread)).text
    assert words == (
        "This conversation is not kept: 1000 conversations are kept already: remove some"
    )


async def test_without_a_key_nothing_is_kept():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked(), owner=None)
    assert thread.id is None
    assert "not ready" in Parsed(thread_html(thread)).text


async def test_what_another_tab_added_is_not_dropped():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    await begun(assistant, asked(), asked("The other tab?"), thread=thread)
    mine = await begun(assistant, asked(), asked("This tab?"), thread=thread)
    assert mine.id == thread.id
    assert "changed elsewhere" in mine.problem
    questions = [each.question for each in assistant.conversations.get(thread.id).turns]
    assert questions == [QUESTION, "The other tab?"]


async def test_an_answer_that_comes_late_drops_nothing():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    await begun(assistant, asked(), asked("Next?"), thread=thread)
    answered = replace(asked(), answer=assistant.ask(QUESTION))
    await Keeping(assistant).ended(thread, OWNER, 0, answered)
    first, second = assistant.conversations.get(thread.id).turns
    assert first.answer is not None
    assert second.question == "Next?"


async def test_an_answer_to_a_question_that_was_edited_elsewhere_is_not_kept():
    assistant = FakeAssistant()
    thread = await begun(assistant, asked())
    assistant.conversations.put(thread.id, OWNER, 0, as_kept(asked("Edited?")))
    answered = replace(asked(), answer=assistant.ask(QUESTION))
    ended = await Keeping(assistant).ended(thread, OWNER, 0, answered)
    assert "edited or removed elsewhere" in ended.problem
    (kept,) = assistant.conversations.get(thread.id).turns
    assert (kept.question, kept.answer) == ("Edited?", None)


async def test_a_full_conversation_is_kept_as_it_is_and_not_copied():
    assistant = FakeAssistant()
    turns = [asked(f"Question {number}?") for number in range(201)]
    thread = Thread()
    for number in range(1, 201):
        thread = await begun(assistant, *turns[:number], thread=thread)
    full = await begun(assistant, *turns, thread=thread)
    assert full.id == thread.id
    assert "begin another" in full.problem
    assert len(assistant.conversations.headers(OWNER)) == 1
