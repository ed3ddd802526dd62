"""Whether refusals are right, and whether confidence tells when to refuse.

A refusal is right where the question is not answerable. Questions for which neither an answer nor
a refusal is right do not belong here. Every value is in 0..1; None where it is not defined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby

__all__ = [
    "area_under_risk_coverage",
    "auroc",
    "balanced_accuracy",
    "refusal_precision",
    "refusal_recall",
    "risk_coverage",
]


def refusal_precision(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Return the share of refusals that were right, from (answerable, refused); higher is better.

    None where nothing was refused. The precision of SQuAD 2's "no answer" (Rajpurkar et al. 2018).
    """
    return _share(not answerable for answerable, refused in pairs if refused)


def refusal_recall(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Return the share of unanswerable questions that were refused; higher is better.

    From (answerable, refused). None where no question is unanswerable.
    """
    return _share(refused for answerable, refused in pairs if not answerable)


def balanced_accuracy(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return the mean of the share of answerable answered and of unanswerable refused.

    From (answerable, refused); higher is better, 0.5 is chance whatever the mix of questions
    (Brodersen et al. 2010; scikit-learn's ``balanced_accuracy_score``). None unless there are
    questions of both kinds.
    """
    answered = _share(not refused for answerable, refused in pairs if answerable)
    refused = refusal_recall(pairs)
    return None if answered is None or refused is None else (answered + refused) / 2


def auroc(pairs: Iterable[tuple[bool, float]]) -> float | None:
    """Return how often an answerable question has the higher confidence of the two kinds.

    From (answerable, confidence): over all pairs of an answerable and an unanswerable question,
    ties counted half (Mann & Whitney 1947; the area under the ROC curve). Higher is better, 0.5 is
    chance. None unless there are questions of both kinds.
    """
    pairs = list(pairs)
    yes = [confidence for answerable, confidence in pairs if answerable]
    no = sorted(confidence for answerable, confidence in pairs if not answerable)
    if not yes or not no:
        return None
    above = sum(bisect_left(no, each) + bisect_right(no, each) for each in yes)
    return above / (2 * len(yes) * len(no))


def risk_coverage(
    pairs: Iterable[tuple[float, bool]], total: int
) -> tuple[tuple[float, float], ...]:
    """Return the points (coverage, risk) of answering ever less certain questions.

    From (confidence, right) of what was answered, the surest first; equal confidences come in
    together, as no threshold parts them. Coverage is the share of ``total`` questions, refused
    ones among them, that is answered so far (it grows, and ends below 1 where some were refused);
    risk is the share of those that is wrong (lower is better). Empty where nothing was answered;
    ValueError where more was answered than ``total``.
    El-Yaniv & Wiener 2010; Geifman & El-Yaniv 2017.
    """
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    if len(ordered) > total:
        raise ValueError(f"{len(ordered)} answers to {total} questions")
    points = []
    answered = wrong = 0
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        outcomes = [right for _, right in group]
        answered += len(outcomes)
        wrong += outcomes.count(False)
        points.append((answered / total, wrong / answered))
    return tuple(points)


def area_under_risk_coverage(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean risk over the coverage that was reached; lower is better.

    From the points of ``risk_coverage``: each risk weighs as much as the coverage that came in
    with it, and the sum is divided by the last coverage. Without ties this is the AURC of Geifman,
    Uziel & El-Yaniv 2019 over the answered questions: the mean over them of the risk at their own
    confidence. As it is divided by the coverage, a run that refuses more is not better for it
    alone: read it beside the last coverage. None where nothing was answered.
    """
    if not points:
        return None
    before = (0.0, *(coverage for coverage, _ in points))
    area = sum(
        (coverage - last) * risk for (coverage, risk), last in zip(points, before, strict=False)
    )
    return area / points[-1][0]


def _share(outcomes: Iterable[bool]) -> float | None:
    outcomes = list(outcomes)
    return sum(outcomes) / len(outcomes) if outcomes else None
