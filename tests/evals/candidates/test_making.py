"""Candidates of each kind, made with a model that writes by rule."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from evals.candidates import candidates
from evals.candidates.writing import Writer
from evals.loading import resolve_samples
from index.types import Article
from qa.errors import EvalError, ModelServerDown
from qa.suggesting.names import NameSorts
from qa.suggesting.statements import answers_in, unresolved
from tests.evals.candidates.conftest import ARTICLES, GERMAN, PACT, QUESTIONS, asking, fact_of

KINDS = ["single", "follow-up", "near-miss", "withheld"]


@pytest.fixture
def made(caller, rng):
    return candidates(ARTICLES, caller, 12, rng)


def test_there_are_some_of_each_kind_in_order(made):
    kinds = [each.kind for each in made]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert set(Counter(kinds)) == set(KINDS)
    assert len({each.id for each in made}) == len(made) <= 12


def test_they_hold_together_with_their_articles(made):
    for sample in resolve_samples(made, ARTICLES):
        for gold in sample.evidence:
            article = next(each for each in ARTICLES if each.id == gold.article_id)
            assert article.text[gold.start : gold.end] == gold.quote
            assert all(answer in gold.quote for answer in sample.answers)


def test_the_sentence_of_a_single_question_stands_alone(made):
    quotes = [each.evidence[0].quote for each in made if each.kind == "single"]
    assert quotes
    assert all(unresolved(quote) is None for quote in quotes)


def test_each_says_how_it_was_made(made):
    assert all(each.note for each in made)
    assert all("A person must check" in each.note for each in made if each.answerable is False)


def test_a_follow_up_has_the_first_question_as_its_history(made):
    (sample,) = [each for each in made if each.kind == "follow-up"]
    assert sample.history[0] in {("user", each) for each in QUESTIONS.values()}
    assert sample.history[1] == ("assistant", fact_of(PACT, "Ali Shamkhani signed").sentence)
    assert {"he", "him", "his"} & set(sample.question.rstrip("?").split())
    assert sample.evidence[0].quote.startswith("He had led")


def test_a_near_miss_is_no_question_that_was_asked(made):
    near = [each for each in made if each.kind == "near-miss"]
    assert near
    for each in near:
        assert each.question not in QUESTIONS.values()
        assert not each.evidence
        assert not each.answers


def test_a_withheld_question_is_asked_of_all_articles_but_those_of_its_story(made):
    withheld = [each for each in made if each.kind == "withheld"]
    assert withheld
    for sample in withheld:
        own = next(each for each in ARTICLES if f"“{each.title}”" in sample.note)
        gone = {own.id} | {each.id for each in ARTICLES if each.copy_of == own.id}
        assert set(sample.context) == {each.id for each in ARTICLES} - gone


def test_nothing_is_withheld_where_the_others_would_be_too_many_to_name(caller, rng):
    more = [Article(id=f"n{n}", title=f"Note {n}", text=f"Rain {n}.") for n in range(60)]
    kinds = Counter(each.kind for each in candidates([*ARTICLES, *more], caller, 12, rng))
    assert kinds["withheld"] == 0
    assert kinds["near-miss"] > 2


def test_the_same_seed_makes_the_same_and_progress_is_told(caller):
    told = []
    first = candidates(ARTICLES, caller, 8, random.Random(3), told.append)
    assert told == list(range(1, len(first) + 1))
    assert first == candidates(ARTICLES, caller, 8, random.Random(3))
    assert first != candidates(ARTICLES, caller, 8, random.Random(4))


def test_few_are_all_answerable(caller, rng):
    assert [each.kind for each in candidates(ARTICLES, caller, 3, rng)] == ["single"] * 3


def test_a_question_whose_answer_is_not_found_again_or_doubted_is_dropped(model, caller, rng):
    every = tuple(QUESTIONS.values())
    kept = {each.question for each in candidates(ARTICLES, caller, 12, rng)}
    doubted = next(each for each in every if each in kept)
    model.doubted = (doubted,)
    assert doubted not in {each.question for each in candidates(ARTICLES, caller, 12, rng)}
    model.doubted = every
    with pytest.raises(EvalError, match="add more articles in English"):
        candidates(ARTICLES, caller, 12, rng)
    model.doubted, model.questions = (), {"____": "Who is it that this is about?"}
    with pytest.raises(EvalError):
        candidates(ARTICLES, caller, 12, rng)


def test_what_the_rules_cannot_read_is_not_asked_about(model, caller, rng):
    with pytest.raises(EvalError, match="no question could be made"):
        candidates([GERMAN], caller, 5, rng)
    assert model.asked == []


def test_a_model_that_cannot_be_reached_is_an_error(model, caller, rng):
    async def down(_request):
        raise ModelServerDown("start it")
        yield

    model.stream = down
    with pytest.raises(ModelServerDown):
        candidates(ARTICLES, caller, 5, rng)


class TestWriting:
    @pytest.fixture
    def writer(self, caller):
        return Writer(caller, NameSorts(ARTICLES))

    def test_the_answer_is_blank_where_the_question_is_written(self, writer, model):
        fact = fact_of(PACT, "Ali Shamkhani signed")
        answer = next(each for each in answers_in(fact.statement) if each.words == "Iran")
        asked = writer.question(fact, answer, "Ali Shamkhani")
        assert asked.question == "For which country did Ali Shamkhani sign the border pact?"
        ((_, shown),) = model.asked
        assert "pact for ____ in Baghdad" in shown
        assert "Iran" not in shown
        assert shown.startswith("Title: A border pact is put in writing\n")
        assert shown.endswith("\nMention: Ali Shamkhani")

    def test_what_comes_before_is_shown(self, writer, model):
        fact = fact_of(PACT, "He had led")
        writer.question(fact, fact.terms[0], "Ali Shamkhani")
        assert f"\nBefore: {fact.before}\nSentence: He had" in model.asked[0][1]

    def test_the_model_finds_the_answer_again_and_says_how_sure_it_is(self, writer, model):
        asked = asking(PACT, QUESTIONS["____ signed the border pact"], "Ali Shamkhani")
        assert writer.found_again(asked) == "Ali Shamkhani"
        assert writer.certainty(asked) == pytest.approx(0.9)
        model.confused = model.doubted = (asked.question,)
        asked = asking(PACT, asked.question, "Iran")
        assert writer.found_again(asked) == "Ali Shamkhani"
        assert writer.certainty(asked) == pytest.approx(0.2)
