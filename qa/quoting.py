"""Answers without a model: the evidence sentences that fit a question best, word for word."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.types import AnswerSentence, Evidence

__all__ = ["quote", "quoted_instead"]

_MOST = 2
_CLOSE = 0.85
"""Share of the best sentence's score that a second one must reach to be quoted as well."""
_LONGEST = 400
"""Characters up to which a quote is read in the place of a sentence."""
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


def quoted_instead(
    sentences: Sequence[AnswerSentence], evidence: Sequence[Evidence]
) -> tuple[AnswerSentence, ...]:
    """Return the sentences that may be shown, those in doubt replaced by what they cite.

    Unsupported ones are left out. The words of the article cannot say more than the article does;
    a quote that is too long to be read in passing leaves its sentence as it is, marked.
    """
    by_number = {each.number: each for each in evidence}
    shown: dict[str, AnswerSentence] = {}
    for each in sentences:
        if each.verdict == "unsupported":
            continue
        held = by_number[each.citations[0]].text if each.citations else ""
        if each.verdict == "partly" and 0 < len(held) <= _LONGEST:
            reason = f"quoted word for word; {each.reason}"
            each = AnswerSentence(held, each.citations[:1], "supported", reason)  # noqa: PLW2901
        shown.setdefault(" ".join(each.text.split()), each)
    return tuple(shown.values())
