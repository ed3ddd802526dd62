"""What a trace holds, and what answers depend on."""

import pytest

from qa.errors import TraceNotFound
from qa.trace import Trace, TraceLog, code_version
from qa.wire import from_dict
from tests.conftest import OWLS

QUESTION = "Who signed the border treaty for Iran?"


def test_a_trace_tells_each_step(assistant, model):
    model.replies = ["Ali Shamkhani signed it for Iran [1]. Zog signed it for Ruritania [1]."]
    answer = assistant.ask(QUESTION, filters=None)
    trace = assistant.trace(answer.trace_id)
    assert trace.answer == answer
    assert [each.passage_id for each in trace.candidates] == [
        each.passage.id for each in answer.results
    ]
    assert all(each.methods for each in trace.candidates)
    assert trace.prompt == model.requests[0].messages
    assert trace.draft.startswith("Yes. Ali Shamkhani")
    assert [each.verdict for each in trace.sentences] == ["supported", "unsupported"]
    assert len(answer.sentences) == 1, "the removed sentence is in the trace alone"


def test_a_trace_without_a_model_has_no_prompt(assistant):
    answer = assistant.ask(QUESTION, mode="extractive")
    trace = assistant.trace(answer.trace_id)
    assert (trace.prompt, trace.draft, trace.mode) == ((), "", "extractive")


def test_a_refusal_by_the_model_keeps_what_it_said(assistant, model):
    model.yes, model.says = 0.02, "No."
    answer = assistant.ask(QUESTION)
    assert answer.abstained
    assert assistant.trace(answer.trace_id).draft.strip() == "No."


def test_a_trace_survives_json(assistant, model):
    model.replies = ["Ali Shamkhani signed it for Iran [1]."]
    answer = assistant.ask(QUESTION, history=[("user", "hello"), ("assistant", "hi")])
    trace = assistant.trace(answer.trace_id)
    assert from_dict(Trace, trace.to_dict()) == trace


def test_only_the_last_traces_are_kept(assistant):
    log = TraceLog(kept=2)
    ids = []
    for _ in range(3):
        answer = assistant.ask(QUESTION, mode="extractive")
        log.keep(assistant.trace(answer.trace_id))
        ids.append(answer.trace_id)
    assert log.get(ids[2]).id == ids[2]
    with pytest.raises(TraceNotFound, match="ask the question again"):
        log.get(ids[0])


def test_provenance_follows_the_articles_and_comes_back_with_them(assistant):
    before = assistant.status().provenance
    assistant.remove(OWLS.id)
    assert assistant.status().provenance.corpus != before.corpus
    assistant.add_articles([OWLS])
    assert assistant.status().provenance == before


def test_provenance_names_settings_prompts_and_code(assistant):
    provenance = assistant.status().provenance
    assert provenance.settings["evidence_tokens"] == str(assistant.settings.evidence_tokens)
    assert provenance.code == code_version()
    assert provenance.prompts
    assert provenance.embedding_sha256 == "0" * 64
