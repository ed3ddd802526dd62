"""The sentences that are put before the model: few, exact, and in the order of their articles.

Single sentences hold the answer in far fewer tokens than the passages around them, and tokens are
what a small model on a laptop waits for (design, section 7). They come in portions: the first is
what most questions need; where the model is not sure of it, the next is put behind it, and it reads
only what is new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from index.sentences import words
from qa.contests import tells_of_the_other
from qa.dates import of_another_year
from qa.directives import directives
from qa.ranking import CandidateSentence, candidate_sentences, ranked
from qa.retrieval import Found
from qa.types import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "HEADING_OVERHEAD",
    "SENTENCE_OVERHEAD",
    "Rerank",
    "Selection",
    "leans",
    "select_evidence",
]

SENTENCE_OVERHEAD = 4
"""Tokens that a sentence costs beside its own: its number, its brackets, its line end."""
HEADING_OVERHEAD = 10
"""Tokens that the heading of an article costs beside title and publisher: date, marks."""
_ALIKE, _REPEATS = 0.7, 2.0
"""Cosine above which a sentence repeats one that is kept, and what each step of 1 beyond costs."""
_RERANKED = 24
"""Sentences that a cross-encoder reads: each costs it a pass."""
_SPARE = 24
"""Sentences that are kept to compare a draft with."""
_LEANS = 1.0
"""What the sentence before a kept one gains when that one begins with a pronoun."""
_PRONOUNS = frozenset("he she it they his her its their this these that those".split())

Rerank = Callable[[str, Sequence[str]], "NDArray[np.float64]"]
"""From a question and n texts to n log-odds that each answers it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The portions of evidence, and the best cosine (-1..1) of the question and any sentence.

    ``spare`` are the next best sentences, best first: the model does not answer from them, but what
    it wrote is compared with them where nothing that it saw bears it out, and one of another
    article may be put before it alone. Their numbers run on.
    """

    portions: tuple[tuple[Evidence, ...], ...]
    cosine: float
    spare: tuple[Evidence, ...] = ()


def select_evidence(
    question: str,
    found: Found,
    budgets: Sequence[int],
    count_tokens: Callable[[str], int],
    rerank: Rerank | None = None,
) -> Selection:
    """Return the sentences most likely to answer a question, a portion for each token budget.

    A budget covers what stands in the prompt: sentences, their numbers, articles' headings. Within
    a portion they stand in reading order (articles by their best passage, then by position);
    numbers run on from 1. A portion may be empty. ``rerank`` ranks the best sentences once more.
    """
    candidates = [
        each
        for each in _for_readers(candidate_sentences(found.passages))
        if not _is_beside_it(question, each)
    ]
    if not candidates:
        return Selection(tuple(() for _ in budgets), 0.0)
    scores = ranked(question, found.vectors, candidates)
    if rerank is not None:
        scores = _reranked(question, candidates, scores, rerank)
    pool = _Pool(candidates, scores, count_tokens)
    portions: list[tuple[Evidence, ...]] = []
    for budget in budgets:
        numbered = sum(map(len, portions))
        portions.append(_numbered(list(pool.draw(budget)), first=numbered + 1))
    spare = _numbered(pool.rest(_SPARE), first=sum(map(len, portions)) + 1)
    return Selection(tuple(portions), float((pool.vectors @ found.vectors.T).max()), spare)


def _is_beside_it(question: str, candidate: CandidateSentence) -> bool:
    """Return whether a sentence tells of another contest, or another year, than is asked of."""
    article = candidate.passage.stored.article
    return tells_of_the_other(question, candidate.text, article.title) or of_another_year(
        question, candidate.text, article.published
    )


def _reranked(
    question: str,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    rerank: Rerank,
) -> NDArray[np.float64]:
    """Return scores with the log-odds that a cross-encoder adds for the best sentences.

    They are added as they fall behind the best of them, so that scores keep their scale; a sentence
    that it does not see falls behind as far as the worst that it sees.
    """
    best = np.argsort(-scores, kind="stable")[:_RERANKED]
    shown = [candidates[at] for at in best]
    logits = rerank(
        question, [f"{each.passage.stored.article.title}. {each.text}" for each in shown]
    )
    behind = np.full(len(scores), float(np.min(logits) - np.max(logits)), dtype=np.float64)
    behind[best] = logits - np.max(logits)
    summed: NDArray[np.float64] = scores + behind
    return summed


def _for_readers(candidates: Iterable[CandidateSentence]) -> Iterator[CandidateSentence]:
    """Yield the candidates that do not give orders to a model (see ``qa.directives``)."""
    for _, passage in groupby(candidates, key=lambda each: each.rank):
        sentences = list(passage)
        orders = directives([each.text for each in sentences])
        yield from (each for each, order in zip(sentences, orders, strict=True) if not order)


@dataclass(slots=True)
class _Pool:
    """The sentences that are left to choose from, and what those that were chosen make of them."""

    candidates: Sequence[CandidateSentence]
    scores: NDArray[np.float64]
    count_tokens: Callable[[str], int]
    repeated: NDArray[np.float64] = field(init=False)
    leant_on: NDArray[np.float64] = field(init=False)
    vectors: NDArray[np.float32] = field(init=False)
    left: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.vectors = np.stack([each.vector for each in self.candidates])
        self.repeated = np.zeros(len(self.candidates))
        self.leant_on = np.zeros(len(self.candidates))
        self.left = set(range(len(self.candidates)))

    def draw(self, budget: int) -> Iterator[tuple[float, CandidateSentence]]:
        """Yield the best sentences with their scores, as many as fit into ``budget`` tokens."""
        headed: set[str] = set()
        tried: set[int] = set()
        while waiting := self.left - tried:
            values = self.scores - self.repeated + self.leant_on
            best = max(waiting, key=lambda index: (values[index], -index))
            candidate = self.candidates[best]
            cost = self._cost(candidate, headed)
            tried.add(best)
            if cost <= budget:
                budget -= cost
                headed.add(candidate.article_id)
                self._take(best)
                yield float(self.scores[best]), candidate

    def rest(self, count: int) -> list[tuple[float, CandidateSentence]]:
        """Return the best ``count`` sentences that were not drawn, with their scores."""
        best = sorted(self.left, key=lambda index: (-self.scores[index], index))[:count]
        return [(float(self.scores[index]), self.candidates[index]) for index in best]

    def _cost(self, candidate: CandidateSentence, headed: set[str]) -> int:
        article = candidate.passage.stored.article
        cost = self.count_tokens(candidate.text) + SENTENCE_OVERHEAD
        if article.id not in headed:
            cost += self.count_tokens(f"{article.title} {article.source}") + HEADING_OVERHEAD
        return cost

    def _take(self, index: int) -> None:
        taken = self.candidates[index]
        self.left -= {at for at in self.left if self.candidates[at].text == taken.text}
        alike = self.vectors @ taken.vector
        self.repeated = np.maximum(self.repeated, _REPEATS * np.maximum(alike - _ALIKE, 0.0))
        if leans(taken.text):
            before = (taken.rank, taken.at - 1)
            for at, each in enumerate(self.candidates):
                if (each.rank, each.at) == before:
                    self.leant_on[at] = _LEANS


def leans(text: str) -> bool:
    """Return whether a sentence begins with a pronoun: who it is about is told before it."""
    first = words(text[:20])[:1]
    return bool(first) and re.split("[’']", first[0])[0] in _PRONOUNS


def _numbered(kept: Iterable[tuple[float, CandidateSentence]], first: int) -> tuple[Evidence, ...]:
    kept = list(kept)
    best_rank: dict[str, int] = {}
    for _, each in kept:
        best_rank[each.article_id] = min(best_rank.get(each.article_id, each.rank), each.rank)
    in_order = sorted(kept, key=lambda pair: (best_rank[pair[1].article_id], pair[1].start))
    return tuple(
        Evidence(number, each.article_id, each.start, each.end, each.text, round(score, 4))
        for number, (score, each) in enumerate(in_order, first)
    )
