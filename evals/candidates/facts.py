"""Sentences that a question can be asked about: they carry a fact and stand alone.

Which of them are taken is drawn by the random generator that is passed in, evenly over articles,
publishers and years.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from evals.candidates.terms import ADJECTIVE, Term, terms_of
from index.sentences import sentence_spans, words
from index.types import Article

__all__ = ["UNRESOLVED", "Fact", "answers_in", "drawn", "facts_of", "name_beside", "unresolved"]

_FEWEST_WORDS, _MOST_WORDS = 7, 40
_FEWEST_SMALL = 4
"""Words without a capital, below which there is hardly a verb: captions, lists of names."""
UNRESOLVED = frozenset(
    "he she it they him her them his hers its their theirs this these here there "
    "we us our ours i me my you your former latter".split()
)
_OPENERS = frozenset(
    "and but or so also then yet instead however moreover meanwhile still thus therefore "
    "afterwards later before since one two three some many most others that those such both "
    "another".split()
)
"""Words at the beginning of a sentence that lean on the sentence before."""
_BOILERPLATE = re.compile(
    r"https?:|www\.|@|©|\bcopyright\b|\ball rights reserved\b|\bsubscri|\bnewsletter\b|\bsign up\b"
    r"|\bclick\b|\bcookies?\b|\bread more\b|\bfollow us\b|\bphoto(?:graph)?:|\badvertis"
    r"|\bour (?:website|app|readers)\b|\bterms of (?:use|service)\b|\bprivacy policy\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[’']|-\w")
_WHOLE = re.compile(r"""["“'‘(]?[^\W_a-z].*[.!]["”'’)]?""", re.DOTALL)


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
        and _carries(each)
        and (leaning or not unresolved(each.sentence))
    ]


def unresolved(sentence: str) -> str | None:
    """Return the word of a sentence that points out of it, if one does."""
    found = words(sentence)
    if found and found[0] in _OPENERS:
        return found[0]
    return next((word for word in found if re.split("[’']", word)[0] in UNRESOLVED), None)


def answers_in(fact: Fact) -> list[Term]:
    """Return the terms that a question may ask for.

    Each is said once and not told by the title, and leaves a name to ask about.
    """
    sentence, title = fact.sentence, fact.article.title.casefold()
    return [
        term
        for term in fact.terms
        if term.sort != "weekday"
        and sentence.count(term.words) == 1
        and term.words.casefold() not in title
        and not ADJECTIVE.fullmatch(term.words)
        and not _JOINED.match(sentence, term.end)
        and name_beside(fact, term)
    ]


def name_beside(fact: Fact, answer: Term) -> str | None:
    """Return the name by which a question can say what it is about, None where there is none.

    A name of the sentence where it has one, else one of the title or of the sentence before.
    """
    places = (fact.terms, terms_of(fact.article.title), terms_of(fact.before))
    names = (
        each.words
        for terms in places
        for each in terms
        if each.sort == "name" and not ADJECTIVE.fullmatch(each.words)
    )
    return next((name for name in names if name not in answer.words), None)


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


def _carries(fact: Fact) -> bool:
    sentence = fact.sentence
    return (
        _FEWEST_WORDS <= len(words(sentence)) <= _MOST_WORDS
        and _WHOLE.fullmatch(sentence) is not None
        and not _BOILERPLATE.search(sentence)
        and sum(word.islower() for word in sentence.split()) >= _FEWEST_SMALL
        and len(fact.terms) > 1
    )
