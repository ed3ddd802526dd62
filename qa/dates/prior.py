"""Scores with the time that was asked about: a preference among passages, never a filter.

An article of 2024 may tell what happened in March 2023, and one without a date may be of any day.

Tried with lexical search alone (BM25 over 6,968 passages of 489 dated news articles, scaled to the
best of 30; the right article first, among the first 3, mean reciprocal rank); n is small:

    a period is asked about, n = 28          the newest is wanted, n = 15
    bonus   first   in 3   MRR               bonus   first   in 3   MRR
    0       17      24     0.73              0       9       14     0.74
    0.05    19      25     0.78              0.05    8       14     0.74
    0.10    19      25     0.79              0.10    9       14     0.77
    0.15    20      26     0.81              0.15    9       14     0.77
    0.30    22      26     0.86

More would go on helping where the question is of this week's news, and hurt where a later article
tells of the time. Days after the period: 0 and 3 lose one of the first 3 to 7; 14 is like 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.dates.periods import Period
from qa.dates.spans import moved

__all__ = ["Dated", "with_time"]

Dated = tuple[float, date | None]
"""A score in 0..1, higher is better, and the day of publication."""

_IN_PERIOD = 0.15
_NEWEST = 0.10
"""The most that being newer can make up for."""
_CONTENDER = 0.30
"""Below the best score by more than this, a passage is not about the same thing."""
_REPORTED_LATE = 7
"""Days after a period in which it is still reported on."""
_UNKNOWN = 0.5


def with_time(scored: Sequence[Dated], period: Period) -> list[float]:
    """Return the scores, raised by how well the day of publication suits a period; in 0..1 still.

    An unknown day has half of each bonus, so that neither knowing nor not knowing is punished. A
    period in which nothing appeared, such as 1955, changes nothing; one that begins after
    everything that was found, such as this week, makes the newest preferred.
    """
    raised = [score for score, _ in scored]
    suits = [_in_period(published, period) for _, published in scored]
    if period.bounded and 1 in suits:
        raised = [score + _IN_PERIOD * share for score, share in zip(raised, suits, strict=True)]
    if period.newest or _after_all(scored, period):
        shares = [_newness(each, scored) for each in scored]
        raised = [score + _NEWEST * share for score, share in zip(raised, shares, strict=True)]
    best = max(raised, default=0.0)
    return [score / best for score in raised] if best > 1 else raised


def _after_all(scored: Sequence[Dated], period: Period) -> bool:
    """Return whether a period begins after the last of several days of publication."""
    days = {published for _, published in scored if published is not None}
    return period.start is not None and len(days) > 1 and max(days) < period.start


def _in_period(published: date | None, period: Period) -> float:
    if published is None:
        return _UNKNOWN
    begun = period.start is None or published >= period.start
    over = period.end is not None and published > moved(period.end, _REPORTED_LATE, "day")
    return float(begun and not over)


def _newness(one: Dated, scored: Sequence[Dated]) -> float:
    """Return 1 for the newest of the contenders, 0 for the oldest; by order, not by days."""
    score, published = one
    floor = max(score for score, _ in scored) - _CONTENDER
    if score < floor:
        return 0.0
    days = sorted({day for other, day in scored if day is not None and other >= floor})
    if published is None or len(days) < 2:  # noqa: PLR2004
        return _UNKNOWN
    return days.index(published) / (len(days) - 1)
