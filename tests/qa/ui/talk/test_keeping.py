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
    *earlier, last = turns
    return await Keeping(assistant).begun(thread, owner, earlier, last)


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
    assert await begun(assistant, asked(), owner=None) == Thread()
