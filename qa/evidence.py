"""The sentences that are put before the model: few, exact, and in the order of their articles.

Single sentences hold the answer in far fewer tokens than the passages around them, and tokens are
what a small model on a laptop waits for (design, section 7).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.lexical import content_words
from index.sentences import words
from qa.retrieval import Found, RankedPassage
from qa.types import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["HEADING_OVERHEAD", "SENTENCE_OVERHEAD", "select_evidence", "stem"]

SENTENCE_OVERHEAD = 4
"""Tokens that a sentence costs beside its own: its number, its brackets, its line end."""
HEADING_OVERHEAD = 10
"""Tokens that the heading of an article costs beside title and publisher: date, marks."""
_COSINE, _OVERLAP, _PASSAGE = 1.0, 0.5, 0.5
_TITLE_SHARE = 0.5
"""What a question word that stands only in the title counts, against one in the sentence."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may become evidence."""

    passage: RankedPassage
    rank: int
    start: int
    end: int
    text: str
    vector: NDArray[np.float32]
    stems: frozenset[str]


def select_evidence(
    question: str,
    found: Found,
    budget: int,
    count_tokens: Callable[[str], int],
) -> tuple[Evidence, ...]:
    """Return the sentences most likely to answer a question, within ``budget`` tokens.

    The budget covers what stands in the prompt: sentences, their numbers, articles' headings.

    They are numbered from 1 in reading order: articles by their best passage, then by position.
    """
    candidates = _candidates(found.passages)
    scored = sorted(
        zip(_scores(question, found.vectors, candidates), candidates, strict=True),
        key=lambda pair: -pair[0],
    )
    kept: list[tuple[float, _Candidate]] = []
    seen: set[str] = set()
    headed: set[str] = set()
    for score, candidate in scored:
        article = candidate.passage.stored.article
        cost = count_tokens(candidate.text) + SENTENCE_OVERHEAD
        if article.id not in headed:
            cost += count_tokens(f"{article.title} {article.source}") + HEADING_OVERHEAD
        if candidate.text not in seen and cost <= budget:
            kept.append((score, candidate))
            seen.add(candidate.text)
            headed.add(article.id)
            budget -= cost
    return _numbered(kept)


def stem(word: str) -> str:
    """Return a word without a common English ending, so that ``signed`` matches ``signs``."""
    return re.sub(r"(?:[’']s|ing|ed|es|ly|s)$", "", word) if len(word) > 4 else word  # noqa: PLR2004


def _candidates(passages: Iterable[RankedPassage]) -> list[_Candidate]:
    return [
        _Candidate(
            passage,
            rank,
            start,
            end,
            text := passage.stored.passage.text[
                start - passage.stored.passage.start : end - passage.stored.passage.start
            ],
            vector,
            frozenset(map(stem, words(text))),
        )
        for rank, passage in enumerate(passages)
        for (start, end), vector in zip(
            passage.stored.sentences, passage.stored.sentence_vectors, strict=True
        )
    ]


def _scores(
    question: str, vectors: NDArray[np.float32], candidates: Sequence[_Candidate]
) -> list[float]:
    """Return a score a candidate: likeness in meaning, shared words, goodness of its passage."""
    if not candidates:
        return []
    cosines = (np.stack([each.vector for each in candidates]) @ vectors.T).max(axis=1)
    weights = _weights(question, candidates)
    return [
        _COSINE * float(cosine) + _OVERLAP * _overlap(weights, each) + _PASSAGE * each.passage.score
        for cosine, each in zip(cosines, candidates, strict=True)
    ]


def _weights(question: str, candidates: Sequence[_Candidate]) -> dict[str, float]:
    """Return how much each word of the question says: rare among the candidates says more."""
    frequency = Counter(word for each in candidates for word in each.stems)
    return {
        word: math.log(1 + len(candidates) / (1 + frequency[word]))
        for word in map(stem, content_words(question))
    }


def _overlap(weights: dict[str, float], candidate: _Candidate) -> float:
    """Return the weighted share (0..1) of the question's words in a sentence and its title."""
    title = set(map(stem, words(candidate.passage.stored.article.title)))
    shared = sum(
        weight * (1.0 if word in candidate.stems else _TITLE_SHARE if word in title else 0.0)
        for word, weight in weights.items()
    )
    return shared / (sum(weights.values()) or 1.0)


def _numbered(kept: Sequence[tuple[float, _Candidate]]) -> tuple[Evidence, ...]:
    best_rank: dict[str, int] = {}
    for _, each in kept:
        article = each.passage.stored.article.id
        best_rank[article] = min(best_rank.get(article, each.rank), each.rank)
    in_order = sorted(
        kept, key=lambda pair: (best_rank[pair[1].passage.stored.article.id], pair[1].start)
    )
    return tuple(
        Evidence(
            number=number,
            article_id=each.passage.stored.article.id,
            start=each.start,
            end=each.end,
            text=each.text,
            score=round(score, 4),
        )
        for number, (score, each) in enumerate(in_order, 1)
    )
