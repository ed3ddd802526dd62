"""Which sentences near an answer can be asked about next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.suggesting.facts import facts_of, sentences_of
from tests.qa.suggesting.conftest import HOSTILE, OWLS, QUESTION, REPAIRS


@pytest.fixture
def traced(opened):
    """Return the trace of a question, answered with quotes."""

    def of(*articles, question=QUESTION):
        assistant = opened(*articles)
        return assistant.trace(assistant.ask(question, mode="extractive").trace_id)

    return of


def begun(facts):
    return [" ".join(each.statement.sentence.split()[:3]) for each in facts]


def test_what_is_cited_leans_or_states_nothing_is_left_out(traced):
    trace = traced(OWLS)
    assert [each.quote[:15] for each in trace.answer.citations] == ["Wardens counted"]
    assert begun(facts_of(trace)) == ["The nest boxes", "Mia Holt, a"]


def test_a_fact_says_where_it_stands(traced):
    for each in facts_of(traced(OWLS)):
        assert OWLS.text[each.start : each.end] == each.statement.sentence
        assert each.article_id == "owls"


def test_articles_take_turns(traced):
    articles = [each.article_id for each in facts_of(traced(OWLS, REPAIRS))]
    assert sorted(articles) == ["owls", "owls", "repairs"]
    assert articles[:2] != ["owls", "owls"]


def test_an_article_that_is_far_from_the_question_is_left_out(traced):
    ferry = replace(
        REPAIRS,
        id="ferry",
        title="Ferry",
        text="The ferry between Lund and Malmo was sold to Eva Berg in the spring of 2021.",
        content_hash="",
    )
    assert {each.article_id for each in facts_of(traced(OWLS, ferry))} == {"owls"}


def test_orders_to_a_model_are_left_out_also_where_they_are_reported(traced):
    question = "How many barn owl wardens of Hollins Fen met in Thornby?"
    found = sentences_of(traced(HOSTILE, question=question))
    assert begun(found) == ["The 31 barn"]
    assert "gnore" not in "".join(each.statement.before for each in found)


def test_an_article_of_unknown_language_is_read_where_its_words_are_english(traced):
    unknown = replace(OWLS, language=None)
    assert begun(facts_of(traced(unknown))) == ["The nest boxes", "Mia Holt, a"]
    german = replace(
        OWLS,
        language=None,
        title="Barn owl chicks",
        text="Der Verein Marlow hat in Hollins Fen 43 Kästen für Eulen im Jahr 2019 gebaut.",
        content_hash="",
    )
    assert sentences_of(traced(german)) == []
