"""Answers without a model: the evidence sentences that fit a question best, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from qa.types import Evidence

__all__ = ["quote"]

_MOST = 2
_CLOSE = 0.85
"""Share of the best sentence's score that a second one must reach to be quoted as well."""
_SURE = 2.0
"""Score of an evidence sentence that answers beyond doubt (cosine 1, every word, best passage)."""


def quote(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], float]:
    """Return the sentences to quote, in order of number, and how likely they answer (0..1)."""
    best_first = sorted(evidence, key=lambda each: -each.score)
    close = [each for each in best_first if each.score >= _CLOSE * best_first[0].score][:_MOST]
    likelihood = min(max(best_first[0].score / _SURE, 0.0), 1.0)
    return tuple(sorted(close, key=lambda each: each.number)), round(likelihood, 4)
