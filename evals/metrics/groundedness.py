"""Whether the names, numbers and dates of a sentence stand in the quotes that it cites.

Written apart from the check that the assistant itself makes (``qa.checking``), and sharing no code
with it: a metric must not have the faults of what it measures. It sees words, not what is said of
them: right names and numbers put together wrongly pass. Written for English; in German every noun
counts as a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.metrics.facts import Date, Fact, Source, facts, read
from evals.metrics.names import Name

__all__ = ["claims", "grounded"]


def claims(text: str) -> tuple[str, ...]:
    """Return the names, numbers with their units, and dates of a text, each once.

    Names are runs of capitalised words, as they are written, without titles and without a common
    word that opens the sentence; a month or weekday on its own is one. Numbers and dates are in
    their one wording: "£1.4m" is "1400000 pound", "fourteen" 14, "March 14th" "14 march". "One" on
    its own is no claim.
    """
    return tuple(each.shown for each in facts(text))


def grounded(sentence: str, quotes: Sequence[str], allowed: str = "") -> float | None:
    """Return the share of a sentence's claims that its quotes, or ``allowed``, hold.

    In 0..1, higher is better; None where it makes no claim, 0.0 where it makes some and cites
    nothing. ``allowed`` is what need not be cited, such as the question and the article's title.
    A name is found in one text, its words in their order within one name; a number with its unit if
    it has one of ``measures.UNITS``; a date by its day and month, and its year, which may come from
    another text. After the FActScore idea of judging a text fact by fact (Min et al. 2023), with
    facts that need no model.
    """
    wanted = facts(sentence)
    if not wanted:
        return None
    sources = [read(text) for text in (*quotes, allowed)]
    return sum(_held(each, sources) for each in wanted) / len(wanted)


def _held(fact: Fact, sources: Sequence[Source]) -> bool:
    if isinstance(fact, Name):
        return any(each.has_name(fact) for each in sources)
    if isinstance(fact, Date):
        years = {number.value for each in sources for number in each.numbers}
        return any(each.has_day(fact) for each in sources) and fact.year in {"", *years}
    return any(each.has_number(fact) for each in sources)
