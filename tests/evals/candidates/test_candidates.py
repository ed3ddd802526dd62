"""Candidate questions: what is taken, what is refused, and that the file can be run."""

from __future__ import annotations

import random
import re

import pytest

from evals.candidates import candidates, from_feedback, write_candidates
from evals.candidates.accepting import flaw
from evals.candidates.facts import Fact, answers_in, facts_of, unresolved
from evals.candidates.followups import referring
from evals.candidates.library import Library
from evals.candidates.names import NameSorts
from evals.candidates.unanswerable import Stock, near_miss
from evals.candidates.writing import Asked
from evals.loading import read_samples, resolve_samples
from evals.models import Caller
from index.feedback import CitedQuote, Feedback
from index.types import Article
from qa.background import BackgroundLoop
from qa.errors import EvalError
from qa.llm import Finished, Token

FEN = Article(
    id="fen",
    title="Owls of Hollins Fen",
    text=(
        "In 2021 the warden Mia Holt counted 43 chicks at Hollins Fen after a mild winter.\n\n"
        "Ringing began at Hollins Fen in May 2019 with the help of many schools.\n\n"
        "It was dry. They liked it."
    ),
    source="Fenland Observer",
    published="2021-09-20",
    language="en",
)
BRIDGE = Article(
    id="bridge",
    title="A bridge for Port Selwyn",
    text=(
        "In Port Selwyn the mayor Ada Quill opened the new bridge over the river Arle in "
        "April 2020.\n\nThe old ferry in Port Selwyn carried 18 cars across the river each time."
    ),
    source="The Gazette",
    published="2020-05-02",
    language="en",
)


class QuizModel:
    """Asks for the blank with the sentence's own words; finds the answer that it was told of."""

    name = "quiz"

    def __init__(self, yes: float = 0.9) -> None:
        self.yes = yes
        self.answers: dict[str, str] = {}

    async def stream(self, request):
        (_, told), (_, shown) = request.messages
        if told.startswith("You write questions"):
            yield Token(self._question(shown))
        elif "Reply Yes if" in told:
            yield Token("Yes" if self.yes > 0.5 else "No")
        else:
            yield Token("Answer: " + self._answer(shown))
        yield Finished("stop", 10, 5)

    def _question(self, shown: str) -> str:
        sentence = re.search("Sentence: (.*)", shown)[1]
        if re.search(r"counted ____ chicks", sentence):
            return "How many chicks did Mia Holt count at Hollins Fen in 2021?"
        if "carried ____ cars" in sentence:
            return "How many cars did the old ferry in Port Selwyn carry across the river?"
        return "What is it?"

    def _answer(self, shown: str) -> str:
        return "43" if "chicks" in shown.rpartition("Question:")[2] else "18"


@pytest.fixture
def caller():
    background = BackgroundLoop()
    yield Caller(QuizModel(), background)
    background.close()


def fact(article, part):
    return next(each for each in facts_of(article) if part in each.sentence)


def asked(question, article=FEN, part="chicks", answer="43"):
    found = fact(article, part)
    term = next(each for each in found.terms if each.words == answer)
    return Asked(found, term, question)


def test_a_file_of_candidates_can_be_run(caller, tmp_path):
    made = candidates([FEN, BRIDGE], caller, 6, random.Random(1))
    path = tmp_path / "mine.yaml"
    write_candidates(made, path)
    assert read_samples(path) == made
    samples = resolve_samples(made, [FEN, BRIDGE])
    kinds = {each.kind for each in samples}
    assert {"single", "withheld"} <= kinds
    for each in samples:
        for gold in each.evidence:
            article = {"fen": FEN, "bridge": BRIDGE}[gold.article_id]
            assert article.text[gold.start : gold.end] == gold.quote
            assert each.answers[0] in gold.quote
    assert "read each one" in path.read_text()


def test_the_same_seed_gives_the_same_questions(caller):
    one = candidates([FEN, BRIDGE], caller, 4, random.Random(3))
    assert one == candidates([FEN, BRIDGE], caller, 4, random.Random(3))


def test_a_withheld_question_is_asked_of_the_other_articles(caller):
    made = candidates([FEN, BRIDGE], caller, 6, random.Random(1))
    withheld = [each for each in made if each.kind == "withheld"]
    assert withheld
    for each in withheld:
        assert each.answerable is False
        assert len(each.context) == 1
        assert each.context[0] != ("fen" if "chicks" in each.question else "bridge")


def test_what_the_model_doubts_is_not_offered():
    background = BackgroundLoop()
    try:
        with pytest.raises(EvalError, match="larger model"):
            candidates([FEN, BRIDGE], Caller(QuizModel(yes=0.1), background), 4, random.Random(1))
    finally:
        background.close()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many chicks did Mia Holt count at Hollins Fen?", None),
        ("How many chicks did she count at Hollins Fen?", "does not say what she is"),
        ("How many, 43 chicks, did Mia Holt count at Hollins Fen?", "gives the answer away"),
        ("How many chicks does the article say Mia Holt counted?", "speaks of the article"),
        ("How many chicks did Zoe Quill count at Hollins Fen?", "Zoe Quill is not in the article"),
        ("How many chicks did Mia Holt count last year at Hollins Fen?", "depends on the day"),
        ("Mia Holt counted chicks at Hollins Fen.", "not one question"),
    ],
)
def test_flaws(question, reason):
    found = flaw(asked(question))
    assert found is None if reason is None else reason in found


def test_a_sentence_that_leans_on_another_carries_no_question():
    assert unresolved("They liked it.") == "they"
    assert [each.sentence[:7] for each in facts_of(FEN)] == ["In 2021", "Ringing"]
    whole = facts_of(FEN)[0]
    assert {"43", "Mia Holt"} <= {each.words for each in answers_in(whole)}
    assert isinstance(whole, Fact)


def test_a_near_miss_asks_of_what_no_sentence_tells():
    others = [
        BRIDGE,
        Article(id="sea", title="Seals", text="The warden Joe Marsh said so in 2018.", source="x"),
    ]
    articles = [FEN, *others]
    near = near_miss(
        asked("How many chicks did Mia Holt count at Hollins Fen in 2021?"),
        Stock(articles, NameSorts(articles)),
        Library(articles),
        random.Random(2),
    )
    assert near is not None
    assert near.new not in FEN.text
    assert any(near.new in each.text for each in others)
    assert near.old not in near.question


@pytest.mark.parametrize(
    ("question", "name", "pronoun", "expected"),
    [
        ("When did Mia Holt ring them?", "Mia Holt", "she", "When did she ring them?"),
        ("What opened in Port Selwyn?", "Port Selwyn", "there", "What opened there?"),
        ("Who met Mia Holt and Mia Holt?", "Mia Holt", "she", None),
    ],
)
def test_a_name_becomes_a_pronoun_only_where_that_reads_well(question, name, pronoun, expected):
    assert referring(question, name, pronoun) == expected


QUOTE = CitedQuote(
    "fen", 0, 20, "Ringing began at Hollins Fen in May 2019 with the help of many schools."
)


def rated(rating, **changes):
    fields = {
        "trace_id": "t1", "rated": "2026-01-02T10:00:00+00:00", "rating": rating,
        "question": "When did ringing begin?", "answer": "In May 2019. [1]", "citations": (QUOTE,),
    }  # fmt: skip
    return Feedback(**(fields | changes))


def test_a_good_answer_becomes_an_answerable_sample():
    (sample,) = from_feedback([rated("good")], [FEN])
    assert sample.answerable is True
    assert sample.answers == ("In May 2019.",)
    (found,) = resolve_samples([sample], [FEN])
    assert found.evidence[0].quote == QUOTE.quote


def test_a_wrong_answer_is_left_to_a_person(tmp_path):
    made = from_feedback([rated("wrong-answer", comment="It was April.")], [FEN])
    assert made[0].answerable is None
    assert "It was April." in made[0].note
    write_candidates(made, tmp_path / "bad.yaml")
    assert read_samples(tmp_path / "bad.yaml") == made


def test_a_good_refusal_is_not_answerable_and_the_last_rating_counts():
    refusal = rated("good", abstained=True, answer="The articles do not say.", citations=())
    made = from_feedback([rated("wrong-answer"), refusal], [FEN])
    assert [each.answerable for each in made] == [False]
