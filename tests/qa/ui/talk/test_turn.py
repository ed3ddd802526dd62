from contextlib import aclosing

from qa.errors import ModelServerDown
from qa.types import Answer
from qa.ui.talk.turn import UNEXPECTED, Turn, answering, history
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.records import ASKED

QUESTION = "Who signed the agreement for Iran?"


async def every(assistant, question=QUESTION, earlier=(), filters=None):
    return [turn async for turn in answering(assistant, Turn(question, ASKED, filters), earlier)]


async def test_a_turn_grows_from_what_was_found_over_a_draft_to_the_answer():
    first, *drafts, last = await every(FakeAssistant())
    assert first.found is not None
    assert first.draft == ""
    assert drafts[-1].draft.startswith("Ali Shamkhani signed")
    assert all(not each.settled for each in drafts)
    assert isinstance(last.answer, Answer)
    assert last.settled


async def test_leaving_in_the_middle_cancels_the_model():
    assistant = FakeAssistant()
    async with aclosing(answering(assistant, Turn(QUESTION, ASKED), ())) as turns:
        await anext(turns)
    assert assistant.cancelled == 1


async def test_a_deliberate_error_is_shown_in_its_own_words():
    assistant = FakeAssistant(failure=ModelServerDown("the model server is down: start it"))
    (turn,) = await every(assistant)
    assert turn.problem == "the model server is down: start it"


async def test_any_other_error_shows_nothing_of_the_inside(caplog):
    class Broken(FakeAssistant):
        async def astream(self, *_, **__):
            raise RuntimeError("secret path")
            yield

    (turn,) = await every(Broken())
    assert turn.problem == UNEXPECTED
    assert "secret path" in caplog.text


async def test_a_follow_up_passes_what_was_said_without_markers():
    assistant = FakeAssistant()
    *_, first = await every(assistant)
    await every(assistant, "And for Iraq?", (first, Turn("Stopped?", ASKED, stopped=True)))
    _, said, _, _ = assistant.asked[-1]
    assert said == [("user", QUESTION), ("assistant", first.answer.sentences[0].text)]


def test_without_answers_there_is_no_history():
    assert history([Turn("Who?", ASKED, problem="down")]) == []
