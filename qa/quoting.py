"""Answers without a model: the evidence sentences that fit a question best, word for word."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.types import Evidence

__all__ = ["quote"]

_MOST = 2
_CLOSE = 0.85
"""Share of the best sentence's score that a second one must reach to be quoted as well."""
_EVEN, _SLOPE = 0.97, 6.0
"""Logistic curve from a sentence's score to the likelihood that it answers: fitted by eye so that
0.8, the default threshold, falls at a score of 1.2, between the answerable and the unanswerable
questions of clapnq_dev (medians 1.39 and 1.05) and of our own seeds (1.42 and 0.97)."""


def quote(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], float]:
    """Return the sentences to quote, in order of number, and how likely they answer (0..1)."""
    best_first = sorted(evidence, key=lambda each: -each.score)
    close = [each for each in best_first if each.score >= _CLOSE * best_first[0].score][:_MOST]
    likelihood = 1 / (1 + math.exp(-_SLOPE * (best_first[0].score - _EVEN)))
    return tuple(sorted(close, key=lambda each: each.number)), round(likelihood, 4)
