"""Which other stories speak of what a question asks."""

from __future__ import annotations

from evals.candidates.library import Library
from index.types import Article
from tests.evals.candidates.conftest import ARTICLES, BRIDGE


def test_a_question_that_another_story_may_answer_is_a_rival_s():
    library = Library(ARTICLES)
    question = "How much will the lifting bridge over the River Arle cost?"
    assert not library.rivals(question, BRIDGE)
    other = Article(
        id="courier",
        title="Arle bridge will cost more",
        text="The lifting bridge over the River Arle will cost 31.7 million.",
    )
    assert Library([*ARTICLES, other]).rivals(question, BRIDGE)
    copy = Article(id="c", title=other.title, text=other.text, copy_of="bridge")
    assert not Library([*ARTICLES, copy]).rivals(question, BRIDGE)


def test_a_sentence_of_two_stories_is_a_publisher_s_own():
    sentence = "The Gazette is read in Lund."
    own = Article(id="a", title="A", text=f"News. {sentence}")
    copy = Article(id="b", title="B", text=own.text, copy_of="a")
    other = Article(id="c", title="C", text=f"Other news. {sentence}")
    assert not Library([own, copy]).elsewhere(sentence, own)
    assert Library([own, copy, other]).elsewhere(sentence, own)
