"""The buttons under an answer, and what a press on one of them does."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
import pytest

from qa.errors import StoreFull
from qa.types import Answer, Citation
from qa.ui.session import Thread
from qa.ui.talk.handlers import TalkHandlers
from qa.ui.talk.rating import Rated, rating_html
from qa.ui.talk.turn import Turn
from qa.ui.talk.turns import turn_html
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import ASKED

QUESTION = "Who signed the agreement for Iran?"
QUOTE = Citation(1, "pact", "A pact", "Example Wire", None, None, "He signed it.", 0, 13)
ANSWER = Answer("He signed it. [1]", "Who?", "Who?", citations=(QUOTE,), trace_id="t1")
REFUSAL = replace(ANSWER, citations=(), abstained=True)


def shown(answer: Answer, **ratings: Rated) -> Parsed:
    return Parsed(rating_html(answer, ratings))


def pressed(page: Parsed) -> dict[str, str]:
    return {each["data-do"]: each["aria-pressed"] for each in page.all("button", "rate")}


def test_an_answer_can_be_good_or_wrong_or_have_a_wrong_source():
    page = shown(ANSWER)
    assert page.text == "GoodWrong answerWrong source"
    assert pressed(page) == {"good": "false", "wrong-answer": "false", "wrong-source": "false"}
    assert {each["data-id"] for each in page.all("button")} == {"t1"}
    (group,) = page.all("div", "rating")
    assert (group["role"], group["aria-label"]) == ("group", "Rate this answer")


def test_a_refusal_has_no_source_that_could_be_wrong():
    assert list(pressed(shown(REFUSAL))) == ["good", "wrong-answer"]


def test_the_pressed_button_says_so_and_thanks_are_given():
    page = shown(ANSWER, t1=Rated("wrong-source"))
    assert pressed(page) == {"good": "false", "wrong-answer": "false", "wrong-source": "true"}
    assert page.text.endswith("Thank you. Your rating is kept beside the articles.")
    assert shown(ANSWER, t2=Rated("good")).text == shown(ANSWER).text


def test_a_rating_that_could_not_be_kept_is_not_shown_as_kept():
    page = shown(ANSWER, t1=Rated("good", "no space is left: free some"))
    assert set(pressed(page).values()) == {"false"}
    assert page.text.endswith("no space is left: free some")
    assert "Thank you" not in page.text


@pytest.mark.parametrize(
    "turn",
    [
        Turn("Who?", ASKED),
        Turn("Who?", ASKED, draft="He", stopped=True),
        Turn("Who?", ASKED, problem="the model is down"),
    ],
)
def test_what_is_no_answer_cannot_be_rated(turn):
    assert Parsed(turn_html(turn, 0, {})).all("div", "rating") == []


class TestPressing:
    @pytest.fixture
    def assistant(self):
        return FakeAssistant()

    @pytest.fixture
    def turns(self, assistant):
        """Return two answered turns, of which the second is the current one."""
        assistant.scripted["Second?"] = replace(assistant.ask(QUESTION), trace_id="trace-2")
        return (
            Turn(QUESTION, ASKED, answer=assistant.ask(QUESTION)),
            Turn("Second?", ASKED, answer=assistant.ask("Second?")),
        )

    async def press(self, assistant, turns, do, trace_id, ratings=None):
        event = SimpleNamespace(do=do, id=trace_id)
        return await TalkHandlers(assistant).rate(turns, Thread(ratings=ratings or {}), event)

    async def test_the_last_answer_is_drawn_anew_and_the_others_are_left(self, assistant, turns):
        past, current, thread = await self.press(assistant, turns, "good", "trace-2")
        assert past == gr.skip()
        assert pressed(Parsed(current))["good"] == "true"
        assert thread.ratings == {"trace-2": Rated("good")}
        assert assistant.rated["trace-2"].rating == "good"

    async def test_an_earlier_answer_keeps_what_was_said_of_it(self, assistant, turns):
        before = {"trace-2": Rated("good")}
        past, current, thread = await self.press(
            assistant, turns, "wrong-answer", "trace-1", before
        )
        assert current == gr.skip()
        assert pressed(Parsed(past))["wrong-answer"] == "true"
        assert thread.ratings == {"trace-1": Rated("wrong-answer"), **before}

    async def test_an_error_is_told(self, assistant, turns):
        assistant.failure = StoreFull("no space is left: free some")
        _, current, _ = await self.press(assistant, turns, "good", "trace-2")
        assert "no space is left: free some" in Parsed(current).text
        assert assistant.rated == {}

    @pytest.mark.parametrize(
        ("do", "trace_id"),
        [
            ("good", "elsewhere"),
            ("bad", "trace-1"),
            (None, "trace-1"),
            ("good", None),
            ("good", []),
        ],
    )
    async def test_what_a_browser_makes_up_does_nothing(self, assistant, turns, do, trace_id):
        assert await self.press(assistant, turns, do, trace_id) == (gr.skip(),) * 3
        assert assistant.rated == {}
