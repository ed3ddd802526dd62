"""The public contract, end to end with a small embedder and a scripted model."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from index.types import Article, Filters
from qa import Answer, Assistant, EvidenceEvent, TokenEvent
from qa.errors import (
    ArticleNotFound,
    ModelInterrupted,
    ModelServerDown,
    ModelTimeout,
    QuestionError,
    StoreLocked,
)
from tests.conftest import BRIDGE, OWLS, TREATY

QUESTION = "Who signed the border treaty for Iran?"
GOOD = "Ali Shamkhani signed the border treaty for Iran [1]."


def exact(assistant, answer):
    return all(
        assistant.article(each.article_id).text[each.start : each.end] == each.quote
        for each in answer.citations
    )


def test_an_answer_cites_exact_quotes(assistant, model):
    model.replies = [GOOD]
    answer = assistant.ask(QUESTION)
    assert not answer.abstained
    assert answer.text.startswith("Ali Shamkhani signed the border treaty for Iran. [")
    assert answer.sentences[0].verdict == "supported"
    (citation,) = answer.citations
    assert "Ali Shamkhani" in citation.quote
    assert (citation.title, citation.source) == (
        "Border treaty signed in Baghdad",
        "The Harbour Gazette",
    )
    assert citation.published.isoformat() == "2023-03-20"
    assert exact(assistant, answer)
    assert (answer.mode, answer.model) == ("generated", "scripted")
    assert answer.confidence > 0.5
    assert assistant.trace(answer.trace_id).signals.yes == 0.9
    assert answer.prompt_version
    assert answer.trace_id
    assert answer.usage.evidence_tokens > 0
    assert 0 <= answer.timings.search <= answer.timings.evidence <= answer.timings.first_token
    assert answer.timings.first_token <= answer.timings.total


def test_a_stream_is_evidence_then_tokens_then_the_answer(assistant, model):
    model.replies = [GOOD]
    events = list(assistant.stream(QUESTION))
    assert isinstance(events[0], EvidenceEvent)
    assert all(isinstance(each, TokenEvent) for each in events[1:-1])
    assert isinstance(events[-1], Answer)
    assert [each.type for each in events][:2] == ["evidence", "token"]
    assert "".join(each.text for each in events[1:-1]).strip() == GOOD
    shown = events[-1].evidence
    assert events[0].evidence[: len(shown)] == shown


def test_the_instructions_lead_every_prompt_unchanged(assistant, model):
    model.replies = [GOOD, GOOD]
    assistant.ask(QUESTION)
    assistant.ask("How many chicks were counted?")
    assert len({request.messages[0] for request in model.requests}) == 1
    assert all(request.messages[0][0] == "system" for request in model.requests)


def test_a_grammar_lets_only_known_numbers_be_cited(assistant, model):
    model.replies = [GOOD]
    answer = assistant.ask(QUESTION)
    cite = model.requests[0].grammar.splitlines()[-1]
    assert all(f'"{each.number}"' in cite for each in answer.evidence)
    assert f'"{len(answer.evidence) + 1}"' not in cite


def test_unknown_citations_are_dropped_and_counted(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty for Iran [1][77]."]
    answer = assistant.ask(QUESTION)
    assert answer.usage.dropped_citations == 1
    assert 77 not in {each.number for each in answer.citations}


def test_an_invented_name_or_number_is_not_shown(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty [1]. Zoe Quill paid 999 million [1]."]
    answer = assistant.ask(QUESTION)
    assert "Quill" not in answer.text
    assert "999" not in answer.text
    assert len(answer.sentences) == 1


def test_when_no_sentence_survives_the_best_quotes_are_given(assistant, model):
    model.replies = ["Zoe Quill did [1]."]
    answer = assistant.ask(QUESTION)
    assert answer.mode == "extractive"
    assert "Quill" not in answer.text
    assert exact(assistant, answer)
    assert answer.sentences[0].text == answer.citations[0].quote


def test_a_doubtful_model_means_the_articles_do_not_say(assistant, model):
    model.yes = 0.02
    answer = assistant.ask(QUESTION)
    assert answer.abstained
    assert answer.text.startswith("The articles do not say.")
    assert "Border treaty signed in Baghdad" in answer.text
    assert answer.citations == ()
    assert answer.results


def test_a_refusal_quotes_what_comes_nearest_to_an_answer(settings, embedder, model):
    strict = settings.model_copy(update={"answer_threshold": 1.0})
    with Assistant(strict, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY, OWLS, BRIDGE])
        near, far = assistant.ask(QUESTION), assistant.ask(QUESTION, mode="extractive")
        model.yes = 1e-9
        unlikely = assistant.ask(QUESTION)
    best = max(near.evidence, key=lambda each: each.score)
    for refusal in (near, far):
        assert refusal.abstained
        assert refusal.text.startswith("The articles do not say for certain. The nearest")
        assert refusal.text.endswith(f" What comes nearest to an answer: “{best.text}”")
    assert unlikely.abstained
    assert unlikely.text.startswith("The articles do not say. The nearest")
    assert "comes nearest" not in unlikely.text


@pytest.fixture
def sparing(settings, embedder, model):
    """An assistant whose first portion of evidence does not hold all that was found."""
    narrow = settings.model_copy(update={"evidence_tokens": 80, "answer_threshold": 0.3})
    with Assistant(narrow, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY, OWLS, BRIDGE])
        yield assistant


def test_a_model_that_is_not_sure_writes_from_more(sparing, model):
    model.yes, model.replies = 0.85, [GOOD, GOOD]
    answer = sparing.ask(QUESTION)
    assert not answer.abstained
    first, second = (request.messages[1][1] for request in model.requests)
    evidence, _, asked = first.partition("\n\nQuestion: ")
    assert second.startswith(evidence)
    assert second.endswith(asked)
    assert f"[{len(answer.evidence)}]" in second
    assert f"[{len(answer.evidence)}]" not in first


def test_a_doubtful_model_is_taken_at_its_word(sparing, model):
    model.yes = 0.02
    assert sparing.ask(QUESTION).abstained
    assert len(model.requests) == 1


def test_a_model_that_is_sure_is_shown_no_more(sparing, model):
    model.replies = [GOOD]
    found, *_, answer = sparing.stream(QUESTION)
    assert len(answer.evidence) < len(found.evidence)
    assert len(model.requests) == 1


def test_nothing_relevant_is_refused_without_calling_the_model(assistant, model):
    answer = assistant.ask("zxqv plugh xyzzy")
    assert answer.abstained
    assert answer.evidence == ()
    assert model.requests == []


def test_an_empty_collection_is_refused_without_calling_the_model(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        answer = assistant.ask(QUESTION)
    assert answer.abstained
    assert answer.text == "The articles do not say."
    assert model.requests == []


@pytest.mark.parametrize("says", ["Yes. ", "yes, ", "Yes: ", ""])
def test_a_server_without_probabilities_is_taken_at_its_word(assistant, model, says):
    model.yes, model.says = None, says
    model.replies = [GOOD]
    answer = assistant.ask(QUESTION)
    assert answer.confidence > 0.9
    assert answer.text.startswith("Ali Shamkhani signed")


@pytest.mark.parametrize("says", ["No.", "No", "no, it is not stated"])
def test_a_model_that_says_no_means_the_articles_do_not_say(assistant, model, says):
    model.says = says
    answer = assistant.ask(QUESTION)
    assert answer.abstained
    assert answer.confidence < 0.1


def test_a_sentence_that_the_token_limit_cut_is_left_out(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty [1]. Qasem al-Araji signed it"]
    model.reason = "length"
    answer = assistant.ask(QUESTION)
    assert answer.text.startswith("Ali Shamkhani signed the border treaty. [")
    assert len(answer.sentences) == 1


def test_extractive_mode_quotes_without_a_model(assistant, model):
    answer = assistant.ask(QUESTION, mode="extractive")
    assert answer.mode == "extractive"
    assert any("Ali Shamkhani" in each.quote for each in answer.citations)
    assert [each.text for each in answer.sentences] == [each.quote for each in answer.citations]
    assert exact(assistant, answer)
    assert model.requests == []


@pytest.mark.parametrize("error", [ModelServerDown("down"), ModelTimeout("late")])
def test_a_model_that_cannot_be_reached_means_quotes_and_a_notice(assistant, model, error):
    model.yes = error
    answer = assistant.ask(QUESTION)
    assert answer.mode == "extractive"
    assert answer.notice == str(error)
    assert exact(assistant, answer)
    with pytest.raises(type(error)):
        assistant.ask(QUESTION, mode="generated")


def test_a_cut_answer_is_marked_incomplete(assistant, model):
    model.replies = [["Ali Shamkhani signed the border treaty [1]. He", ModelInterrupted("cut")]]
    answer = assistant.ask(QUESTION)
    assert answer.incomplete
    assert answer.notice == "cut"
    assert answer.text.startswith("Ali Shamkhani signed the border treaty.")


def test_filters_bound_what_may_be_cited(assistant, model):
    model.replies = ["Wardens counted 43 barn owl chicks [1]."]
    answer = assistant.ask(
        "How many chicks did wardens count?", filters=Filters(article_ids=("owls",))
    )
    assert {each.article_id for each in answer.evidence} == {"owls"}


def test_a_follow_up_is_searched_with_its_subject(assistant, model):
    model.replies = ["Ali Shamkhani signed it on Sunday [1]."]
    history = [("user", QUESTION), ("assistant", "Ali Shamkhani signed it. [1]")]
    answer = assistant.ask("When did he sign it?", history=history)
    assert "border treaty" in answer.standalone_question
    assert "Earlier question" in model.requests[0].messages[1][1]
    assert answer.citations[0].article_id == "treaty"


@pytest.mark.parametrize("question", ["", "   ", "x" * 4001])
def test_empty_and_endless_questions_are_refused(assistant, question):
    with pytest.raises(QuestionError):
        assistant.ask(question)
    with pytest.raises(QuestionError):
        assistant.search(question)


def test_closing_a_stream_stops_the_model(assistant, model):
    model.replies = ["word " * 500]
    model.pause = 0.01
    events = assistant.stream(QUESTION)
    while next(events).type != "token":
        pass
    events.close()
    assert model.cancelled == 1


async def test_cancelling_a_task_stops_the_model_and_never_blocks_the_loop(assistant, model):
    model.replies = ["word " * 500]
    model.pause = 0.01
    task = asyncio.create_task(assistant.aask(QUESTION))
    while not model.requests:  # noqa: ASYNC110 - the model is on another loop
        await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(200):
        if model.cancelled:
            break
        await asyncio.sleep(0.01)
    assert model.cancelled == 1


async def test_every_call_has_an_asynchronous_form(settings, embedder, model):
    async with Assistant(settings, embedder=embedder, model=model) as assistant:
        report = await assistant.aadd_articles(
            [Article(title="T", text="Owls eat voles at night.")]
        )
        (item,) = report.added
        assert (await assistant.aarticle(item.article_id)).title == "T"
        assert len(await assistant.aarticles()) == len(await assistant.aheaders()) == 1
        assert (await assistant.asearch("owls"))[0].article.id == item.article_id
        model.replies = ["Owls eat voles [1]."]
        events = [event async for event in assistant.astream("What do owls eat at night?")]
        assert events[-1].text == "Owls eat voles. [1]"
        assert not (await assistant.aask("What do owls eat?", mode="extractive")).abstained
        await assistant.aremove(item.article_id)
        with pytest.raises(ArticleNotFound):
            await assistant.aarticle(item.article_id)


def test_the_folder_has_one_owner(assistant, settings, embedder):
    with pytest.raises(StoreLocked):
        Assistant(settings, embedder=embedder)
    assistant.announce("http://127.0.0.1:1", "key")
    with pytest.raises(StoreLocked) as refused:
        Assistant(settings, embedder=embedder)
    assert refused.value.key == "key"


def test_closing_twice_is_harmless_and_frees_the_folder(settings, embedder, model):
    assistant = Assistant(settings, embedder=embedder, model=model)
    assistant.close()
    assistant.close()
    Assistant(settings, embedder=embedder, model=model).close()


def test_ingestion_gives_way_to_a_question(assistant, model, embedder):
    model.replies = ["word " * 30]
    model.pause = 0.02
    events = assistant.stream(QUESTION)
    while next(events).type != "token":
        pass
    embedder.embedded.clear()
    many = [Article(title=f"T{n}", text=f"Note {n} about rain.") for n in range(5)]
    adding = threading.Thread(target=assistant.add_articles, args=(many,))
    adding.start()
    time.sleep(0.1)
    assert embedder.embedded == []
    events.close()
    adding.join(timeout=10)
    assert len(embedder.embedded) == 5


def test_status_tells_what_there_is(assistant):
    status = assistant.status()
    assert (status.articles, status.model_server) == (3, "embedded")
    assert status.passages >= 3
    assert status.embedding_model == "words"
    assert status.to_dict()["articles"] == 3
