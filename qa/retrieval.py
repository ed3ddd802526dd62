"""Passages for a question: dense and lexical search, fused; copies of one story collapsed.

Fusion is convex combination with equal weights after scaling each list to 0..1 (Bruch et al. 2022,
arXiv 2210.11934); reciprocal ranks would throw away how much better one passage is than the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from index.articles import StoredPassage
from index.collection import Collection
from index.embedding import Embedder
from index.types import Article, Filters, SearchResult
from qa.dates import Period
from qa.dates.prior import with_time

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Found", "RankedPassage", "Retriever", "fuse"]

DENSE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its fused score (0..1, higher is better), its cosine, its ranks from 1."""

    stored: StoredPassage
    score: float
    cosine: float
    methods: dict[str, int] = field(default_factory=dict)

    @property
    def story(self) -> str:
        """The id that all copies of one story share."""
        return self.stored.article.copy_of or self.stored.article.id

    def as_result(self, rank: int) -> SearchResult:
        """Return what callers see of it."""
        passage, article = self.stored.passage, self.stored.article
        return SearchResult(passage, article, round(self.score, 4), rank, dict(self.methods))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, with the vectors of the queries, shape (queries, dim).

    ``searched`` counts the passages that it could have found.
    """

    passages: tuple[RankedPassage, ...]
    vectors: NDArray[np.float32]
    searched: int = 0

    def results(self) -> tuple[SearchResult, ...]:
        """Return what callers see."""
        return tuple(each.as_result(rank) for rank, each in enumerate(self.passages, 1))


class Retriever:
    """Searches a collection; ``candidates`` passages are taken from each method."""

    def __init__(self, collection: Collection, embedder: Embedder, candidates: int) -> None:
        self._collection = collection
        self._embedder = embedder
        self._candidates = candidates

    def search(
        self,
        queries: Sequence[str],
        top_k: int,
        filters: Filters | None = None,
        period: Period | None = None,
    ) -> Found:
        """Return the best passages for any of several wordings of one question.

        ``period`` is the time asked about: it prefers articles by their date, and excludes none.
        """
        vectors = self._embedder.embed(queries)
        best: dict[int, RankedPassage] = {}
        for query, vector in zip(queries, vectors, strict=True):
            for number, ranked in self._search(query, vector, filters).items():
                best[number] = _better(ranked, best.get(number))
        found = list(best.values()) if period is None else _preferred(best.values(), period)
        ordered = sorted(found, key=lambda each: -each.score)
        kept = tuple(_one_article_a_story(ordered))[:top_k]
        return Found(kept, vectors, self._collection.counts(filters)[1])

    def article(self, article_id: str) -> Article | None:
        """Return an article that was found, whole; None when it was removed since."""
        return self._collection.find(article_id)

    def _search(
        self, query: str, vector: NDArray[np.float32], filters: Filters | None
    ) -> dict[int, RankedPassage]:
        dense = self._collection.nearest(vector, self._candidates, filters)
        lexical = self._collection.matching(query, self._candidates, filters)
        scores = fuse(dense, lexical)
        ranks = {
            name: {number: rank for rank, (number, _) in enumerate(found, 1)}
            for name, found in (("dense", dense), ("lexical", lexical))
        }
        stored = self._collection.passages(scores)
        return {
            number: RankedPassage(
                stored[number],
                score,
                float(stored[number].vector @ vector),
                {name: of[number] for name, of in ranks.items() if number in of},
            )
            for number, score in scores.items()
            if number in stored  # removed since it was found
        }


def fuse(
    dense: Sequence[tuple[int, float]], lexical: Sequence[tuple[int, float]]
) -> dict[int, float]:
    """Return one score in 0..1 for each passage number found, higher is better.

    Cosines are scaled from the last to the first of their list, BM25 from zero to the first.
    """
    scores: dict[int, float] = {}
    floor = min((value for _, value in dense), default=0.0)
    for found, low, weight in ((dense, floor, DENSE_WEIGHT), (lexical, 0.0, 1 - DENSE_WEIGHT)):
        high = max((value for _, value in found), default=0.0)
        for number, value in found:
            share = (value - low) / (high - low) if high > low else 1.0
            scores[number] = scores.get(number, 0.0) + weight * share
    return scores


def _better(one: RankedPassage, other: RankedPassage | None) -> RankedPassage:
    """Return the finding with the better score, and the better of both cosines."""
    if other is None:
        return one
    best = one if one.score > other.score else other
    return replace(best, cosine=max(one.cosine, other.cosine))


def _preferred(found: Iterable[RankedPassage], period: Period) -> list[RankedPassage]:
    """Return passages with scores that take the time asked about into account."""
    passages = list(found)
    scores = with_time([(each.score, each.stored.article.published) for each in passages], period)
    return [replace(each, score=score) for each, score in zip(passages, scores, strict=True)]


def _one_article_a_story(ordered: Iterable[RankedPassage]) -> Iterable[RankedPassage]:
    """Yield passages, but of each story only those of the article that was found first."""
    chosen: dict[str, str] = {}
    for each in ordered:
        if chosen.setdefault(each.story, each.stored.article.id) == each.stored.article.id:
            yield each
