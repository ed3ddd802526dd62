"""Evidence: whole sentences, exact, within the budget, the fitting ones first to be kept."""

from __future__ import annotations

import pytest

from qa.evidence import SENTENCE_OVERHEAD


def evidence_for(assistant, question):
    return assistant.ask(question, mode="extractive").evidence


def test_evidence_is_in_its_article_to_the_character(assistant):
    for each in evidence_for(assistant, "Who signed the border treaty for Iran?"):
        assert assistant.article(each.article_id).text[each.start : each.end] == each.text


def test_the_answering_sentence_is_kept_and_numbered_in_reading_order(assistant):
    evidence = evidence_for(assistant, "Who signed the border treaty for Iran?")
    assert any("Ali Shamkhani" in each.text for each in evidence)
    assert [each.number for each in evidence] == list(range(1, len(evidence) + 1))
    positions = [(each.article_id, each.start) for each in evidence]
    for article in {name for name, _ in positions}:
        starts = [start for name, start in positions if name == article]
        assert starts == sorted(starts)


@pytest.mark.parametrize("budget", [50, 60, 80])
def test_the_budget_holds(settings, embedder, model, budget):
    from qa import Assistant
    from tests.conftest import BRIDGE, OWLS, TREATY

    tight = settings.model_copy(update={"evidence_tokens": budget, "more_evidence_tokens": 0})
    with Assistant(tight, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY, OWLS, BRIDGE])
        evidence = evidence_for(assistant, "treaty owls bridge council border chicks")
        cost = sum(embedder.count_tokens(each.text) + SENTENCE_OVERHEAD for each in evidence)
        assert 0 < cost <= budget


def test_what_tells_of_the_other_of_two_is_no_evidence(settings, embedder):
    from index import Article
    from qa import Assistant

    race = Article(
        id="race",
        url="https://news.example/race",
        title="Hassan wins the marathon",
        text="Sifan Hassan won the marathon on Sunday. The men's marathon was won by Tamirat Tola.",
        source="News",
    )
    with Assistant(settings, embedder=embedder) as assistant:
        assistant.add_articles([race])
        for question, told, untold in (
            ("Who won the women's marathon?", "Hassan", "Tola"),
            ("Who won the men's marathon?", "Tola", None),
        ):
            evidence = " ".join(each.text for each in evidence_for(assistant, question))
            assert told in evidence
            assert untold is None or untold not in evidence
