"""Sentences of other articles that may answer otherwise, about which a model is asked alone."""

from __future__ import annotations

from datetime import date

import pytest

from index.types import Article, ArticleHeader
from qa import Assistant
from qa.conflicts import Answered
from qa.errors import ModelServerDown
from qa.types import Evidence

ASKED = "Who is the artist of the album “Harbour Lights”?"
KANE = "Harbour Lights (Kane album) is a studio album by the singer Lena Kane."
HOLM = "Harbour Lights (Holm album) is the second album by the singer Arvid Holm."
STORE = "“Harbour Lights” was sold in every store of the harbour."
SAID = "The artist of the album “Harbour Lights” is Lena Kane."
COUNTS = [
    # question, cited, other, what the model makes of the other, the two values
    (
        "How many bridges does Tolley have?",
        "Tolley has 12 bridges.",
        "In its plan the town counts 15 bridges in Tolley.",
        "Tolley has 15 bridges.",
        ("12", "15"),
    ),
    (
        "How tall is the Karsk tower?",
        "The Karsk tower is 300 metres tall.",
        "Its owner says that the Karsk tower measures 360 metres.",
        "The Karsk tower is 360 metres tall.",
        ("300", "360"),
    ),
    (
        "How much does the Ferro 9 cost?",
        "The Ferro 9 costs $799.",
        "Shops sell the Ferro 9 for $1,099.",
        "The Ferro 9 costs $1,099.",
        ("$799", "$1,099"),
    ),
    (
        "When was Harry Vane born?",
        "Harry Vane was born on 14 December 1846.",
        "Harry Vane, an actor, was born in January 1901.",
        "Harry Vane was born in January 1901.",
        ("14 December 1846", "January 1901"),
    ),
]


def collection(*sentences, scores=(10.0, 9.5, 9.0), copies=(), published=None):
    """Return evidence, each sentence of an article of its own, and the headers."""
    evidence = [
        Evidence(number, f"a{number}", 0, len(text), text, score)
        for number, (text, score) in enumerate(zip(sentences, scores, strict=False), 1)
    ]
    return evidence, {
        each.article_id: ArticleHeader(
            each.article_id,
            "A page",
            published=published,
            copy_of="a1" if each.number in copies else None,
        )
        for each in evidence
    }


def answered(*sentences, question=ASKED, said=(SAID,), cited=1, **options):
    """Return an answer that cites the first sentences of a collection, and its evidence."""
    evidence, headers = collection(*sentences, **options)
    return Answered.of(question, said, evidence[:cited], evidence, headers), evidence


def others(*sentences, **options):
    return [each.number for each in answered(*sentences, **options)[0].others()]


def test_a_sentence_with_the_name_and_another_value_may_answer_otherwise():
    assert others(KANE, HOLM) == [2]


@pytest.mark.parametrize(
    ("sentences", "options"),
    [
        pytest.param((KANE, HOLM), {"scores": (10.0, 7.9)}, id="far behind"),
        pytest.param((KANE, HOLM), {"copies": (2,)}, id="a copy of what is cited"),
        pytest.param((KANE, STORE), {}, id="no value of the sort that is asked"),
        pytest.param((KANE, "Lena Kane sings on Harbour Lights."), {}, id="the same value"),
        pytest.param((KANE, "Night Boats is by Arvid Holm."), {}, id="of another name"),
        pytest.param((KANE, HOLM), {"said": ["It is an album."]}, id="no value was said"),
        pytest.param(
            (KANE, HOLM), {"question": "What is “Harbour Lights”?"}, id="any sort is asked"
        ),
        pytest.param(
            ("Lena Kane was born in Honolulu.", "Lena Kane was born in Hawaii."),
            {"question": "Where was Lena Kane born?", "said": ["Honolulu."]},
            id="one place may lie in another",
        ),
        pytest.param(
            ("The Ferro 9 costs $799.", "The Ferro 9 came in 2024 and weighs 12 kg."),
            {"question": "How much does the Ferro 9 cost?", "said": ["It costs $799."]},
            id="numbers in other units",
        ),
        pytest.param(
            ("The Arle bridge opened on 3 May 1974.", "The Arle bridge opened on Sunday."),
            {
                "question": "When was the Arle bridge opened?",
                "said": ["The Arle bridge was opened on 3 May 1974."],
                "published": date(2024, 5, 3),
            },
            id="a relative date",
        ),
    ],
)
def test_others_do_not(sentences, options):
    assert others(*sentences, **options) == []


def test_of_a_story_there_is_the_best_sentence():
    options = {"scores": (10.0, 9.0, 9.5)}
    assert others(KANE, HOLM, HOLM, **options) == [3, 2]
    evidence, headers = collection(KANE, HOLM, HOLM, **options)
    headers["a3"] = ArticleHeader("a3", "A page", copy_of="a2")
    given = Answered.of(ASKED, [SAID], evidence[:1], evidence, headers)
    assert [each.number for each in given.others()] == [3]


def test_a_cited_sentence_may_be_one_where_the_draft_does_not_repeat_it():
    options = {"scores": (10.0, 11.5), "cited": 2}
    quoted = f"{KANE} {HOLM}"
    assert others(KANE, HOLM, said=[SAID, quoted], **options) == [2]
    assert others(KANE, HOLM, said=["It is an album.", quoted], **options) == []


def contradiction(draft, **options):
    given, evidence = answered(KANE, HOLM, **options)
    return given.otherwise(evidence[1], draft)


def test_what_a_model_makes_of_it_alone_is_the_other_value():
    rival = contradiction("The artist of “Harbour Lights” is Arvid Holm.")
    assert (rival.value, rival.number) == ("Arvid Holm", 2)
    assert (rival.cited_value, rival.against) == ("Lena Kane", 1)


@pytest.mark.parametrize(("question", "cited", "other", "draft", "values"), COUNTS)
def test_numbers_prices_and_dates_are_compared_too(question, cited, other, draft, values):
    given, evidence = answered(cited, other, question=question, said=[cited])
    assert [each.number for each in given.others()] == [2]
    rival = given.otherwise(evidence[1], draft)
    assert (rival.cited_value, rival.value) == values


def test_of_names_that_run_together_the_one_is_told():
    other = "Harbour Lights: Marta Ek Arvid Holm Based on a poem."
    given, evidence = answered(KANE, other)
    assert given.otherwise(evidence[1], "It is Arvid Holm.").value == "Arvid Holm"


def test_values_are_told_as_their_sentences_have_them():
    given, evidence = answered(
        "Tolley has 12 bridges.",
        "Tolley counts fifteen bridges.",
        question="How many bridges does Tolley have?",
        said=["Tolley has a dozen or twelve bridges."],
    )
    rival = given.otherwise(evidence[1], "Tolley has 15 bridges.")
    assert (rival.cited_value, rival.value) == ("12", "fifteen")


@pytest.mark.parametrize(
    "draft",
    [
        "Lena Kane.",
        "Harbour Lights.",
        "Marta Ek.",
        "an album",
        "",
        "It is Arvid Holm, not Lena Kane.",
    ],
)
def test_a_draft_without_another_value_of_the_sentence_is_none(draft):
    other = "Harbour Lights by Arvid Holm came out a year after that of Lena Kane."
    given, evidence = answered(KANE, other)
    assert given.otherwise(evidence[1], draft) is None


def test_of_two_new_values_none_is_certain():
    given, evidence = answered(KANE, "Harbour Lights, made with Odd Berg, is by Arvid Holm.")
    draft = "Harbour Lights, made with Odd Berg, is Arvid Holm's."
    assert given.otherwise(evidence[1], draft) is None


@pytest.mark.parametrize("name", ["Djokovic performed it", "The leader in it: Odd Berg"])
def test_a_name_that_ends_like_one_of_a_people_is_a_person(name):
    other = f"Of Harbour Lights: {name}."
    given, evidence = answered(KANE, other)
    assert given.otherwise(evidence[1], other) is not None


@pytest.mark.parametrize("place", ["It was made in Cannes", "They are Kurdish songs"])
def test_a_place_or_a_people_is_no_person(place):
    other = f"Of Harbour Lights: {place}."
    given, evidence = answered(KANE, other)
    assert given.otherwise(evidence[1], other) is None


def test_what_no_cited_sentence_holds_contradicts_nothing():
    assert contradiction("Arvid Holm.", said=["It is Marta Ek."]) is None


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
    (compared,) = named_alike.trace(answer.trace_id).compared
    assert (compared.yes, compared.draft.split(" [")[0]) == (0.9, "The artist is Arvid Holm")


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


def test_evidence_numbers_are_no_values(named_alike, model):
    model.replies = replies_to(named_alike, ("Kane", "Lena Kane"), ("Holm", "not told"))
    assert named_alike.ask(ASKED).conflict == ()


def test_quotes_that_take_the_place_of_a_draft_are_not_compared(named_alike, model):
    model.replies = ["Nothing of it is so."]
    answer = named_alike.ask(ASKED)
    assert answer.mode == "extractive"
    assert len(model.requests) == 1
