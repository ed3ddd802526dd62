"""Candidates as samples of a question file, each with a note for the person who reads it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from evals.candidates.library import Library
from evals.candidates.unanswerable import NearMiss
from evals.candidates.writing import Asked
from evals.loading import QuoteIn, SampleIn
from index.types import Article

__all__ = ["article_names", "followed_up", "missed", "single", "withheld"]

_READ_ALONE = "check that it is understood without the article, and that the answer is whole"
_UNANSWERABLE = "A person must check that no article answers it all the same."


def single(asked: Asked, names: dict[str, str]) -> SampleIn:
    """Return a question that one sentence answers."""
    return SampleIn(
        id=_name("single", asked.fact.article, asked.question),
        question=asked.question,
        kind="single",
        answers=(asked.answer.words,),
        evidence=_evidence(asked, names),
        note=f"Written by a model for one sentence: {_READ_ALONE}; add other right wordings.",
    )


def followed_up(before: Asked, asked: Asked, names: dict[str, str]) -> SampleIn:
    """Return a question that is understood with the one before it."""
    return SampleIn(
        id=_name("follow-up", asked.fact.article, before.question + asked.question),
        question=asked.question,
        kind="follow-up",
        history=(("user", before.question), ("assistant", " ".join(before.fact.sentence.split()))),
        answers=(asked.answer.words,),
        evidence=_evidence(asked, names),
        note=(
            "Written by a model for the sentence after that of the first question: check that the "
            "pronoun means who or what the first question is about."
        ),
    )


def missed(near: NearMiss) -> SampleIn:
    """Return a question that asks of something else than the article tells of."""
    return SampleIn(
        id=_name("near-miss", near.asked.fact.article, near.question),
        question=near.question,
        kind="near-miss",
        answerable=False,
        note=(
            f"Made of “{near.asked.question}” by putting “{near.new}” in the place of "
            f"“{near.old}”; no sentence was found to speak of both. {_UNANSWERABLE}"
        ),
    )


def withheld(asked: Asked, library: Library) -> SampleIn:
    """Return a question that is asked without the article that answers it, and its copies."""
    title = asked.fact.article.title
    return SampleIn(
        id=_name("withheld", asked.fact.article, asked.question),
        question=asked.question,
        kind="withheld",
        answerable=False,
        context=tuple(each.id for each in library.without(asked.fact.article)),
        note=(
            f"Asked of all articles but “{title}”, which answers it: {asked.answer.words}. "
            f"{_UNANSWERABLE}"
        ),
    )


def article_names(articles: Sequence[Article]) -> dict[str, str]:
    """Return by id what an article is called in a file: its title where no other has it."""
    count = Counter(name for each in articles for name in {each.id, each.url, each.title})
    return {each.id: each.title if count[each.title] == 1 else each.id for each in articles}


def _evidence(asked: Asked, names: dict[str, str]) -> tuple[QuoteIn, ...]:
    return (QuoteIn(article=names[asked.fact.article.id], quote=asked.fact.sentence),)


def _name(kind: str, article: Article, question: str) -> str:
    words = re.findall(r"[^\W_]+", article.title.lower())[:3]
    mark = hashlib.sha256(f"{article.id} {question}".encode()).hexdigest()[:6]
    return "-".join((kind, *words, mark))
