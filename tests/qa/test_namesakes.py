"""Sentences on things of one name, which only a model can tell from those on other matters."""

from __future__ import annotations

import pytest

from index.types import Article, ArticleHeader
from qa import Assistant
from qa.conflicts import namesakes, otherwise
from qa.errors import ModelServerDown
from qa.types import Evidence

ASKED = "Who is the artist of the album “Harbour Lights”?"
KANE = "Harbour Lights (Kane album) is a studio album by the singer Lena Kane."
HOLM = "Harbour Lights (Holm album) is the second album by the singer Arvid Holm."
STORE = "“Harbour Lights” was sold in every store of the harbour."
SAID = "The artist of the album “Harbour Lights” is Lena Kane."


def collection(*sentences, scores=(10.0, 9.5, 9.0), copies=()):
    """Return evidence, each sentence of an article of its own, and the headers."""
    evidence = [
        Evidence(number, f"a{number}", 0, len(text), text, score)
        for number, (text, score) in enumerate(zip(sentences, scores, strict=False), 1)
    ]
    return evidence, {
        each.article_id: ArticleHeader(
            each.article_id, "A page", copy_of="a1" if each.number in copies else None
        )
        for each in evidence
    }


def found(*sentences, said=SAID, question=ASKED, **options):
    evidence, headers = collection(*sentences, **options)
    return [each.number for each in namesakes(question, evidence[:1], evidence, headers, [said])]


def test_a_sentence_with_the_name_and_another_value_may_be_of_a_namesake():
    assert found(KANE, HOLM) == [2]


@pytest.mark.parametrize(
    ("sentences", "options"),
    [
        pytest.param((KANE, HOLM), {"scores": (10.0, 7.9)}, id="far behind"),
        pytest.param((KANE, HOLM), {"copies": (2,)}, id="a copy of what is cited"),
        pytest.param((KANE, STORE), {}, id="no value of the sort that is asked"),
        pytest.param((KANE, "Lena Kane sings on Harbour Lights."), {}, id="the same value"),
        pytest.param((KANE, "Night Boats is by Arvid Holm."), {}, id="of another name"),
        pytest.param((KANE, HOLM), {"said": "It is an album."}, id="no value was said"),
        pytest.param(
            (KANE, HOLM), {"question": "What is “Harbour Lights”?"}, id="any sort is asked"
        ),
    ],
)
def test_others_are_not(sentences, options):
    assert found(*sentences, **options) == []


def test_of_a_story_there_is_the_best_sentence():
    assert found(KANE, HOLM, HOLM, scores=(10.0, 9.0, 9.5), copies=()) == [3, 2]
    evidence, headers = collection(KANE, HOLM, HOLM, scores=(10.0, 9.0, 9.5))
    headers["a3"] = ArticleHeader("a3", "A page", copy_of="a2")
    kept = namesakes(ASKED, evidence[:1], evidence, headers, [SAID])
    assert [each.number for each in kept] == [3]


def test_a_cited_sentence_may_be_one_where_the_draft_does_not_repeat_it():
    evidence, headers = collection(KANE, HOLM, scores=(10.0, 11.5))
    quoted = f"{KANE} {HOLM}"
    assert namesakes(ASKED, evidence, evidence, headers, [SAID, quoted]) == (evidence[1],)
    assert namesakes(ASKED, evidence, evidence, headers, ["It is an album.", quoted]) == ()


def contradiction(draft, said=SAID):
    evidence, _ = collection(KANE, HOLM)
    return otherwise(ASKED, evidence[:1], evidence[1], [said], draft)


def test_what_a_model_makes_of_it_alone_is_the_other_value():
    rival = contradiction("The artist of “Harbour Lights” is Arvid Holm [2].")
    assert (rival.value, rival.number) == ("Arvid Holm", 2)
    assert (rival.cited_value, rival.against) == ("Lena Kane", 1)


@pytest.mark.parametrize(
    "draft",
    ["Lena Kane [2].", "Harbour Lights [2].", "Marta Ek [2].", "an album [2].", ""],
)
def test_a_draft_without_another_value_of_the_sentence_is_none(draft):
    assert contradiction(draft) is None


def test_what_no_cited_sentence_holds_contradicts_nothing():
    assert contradiction("Arvid Holm [2].", said="It is Marta Ek.") is None


ARTICLES = [
    Article(
        id=name,
        title=f"Harbour Lights ({name} album)",
        text=text,
        source=f"{name} Gazette",
        language="en",
    )
    for name, text in (("Kane", KANE), ("Holm", HOLM))
]


@pytest.fixture
def named_alike(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles(ARTICLES)
        yield assistant


def replies_to(assistant, *values):
    """Return a reply for each (article, value), with the number that the article has."""
    evidence = assistant.ask(ASKED, mode="extractive").evidence
    by_article = {each.article_id: each.number for each in evidence}
    return [f"The artist is {value} [{by_article[article]}]." for article, value in values]


def test_both_are_told_where_the_model_finds_another_answer(named_alike, model):
    model.replies = replies_to(named_alike, ("Kane", "Lena Kane"), ("Holm", "Arvid Holm"))
    answer = named_alike.ask(ASKED)
    assert {each.value for each in answer.conflict} == {"Lena Kane", "Arvid Holm"}
    assert answer.text.startswith("The articles give different answers.")
    assert {each.text for each in answer.sentences} == {KANE, HOLM}
    shown = [dict(each.messages)["user"] for each in model.requests]
    assert len(shown) == 2
    assert HOLM in shown[1]
    assert KANE not in shown[1]


def test_the_answer_stands_where_the_model_is_not_sure_of_the_other(named_alike, model):
    model.replies = replies_to(named_alike, ("Kane", "Lena Kane"), ("Holm", "Arvid Holm"))
    model.yes = 0.89
    answer = named_alike.ask(ASKED)
    assert answer.conflict == ()
    assert len(model.requests) == 2


def test_the_answer_stands_where_the_model_fails_over_the_other(named_alike, model):
    model.replies = [*replies_to(named_alike, ("Kane", "Lena Kane")), ModelServerDown("gone")]
    answer = named_alike.ask(ASKED)
    assert answer.conflict == ()
    assert "Lena Kane" in answer.text
