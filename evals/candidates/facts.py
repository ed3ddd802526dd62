"""Sentences that a question can be asked about: they carry a fact and stand alone.

Which of them are taken is drawn by the random generator that is passed in, evenly over articles,
publishers and years.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index.sentences import sentence_spans
from index.types import Article
from qa.suggesting.statements import Statement, states_fact, unresolved
from qa.suggesting.terms import Term, terms_of

__all__ = ["Fact", "drawn", "facts_of"]


@dataclass(frozen=True)
class Fact:
    """A sentence of an article: ``article.text[start:end] == sentence``."""

    article: Article
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence as it stands in the article."""
        return self.article.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The sentence before it in the same paragraph, "" where it is the first."""
        paragraph = self.article.text.rfind("\n", 0, self.start) + 1
        spans = sentence_spans(self.article.text, paragraph, self.start)
        return self.article.text[slice(*spans[-1])] if spans else ""

    @property
    def statement(self) -> Statement:
        """The sentence with what a question about it may draw on."""
        article = self.article
        return Statement(self.sentence, self.before, article.title, article.source, article.text)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The names, numbers and dates in it."""
        return terms_of(self.sentence)


def facts_of(article: Article, *, leaning: bool = False) -> list[Fact]:
    """Return the sentences of an article that carry a fact, in order.

    With ``leaning`` those too that lean on the sentence before, as follow-up questions do.
    """
    count = Counter(article.text[start:end] for start, end in sentence_spans(article.text))
    facts = [Fact(article, start, end) for start, end in sentence_spans(article.text)]
    return [
        each
        for each in facts
        if count[each.sentence] == 1
        and states_fact(each.sentence)
        and (leaning or not unresolved(each.sentence))
    ]


def drawn(articles: Iterable[Article], rng: random.Random) -> Iterator[Fact]:
    """Yield the facts of all articles in an order in which each part is spread out; no copies.

    Publisher and year take turns; within them the articles do; within an article chance decides.
    """
    turns = _turns(articles, rng)
    while turns:
        for turn in turns:
            facts = turn.pop(0)
            if (fact := next(facts, None)) is not None:
                turn.append(facts)
                yield fact
        turns = [turn for turn in turns if turn]


def _turns(articles: Iterable[Article], rng: random.Random) -> list[list[Iterator[Fact]]]:
    """Return the facts of each article, articles of one publisher and year together."""
    together: dict[tuple[str, int], list[Iterator[Fact]]] = defaultdict(list)
    for article in sorted(articles, key=lambda each: each.id):
        if article.copy_of is None:
            year = article.published.year if article.published else 0
            own = random.Random(rng.random())  # noqa: S311 - chance that can be repeated
            together[article.source, year].append(_shuffled(article, own))
    turns = list(together.values())
    for turn in turns:
        rng.shuffle(turn)
    rng.shuffle(turns)
    return turns


def _shuffled(article: Article, rng: random.Random) -> Iterator[Fact]:
    """Yield the facts of an article by chance; it is not read before the first is wanted."""
    facts = facts_of(article)
    rng.shuffle(facts)
    yield from facts
