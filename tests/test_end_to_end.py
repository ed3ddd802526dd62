"""The whole product with nothing replaced: SQLite, Chroma, MiniLM, and a real (tiny) model.

The model is the 135M one, which can hardly answer: what is tested is that every part works
together, that quotes are exact, and that a failing server never costs the reader the evidence.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qa import Answer, Assistant, EvidenceEvent, Settings, TokenEvent
from qa.errors import ModelError, ModelServerDown
from qa.models import resolve
from qa.models.embedded import EmbeddedServer
from tests.fakes.model_server import ModelServer

SEEDS = Path(__file__).parents[1] / "seeds"
QUESTION = "Who signed the border pact for Iran?"
EMBEDDINGS, ANSWERS = "all-minilm-l6-v2", "smollm2-135m"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a data folder with some of the sample articles, made once."""
    models_dir = Settings(_env_file=None).models_dir
    for name in (EMBEDDINGS, ANSWERS):
        try:
            resolve(name, models_dir)
        except ModelError as error:
            pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("end-to-end")
    names = ["iran-iraq-border-pact.md", "one-charger-for-europe.html", "notre-dame-reopening.pdf"]
    with Assistant.open(folder) as assistant:
        report = assistant.add(*(SEEDS / name for name in names))
        assert not report.failed
        assert len(report.added) == len(names)
        again = assistant.add(*(SEEDS / name for name in names))
        assert len(again.unchanged) == len(names)
    return folder


def opened(folder, **settings):
    # the threshold is off: whether 135 million parameters say Yes is not what is tested
    return Assistant.open(folder, model=ANSWERS, answer_threshold=0.0, **settings)


def check_exact(assistant, answer):
    for each in answer.citations:
        assert assistant.article(each.article_id).text[each.start : each.end] == each.quote
    for each in answer.evidence:
        assert assistant.article(each.article_id).text[each.start : each.end] == each.text


def test_a_question_is_answered_by_the_embedded_server(folder):
    with opened(folder) as assistant:
        events = list(assistant.stream(QUESTION))
        answer = events[-1]
        assert isinstance(events[0], EvidenceEvent)
        assert any(isinstance(each, TokenEvent) for each in events)
        assert isinstance(answer, Answer)
        assert any("Shamkhani" in each.text for each in answer.evidence)
        assert answer.model == ANSWERS
        assert answer.usage.prompt_tokens > answer.usage.evidence_tokens / 2
        assert answer.usage.completion_tokens > 0
        check_exact(assistant, answer)
        assert assistant.status().vector_index == "sealed"
        quotes = assistant.ask(QUESTION, mode="extractive")
        assert any("Shamkhani" in each.quote for each in quotes.citations)


def test_every_kind_of_file_is_searched_by_meaning_and_by_words(folder):
    with opened(folder) as assistant:
        for query, title in (
            ("common charging port for phones", "One plug"),
            ("cathedral rebuilt after the fire", "Notre-Dame"),
            ("security agreement between Tehran and Baghdad", "Tehran and Baghdad"),
        ):
            best = assistant.search(query)[0]
            assert title in best.article.title
            assert "dense" in best.methods


def test_a_server_in_another_process_does_as_well(folder):
    server = EmbeddedServer(resolve(ANSWERS, Settings(_env_file=None).models_dir))
    try:
        endpoint = server.endpoint()
        with opened(
            folder, llm_base_url=endpoint.base_url, llm_model="tiny", llm_api_key=endpoint.key
        ) as assistant:
            answer = assistant.ask(QUESTION, mode="generated")
            assert answer.model == "tiny"
            assert answer.usage.completion_tokens > 0
            check_exact(assistant, answer)
            server.close()
            assert_quotes_with_notice(assistant)
            with pytest.raises(ModelServerDown):
                assistant.ask(QUESTION, mode="generated")
    finally:
        server.close()


@pytest.mark.parametrize(
    "behaviour",
    [{"hang_after": 0}, {"hang_before_headers": True}, {"status": 500}, {"garbage": True}],
    ids=str,
)
def test_a_server_that_fails_costs_the_reader_no_evidence(folder, behaviour):
    with (
        ModelServer(
            ["Yes. Ali Shamkhani signed the border pact for Iran [1]."], **behaviour
        ) as server,
        opened(
            folder,
            llm_base_url=server.base_url,
            llm_model="any",
            first_token_timeout=1.0,
            token_timeout=1.0,
        ) as assistant,
    ):
        began = time.monotonic()
        assert_quotes_with_notice(assistant)
        assert time.monotonic() - began < 60  # never without end
        server.behave()
        assert assistant.ask(QUESTION).notice is None  # it recovers without a restart


def test_an_answer_cut_in_the_middle_is_marked_incomplete(folder):
    long = "Yes. " + "Ali Shamkhani signed the border pact for Iran [1]. " * 20
    with (
        ModelServer([long], pause=0.002) as server,
        opened(folder, llm_base_url=server.base_url, llm_model="any") as assistant,
    ):
        events = assistant.stream(QUESTION)
        answer = None
        for event in events:
            if isinstance(event, TokenEvent) and answer is None:
                server.stop()
                answer = event
        assert isinstance(event, Answer)
        assert event.incomplete
        assert event.notice
        check_exact(assistant, event)


def assert_quotes_with_notice(assistant):
    answer = assistant.ask(QUESTION)
    assert answer.mode == "extractive"
    assert answer.notice
    assert any("Shamkhani" in each.quote for each in answer.citations)
    check_exact(assistant, answer)
