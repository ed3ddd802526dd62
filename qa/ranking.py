"""How likely a sentence is to answer a question: a few features, weighted by what was learned.

The weights are fitted by ``bench/ranking.py`` on public question sets (a softmax over the sentences
of one question, whose gold sentences are to win) and lie in ``ranking.toml``, to be read and
changed.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.answer_type import holds_answer
from qa.retrieval import RankedPassage
from qa.stemming import name_stems, stem, stems_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "FEATURES",
    "CandidateSentence",
    "candidate_sentences",
    "features",
    "load_weights",
    "ranked",
]

FEATURES = (
    "cosine",
    "words",
    "title",
    "phrases",
    "names",
    "answer_type",
    "passage",
    "neighbour",
    "length",
    "fragment",
)
"""In the order of the columns of ``features``:

- cosine: the highest between a wording of the question and the sentence
- words: weighted share (0..1) of the question's words that stand in the sentence
- title: the same of its article's title
- phrases: share (0..1) of the question's pairs of neighbouring content words in the sentence
- names: share (0..1) of the question's capitalised words in the sentence or its title
- answer_type: 1 where the sentence holds a value of the sort that is asked for, -1 where it holds
  none, 0 where the question does not tell
- passage: fused score (0..1) of its passage
- neighbour: ``words`` of the better of the two sentences beside it in the passage
- length: words, 1 for 60 or more
- fragment: 1 for a piece of fewer than five words, such as a heading
"""
_WEIGHTS = Path(__file__).with_name("ranking.toml")
_LONG, _FRAGMENT = 60, 5


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence that may become evidence; ``rank`` (from 0) and ``at`` tell where it was found."""

    passage: RankedPassage
    rank: int
    at: int
    start: int
    end: int
    text: str
    vector: NDArray[np.float32]
    stems: frozenset[str]

    @property
    def article_id(self) -> str:
        """The id of its article."""
        return self.passage.stored.article.id


def candidate_sentences(passages: Iterable[RankedPassage]) -> list[CandidateSentence]:
    """Return the sentences of passages in order, with the vectors that are stored of them."""
    return [
        CandidateSentence(
            passage,
            rank,
            at,
            start,
            end,
            text := passage.stored.passage.text[
                start - passage.stored.passage.start : end - passage.stored.passage.start
            ],
            vector,
            frozenset(map(stem, words(text))),
        )
        for rank, passage in enumerate(passages)
        for at, ((start, end), vector) in enumerate(
            zip(passage.stored.sentences, passage.stored.sentence_vectors, strict=True)
        )
    ]


def ranked(
    question: str, vectors: NDArray[np.float32], candidates: Sequence[CandidateSentence]
) -> NDArray[np.float64]:
    """Return a score for each candidate, higher is likelier: differences are log-odds.

    ``vectors`` are those of the question's wordings, shape (wordings, dimension), of unit length.
    """
    weights = load_weights()
    found = features(question, vectors, candidates)
    scores: NDArray[np.float64] = found @ np.array([weights[name] for name in FEATURES])
    return scores


def features(
    question: str, vectors: NDArray[np.float32], candidates: Sequence[CandidateSentence]
) -> NDArray[np.float64]:
    """Return the features of each candidate, shape (candidates, features), as ``FEATURES`` says."""
    if not candidates:
        return np.zeros((0, len(FEATURES)))
    cosines = (np.stack([each.vector for each in candidates]) @ vectors.T).max(axis=1)
    asked = _Asked.of(question, candidates)
    shared = [asked.share(each.stems) for each in candidates]
    rows = [
        (float(cosine), own, *asked.about(each), each.passage.score, beside, *_shape(each))
        for cosine, own, beside, each in zip(
            cosines, shared, _beside(candidates, shared), candidates, strict=True
        )
    ]
    return np.array(rows, dtype=np.float64)


@cache
def load_weights(path: Path = _WEIGHTS) -> dict[str, float]:
    """Return the weight of each feature; raise ValueError where the file names others."""
    weights = tomllib.loads(path.read_text(encoding="utf-8"))["weights"]
    if set(weights) != set(FEATURES):
        raise ValueError(f"{path.name} has weights of {sorted(weights)}, not of {sorted(FEATURES)}")
    return {name: float(weight) for name, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as its sentences are compared with it; ``weights`` by stem, sum ``total``."""

    question: str
    weights: dict[str, float]
    total: float
    phrases: frozenset[tuple[str, str]]
    names: frozenset[str]

    @classmethod
    def of(cls, question: str, candidates: Sequence[CandidateSentence]) -> _Asked:
        frequency = Counter(word for each in candidates for word in each.stems)
        weights = {
            word: math.log(1 + len(candidates) / (1 + frequency[word]))
            for word in stems_of(question)
        }
        total = sum(weights.values()) or 1.0
        return cls(question, weights, total, _phrases(question), name_stems(question))

    def share(self, stems: Iterable[str]) -> float:
        """Return the weighted share (0..1) of the question's words among some stems."""
        return sum(self.weights.get(word, 0.0) for word in set(stems)) / self.total

    def about(self, candidate: CandidateSentence) -> tuple[float, float, float, float]:
        """Return title, phrases, names, answer_type."""
        title = frozenset(map(stem, words(candidate.passage.stored.article.title)))
        holds = holds_answer(self.question, candidate.text)
        return (
            self.share(title),
            len(self.phrases & _phrases(candidate.text)) / (len(self.phrases) or 1),
            len(self.names & (candidate.stems | title)) / (len(self.names) or 1),
            0.0 if holds is None else 1.0 if holds else -1.0,
        )


def _phrases(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (one, other)
        for one, other in pairwise(words(text))
        if one not in STOP_WORDS and other not in STOP_WORDS
    )


def _beside(candidates: Sequence[CandidateSentence], shared: Sequence[float]) -> list[float]:
    """Return for each candidate the better share of the sentences beside it in its passage."""
    of = {(each.rank, each.at): share for each, share in zip(candidates, shared, strict=True)}
    return [
        max(of.get((each.rank, each.at - 1), 0.0), of.get((each.rank, each.at + 1), 0.0))
        for each in candidates
    ]


def _shape(candidate: CandidateSentence) -> tuple[float, float]:
    count = len(words(candidate.text))
    return min(count, _LONG) / _LONG, float(count < _FRAGMENT)
