"""Conversations of a real assistant outlive its process and the articles they quote."""

from __future__ import annotations

from datetime import UTC, datetime

from qa.assistant import Assistant
from qa.conversations.markdown import to_markdown
from qa.conversations.records import turn_of

ME = "my-own-key-0123456789"
QUESTION = "Who signed the border treaty for Iran?"
QUOTE = "Ali Shamkhani signed the border treaty for Iran on Sunday."


def kept(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty for Iran [1]."]
    answer = assistant.ask(QUESTION)
    turn = turn_of(assistant.trace(answer.trace_id), datetime.now(UTC))
    return assistant.conversations.begin(ME, turn), answer


def test_a_conversation_is_there_when_the_folder_is_opened_again(
    assistant, settings, embedder, model
):
    begun, answer = kept(assistant, model)
    assistant.close()
    with Assistant(settings, embedder=embedder, model=model) as again:
        read = again.conversations.get(begun.id)
    assert read == begun
    assert read.turns[0].answer == answer
    assert answer.citations[0].quote == QUOTE
    assert answer.evidence


def test_its_quotes_stay_when_their_article_is_removed(assistant, model):
    begun, _ = kept(assistant, model)
    assistant.remove("treaty")
    assert f"> {QUOTE}\n" in to_markdown(assistant.conversations.get(begun.id))


def test_ids_are_long_and_never_the_same(assistant, model):
    ids = {kept(assistant, model)[0].id for _ in range(5)}
    assert len(ids) == 5
    assert all(len(each) == 24 for each in ids)


def test_what_was_removed_can_be_put_back_after_a_restart(assistant, settings, embedder, model):
    begun, _ = kept(assistant, model)
    assistant.conversations.remove(begun.id, ME)
    assistant.close()
    with Assistant(settings, embedder=embedder, model=model) as again:
        again.conversations.restore(begun.id, ME)
        assert again.conversations.get(begun.id) == begun
