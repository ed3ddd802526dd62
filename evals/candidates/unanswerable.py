"""Questions that the articles do not answer, made from questions that they do.

A near miss asks of another name, year or number than the article tells of: one from another
article, so that it does not look foreign. Nothing that the articles hold may speak of both.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evals.candidates.library import Library
from evals.candidates.writing import Asked
from index.sentences import words
from index.types import Article
from qa.suggesting.flaws import key_stems
from qa.suggesting.names import NameSorts
from qa.suggesting.terms import MONTHS, Term, terms_of

__all__ = ["NearMiss", "Stock", "near_miss"]

_TRIES = 25
_SUREST = 200
_FEWEST_KEYS = 2
_ORDER = ("place", "date", "year", "person", "group", "number")
_MONTH = re.compile("|".join(MONTHS))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question in which ``old`` was exchanged for ``new``."""

    asked: Asked
    question: str
    old: str
    new: str


class Stock:
    """Terms that can stand for one another, from some articles."""

    def __init__(self, articles: Iterable[Article], names: NameSorts) -> None:
        self._sorts = names
        self._shapes: defaultdict[str, set[str]] = defaultdict(set)
        self._holders: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for article in articles:
            found = terms_of(article.text)
            named = frozenset(each.words for each in found if each.sort == "name")
            for name in named:
                self._holders[name].append(named)
            for term in found:
                if term.sort in {"year", "date", "number"}:
                    self._shapes[_shape(term)].add(term.words)

    def order(self, term: Term) -> int:
        """Return when a term is to be tried: first what is least noticed when it is exchanged."""
        sort = self._sorts.of(term.words) or term.sort
        return _ORDER.index(sort) if sort in _ORDER else len(_ORDER)

    def alike(self, term: Term, article: Article, rng: random.Random) -> list[str]:
        """Return some terms of the same sort, by chance; none where the sort is not known.

        Names come first that stand in articles with other names of this one: they are likelier to
        be taken for it.
        """
        if term.sort == "name":
            sort = self._sorts.of(term.words)
            found = self._sorts.all(sort)[:_SUREST] if sort else []
        else:
            found = sorted(self._shapes[_shape(term)])
        some = rng.sample(found, len(found))
        own = {each.words for each in terms_of(article.text) if each.sort == "name"}
        kin = {
            each: max((len(own & near) for near in self._holders[each]), default=0) for each in some
        }
        return sorted(some, key=lambda each: -kin[each])[:_TRIES]


def near_miss(asked: Asked, stock: Stock, library: Library, rng: random.Random) -> NearMiss | None:
    """Return a near miss of a question, None where chance finds none that is safe."""
    article = asked.fact.article
    own = f"{article.title} {article.text}"
    for term in sorted(terms_of(asked.question), key=stock.order):
        before, after = asked.question[: term.start], asked.question[term.end :]
        keys = key_stems(before + after)
        if len(keys) < _FEWEST_KEYS:
            continue
        for new in stock.alike(term, article, rng):
            fits = new not in own and library.after_the(new) == before.lower().endswith("the ")
            if fits and not _shares(new, asked) and not library.holds(new, keys):
                return NearMiss(asked, before + new + after, term.words, new)
    return None


def _shares(new: str, asked: Asked) -> bool:
    """Return whether a term says something that the question or its answer says."""
    told = {*words(asked.question), *words(asked.answer.words)}
    return bool(told & set(words(new)) - {"the", "of", "and"})


def _shape(term: Term) -> str:
    """Return how a number or date is written: ``£23.4 million`` as ``£99.9 million``."""
    return term.sort + ":" + re.sub(r"\d", "9", _MONTH.sub("M", term.words))
