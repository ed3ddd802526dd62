"""What becomes of an answer beside its sentences: conflicts, days, as of when, small talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.types import Article
from qa import Assistant

COST = "How much will the lifting bridge over the Arle cost?"
DEARER = Article(
    id="dearer",
    title="Lifting bridge over the Arle to cost more",
    text="The lifting bridge over the Arle will cost 31.9 million pounds, the council said.",
    source="Fenland Observer",
    published="2024-11-02",
    language="en",
)
CHEAPER = Article(
    id="cheaper",
    title="Lifting bridge over the Arle approved",
    text="The lifting bridge over the Arle will cost 23.4 million pounds, the council said.",
    source="The Harbour Gazette",
    published="2024-05-14",
    language="en",
)


@pytest.fixture
def disagreeing(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([CHEAPER, DEARER])
        yield assistant


def exact(assistant, answer):
    return all(
        assistant.article(each.article_id).text[each.start : each.end] == each.quote
        for each in answer.citations
    )


def number_of(assistant, article_id, question=COST):
    found = next(iter(assistant.stream(question, mode="extractive"))).evidence
    return next(each.number for each in found if each.article_id == article_id)


def test_articles_that_disagree_are_told_side_by_side_the_newest_first(disagreeing, model):
    number = number_of(disagreeing, "cheaper")
    model.replies = [f"The lifting bridge over the Arle will cost 23.4 million pounds [{number}]."]
    answer = disagreeing.ask(COST)
    assert [each.article_id for each in answer.conflict] == ["dearer", "cheaper"]
    assert [each.source for each in answer.conflict] == ["Fenland Observer", "The Harbour Gazette"]
    assert answer.text.startswith("The articles give different answers.")
    assert answer.text.index("31.9") < answer.text.index("23.4")
    assert {each.text for each in answer.sentences} == {each.quote for each in answer.citations}
    assert {each.number for each in answer.citations} <= {each.number for each in answer.evidence}
    assert exact(disagreeing, answer)


LATEST = "How much will the lifting bridge over the Arle cost at the latest count?"


@pytest.mark.parametrize("mode", ["auto", "extractive"])
def test_of_the_latest_state_the_newest_article_is_the_answer(disagreeing, model, mode):
    number = number_of(disagreeing, "cheaper", LATEST)
    model.replies = [f"The lifting bridge over the Arle will cost 23.4 million pounds [{number}]."]
    answer = disagreeing.ask(LATEST, mode=mode)
    assert answer.conflict == ()
    assert [each.article_id for each in answer.citations] == ["dearer"]
    assert answer.text.endswith("As of 2 November 2024.")


def test_of_the_latest_state_an_answer_from_the_newest_article_stands(disagreeing, model):
    number = number_of(disagreeing, "dearer", LATEST)
    model.replies = [f"The lifting bridge over the Arle will cost 31.9 million pounds [{number}]."]
    answer = disagreeing.ask(LATEST)
    assert [each.article_id for each in answer.citations] == ["dearer"]
    assert "newest of several" not in answer.sentences[0].reason
    assert answer.as_of == date(2024, 11, 2)


def test_of_the_latest_state_undated_articles_are_both_told(settings, embedder, model):
    undated = [replace(each, published=None) for each in (CHEAPER, DEARER)]
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles(undated)
        answer = assistant.ask(LATEST, mode="extractive")
    assert {each.article_id for each in answer.conflict} == {"dearer", "cheaper"}


WHO_NOW = "Who is the current secretary of the Karsk council?"
SIGNED = "The pact was signed by Odd Lund of the Karsk council."
SUCCEEDED = "The secretary of the Karsk council is Eva Berg, who succeeded him."


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2023-03-20", "2023-08-30"), [SUCCEEDED]),
        (("2023-08-30", "2023-03-20"), [SIGNED, SUCCEEDED]),
        (("2023-03-20", None), [SIGNED, SUCCEEDED]),
    ],
)
def test_of_the_present_state_a_newer_article_that_answers_is_told(
    settings, embedder, model, days, told
):
    signed_on, succeeded_on = days
    articles = [
        Article(id="pact", title="A pact", text=SIGNED, published=signed_on, language="en"),
        Article(id="post", title="A post", text=SUCCEEDED, published=succeeded_on, language="en"),
    ]
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles(articles)
        number = number_of(assistant, "pact", WHO_NOW)
        model.replies = [f"The pact was signed by Odd Lund of the Karsk council [{number}]."]
        answer = assistant.ask(WHO_NOW)
    assert [each.text for each in answer.sentences] == told


def test_a_contradiction_that_the_model_does_not_find_is_not_told(disagreeing, model):
    number = number_of(disagreeing, "cheaper")
    model.replies = [f"The lifting bridge over the Arle will cost 23.4 million pounds [{number}]."]

    class Doubting(type(model)):
        async def stream(self, request):
            self.yes = 0.95 if len(self.requests) == 0 else 0.1
            async for event in super().stream(request):
                yield event

    model.__class__ = Doubting
    answer = disagreeing.ask(COST)
    assert answer.conflict == ()
    assert answer.text.startswith("The lifting bridge over the Arle will cost 23.4 million")


def test_without_a_model_only_a_sure_contradiction_is_told(disagreeing, model):
    answer = disagreeing.ask(COST, mode="extractive")
    assert {each.article_id for each in answer.conflict} == {"dearer", "cheaper"}
    assert answer.mode == "extractive"
    assert model.requests == []


def test_a_relative_date_gets_the_day_that_it_means(assistant, model):
    model.replies = ["Ali Shamkhani signed the border treaty for Iran on Sunday [1]."]
    answer = assistant.ask("When did Ali Shamkhani sign the border treaty for Iran?")
    assert answer.sentences[0].note == "Sunday: 19 March 2023"
    assert answer.text.endswith("(Sunday: 19 March 2023)")
    assert "19 March" not in answer.citations[0].quote


def test_names_of_the_turn_before_are_not_what_is_asked(disagreeing, model):
    history = [("What did Lund say of Skerrow in 2011?", "The articles do not say.")]
    model.replies = ["It will cost 31.9 million pounds [1]."]
    answer = disagreeing.ask("And what will the lifting bridge over it cost?", history)
    assert answer.unmentioned == ()


def test_everything_is_answered_at_a_threshold_of_0(settings, embedder, model):
    model.replies = ["The lifting bridge over the Arle will cost 23.4 million pounds [1]."]
    changed = settings.model_copy(update={"answer_threshold": 0.0})
    with Assistant(changed, embedder=embedder, model=model) as assistant:
        assistant.add_articles([CHEAPER])
        answer = assistant.ask("How much will the lifting bridge at Skerrow cost?")
        assert not answer.abstained


def test_a_sentence_that_opens_with_a_pronoun_is_told_with_its_title(settings, embedder, model):
    article = Article(
        id="nurse",
        title="The runner Mara Lind",
        text="The runner Mara Lind won in Oslo. She trained as a nurse before she ran in Oslo.",
    )
    model.replies = ["She trained as a nurse before she ran in Oslo [2]."]
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([article])
        answer = assistant.ask("What did the runner Mara Lind train as before she ran in Oslo?")
        assert answer.sentences[0].note == "in “The runner Mara Lind”"
        assert "[2] (in “The runner Mara Lind”)" in answer.text
        model.replies = ["Mara Lind won in Oslo [1]. She trained as a nurse before she ran [2]."]
        answer = assistant.ask("What did the runner Mara Lind do in Oslo?")
        assert [each.note for each in answer.sentences] == ["", ""]


def test_the_latest_is_told_as_of_when(assistant, model):
    model.replies = ["Wardens counted 43 barn owl chicks at Hollins Fen this summer [1]."]
    answer = assistant.ask(
        "How many barn owl chicks were counted in the latest count at Hollins Fen?"
    )
    assert answer.as_of == date(2024, 9, 20)
    assert answer.text.endswith("As of 20 September 2024.")
    assert assistant.ask("How many chicks were counted?", mode="extractive").as_of is None


@pytest.mark.parametrize("mode", ["generated", "extractive"])
def test_what_nothing_near_it_mentions_is_refused_at_once_and_named(disagreeing, model, mode):
    answer = disagreeing.ask("How much will the lifting bridge at Skerrow cost?", mode=mode)
    assert answer.abstained
    assert answer.unmentioned == ("Skerrow",)
    assert "What comes nearest does not mention “Skerrow”." in answer.text
    assert answer.confidence == 0
    assert answer.evidence  # what was looked at is shown
    assert model.requests == []
    assert disagreeing.trace(answer.trace_id).signals is None


@pytest.mark.parametrize("words", ["Thanks!", "Hello", "Who are you?"])
def test_small_talk_is_answered_without_articles_and_without_the_model(assistant, model, words):
    answer = assistant.ask(words)
    assert answer.text
    assert not answer.abstained
    assert (answer.citations, answer.evidence, answer.results) == ((), (), ())
    assert model.requests == []
    assert assistant.trace(answer.trace_id).answer == answer


def test_what_is_not_borne_out_can_be_shown_as_what_it_is(settings, embedder, model):
    marked = settings.model_copy(update={"show_unsupported": True})
    model.replies = ["Ali Shamkhani signed the border treaty [1]. Zoe Quill paid 999 million [1]."]
    from tests.conftest import TREATY

    with Assistant(marked, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY])
        answer = assistant.ask("Who signed the border treaty for Iran?")
    assert [each.verdict for each in answer.sentences] == ["supported", "unsupported"]
    assert "Quill" in answer.text


def test_a_model_may_word_a_follow_up(settings, embedder, model):
    wording = settings.model_copy(update={"reword_follow_ups": True})
    model.yes = None
    model.says = ""
    model.replies = [
        "What did the ministers promise about the border treaty for Iran?",
        "Yes. The ministers promised to share what their border guards learn [1].",
    ]
    from tests.conftest import TREATY

    history = [
        ("user", "Who signed the border treaty for Iran?"),
        ("assistant", "Ali Shamkhani signed the border treaty for Iran. [1]"),
    ]
    with Assistant(wording, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY])
        answer = assistant.ask("What did they promise?", history)
    assert answer.standalone_question == (
        "What did the ministers promise about the border treaty for Iran?"
    )
    assert "share" in answer.text


def test_a_sentence_that_the_model_did_not_see_may_bear_out_what_it_wrote(
    settings, embedder, model
):
    from tests.conftest import TREATY

    short = settings.model_copy(update={"evidence_tokens": 50, "more_evidence_tokens": 0})
    with Assistant(short, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY])
        model.replies = ["Trade between the two countries reached 1,204 million dollars [1]."]
        answer = assistant.ask("Tell me of the border treaty that Ali Shamkhani signed")
        (request,) = model.requests
        assert "1,204" not in request.messages[1][1]
        citation = next(each for each in answer.citations if each.quote.startswith("Trade between"))
        assert citation.quote.startswith("Trade between the two countries reached 1,204")
        assert citation.number in {each.number for each in answer.evidence}
        assert exact(assistant, answer)
