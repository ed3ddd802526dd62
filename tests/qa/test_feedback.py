"""What a person thinks of an answer is kept with everything that the answer was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.feedback import CitedQuote
from index.types import Filters
from qa.assistant import Assistant
from qa.errors import TraceNotFound
from qa.feedback import feedback_of
from tests.conftest import TREATY

QUESTION = "Who signed the border treaty for Iran?"
QUOTE = "Ali Shamkhani signed the border treaty for Iran on Sunday."
HISTORY = [("user", "Which treaty?"), ("assistant", "The border treaty.")]


def test_a_rating_holds_question_answer_and_the_quotes_it_rests_on(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty for Iran [1]."]
    filters = Filters(article_ids=("treaty",))
    answer = assistant.ask(QUESTION, HISTORY, filters)
    assistant.feedback(answer.trace_id, "good", "  Just so. ")
    (kept,) = assistant.feedbacks()
    assert (kept.trace_id, kept.rating, kept.comment) == (answer.trace_id, "good", "Just so.")
    assert (kept.question, kept.answer, kept.history) == (QUESTION, answer.text, tuple(HISTORY))
    assert kept.filters == filters
    assert kept.citations == (CitedQuote("treaty", 0, len(QUOTE), QUOTE),)
    assert TREATY.text[kept.citations[0].start : kept.citations[0].end] == QUOTE
    age = datetime.now(UTC) - datetime.fromisoformat(kept.rated)
    assert 0 <= age.total_seconds() < 60


def test_a_refusal_can_be_rated(assistant, model):
    model.yes = 0.02
    answer = assistant.ask(QUESTION)
    assistant.feedback(answer.trace_id, "wrong-answer")
    (kept,) = assistant.feedbacks()
    assert (kept.abstained, kept.rating) == (True, "wrong-answer")


def test_an_answer_whose_trace_is_gone_cannot_be_rated(assistant):
    with pytest.raises(TraceNotFound, match="ask the question again"):
        assistant.feedback("nothing", "good")
    assert assistant.feedbacks() == []


def test_a_rating_that_does_not_exist_is_refused(assistant):
    answer = assistant.ask(QUESTION, mode="extractive")
    with pytest.raises(ValueError, match="use good, wrong-answer, wrong-source"):
        assistant.feedback(answer.trace_id, "bad")
    assert assistant.feedbacks() == []


def test_the_time_is_the_callers(assistant):
    trace = assistant.trace(assistant.ask(QUESTION, mode="extractive").trace_id)
    rated = datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)
    assert feedback_of(trace, "good", "", rated).rated == "2026-03-01T12:30:15+00:00"


async def test_ratings_survive_the_process_and_have_asynchronous_forms(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY])
        answer = assistant.ask(QUESTION, mode="extractive")
        await assistant.afeedback(answer.trace_id, "wrong-source")
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        (kept,) = await assistant.afeedbacks()
        assert (kept.trace_id, kept.rating) == (answer.trace_id, "wrong-source")
