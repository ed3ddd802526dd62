"""What dates mean, in a question and in an article; pure functions, the day is passed in.

``spans`` counts days, weeks, months; ``written`` reads a written date; ``periods`` says which time
a question asks about, ``recency`` whether the newest is wanted, ``relative`` what "on Sunday" means
in an article of a known day, ``tense`` whether its clause looks ahead, ``elsewhen`` which sentence
tells of another year than is asked of, ``prior`` what a time that is asked about adds to the score
of a passage.

Own rules on the standard library rather than dateparser: on 180 questions its search took "the
Sun", "may", "$15" and "five years after" for dates, and it knows days where a span is meant.
"""

from __future__ import annotations

from qa.dates.elsewhen import of_another_year
from qa.dates.periods import Period, asked_period
from qa.dates.recency import as_of, newest_wanted
from qa.dates.relative import Resolution, explained, resolved
from qa.dates.spans import Span, in_words

__all__ = [
    "Period",
    "Resolution",
    "Span",
    "as_of",
    "asked_period",
    "explained",
    "in_words",
    "newest_wanted",
    "of_another_year",
    "resolved",
]
