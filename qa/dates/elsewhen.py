"""Whether a sentence tells of another year than the one that a question asks of.

"58 pairs bred this summer" says nothing of the year before, however alike the two read.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from qa.dates.relative import resolved
from qa.dates.spans import year_of
from qa.dates.written import MONTHS

__all__ = ["of_another_year"]

_YEAR = r"(?:1[5-9]|20)\d\d"
_YEARS = re.compile(rf"(?<![\d$£€.,])({_YEAR})(?![\d%]|[.,]\d|s\b)")
_MONTH = "|".join(MONTHS)
_ASKED = re.compile(
    r"(?<!than )\b(?:in|during|for)\s(?:early\s|late\s|mid-)?"
    rf"(?:(?:spring|summer|autumn|fall|winter|{_MONTH})\s(?:of\s)?)?({_YEAR})\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:since|from)\s(?:(?:early|late)\s|\d{{1,2}}\s|(?:{_MONTH})\s){{0,2}}({_YEAR})\b",
    re.IGNORECASE,
)
_PINNED = re.compile(rf"\b(?:year|{_MONTH})\b(?!.*\bago\b)", re.IGNORECASE)
"""Relative dates that say when something was so: "last year", "25 August"; not "a year ago"."""
_SAID = re.compile(r"\b(?:said|says|told|announced|according|reported)\b", re.IGNORECASE)
"""Where it may be the saying that a date belongs to."""
_THIS_SEASON = re.compile(r"\bthis (?:spring|summer|autumn|fall)\b", re.IGNORECASE)


def of_another_year(question: str, text: str, published: date | None) -> bool:
    """Return whether all relative dates of a text, and there are some, mean another year.

    False where the question asks of no year, or of several; where the text appeared by that year,
    and speaks of what was or will be beside it; where it names the year or goes back to one before
    it ("since 2013"), or tells who said it when.
    """
    asked = _asked(question)
    if asked is None or published is None or published.year <= asked:
        return False
    if str(asked) in _YEARS.findall(text) or _SAID.search(text):
        return False
    if any(int(year) <= asked for year in _SINCE.findall(text)):
        return False
    spans = [each.span for each in resolved(text, published) if _PINNED.search(each.words)]
    if _THIS_SEASON.search(text):
        spans.append(year_of(published.year))
    return bool(spans) and not any(each.start.year <= asked <= each.end.year for each in spans)


@lru_cache(maxsize=1)
def _asked(question: str) -> int | None:
    """Return the one year that a question asks of."""
    years = set(_YEARS.findall(question))
    found = set(_ASKED.findall(question))
    return int(found.pop()) if len(years) == 1 and found == years else None
