"""Figures of an evaluation as a table that can be read without knowing the metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.trust import Figure
from qa.ui.markup import Html, tag

__all__ = ["figures_table", "percent"]


@dataclass(frozen=True, slots=True)
class _Told:
    """A metric in plain words; the sentence may name how many ``samples``, and the ``count``."""

    title: str
    sentence: str


_TOLD = {
    "answered_right": _Told(
        "Answered right",
        "Of {samples}, {count} were answered as they should be; a refusal is right where the "
        "articles cannot answer.",
    ),
    "refusal_recall": _Told(
        "Unanswerable, and refused",
        "Of {samples} that the articles cannot answer, {count} were refused.",
    ),
    "refusal_precision": _Told(
        "Refused, and rightly",
        "Of {samples} that were refused, {count} cannot be answered from the articles.",
    ),
    "balanced_accuracy": _Told(
        "Answering or refusing",
        "The mean of two shares: answerable questions answered, unanswerable ones refused. "
        "Guessing gives 50 %.",
    ),
    "false_support": _Told(
        "Wrongly called supported",
        "Sentences marked as supported that are not, as a mean over {samples}; less is better.",
    ),
    "groundedness": _Told(
        "Facts in the quotes",
        "Names, numbers and dates of the answers that stand in the quotes they cite, over "
        "{samples}.",
    ),
    "citation_exactness": _Told(
        "Exact quotes",
        "Quotes that stand in their article to the character. Anything below 100 % is a fault.",
    ),
    "citation_f1": _Told(
        "Right quotes",
        "How far the sentences cited are those that hold the answer, over {samples}; both missing "
        "ones and idle ones lower it.",
    ),
    "hit@5": _Told(
        "Found",
        "Of {samples}, {count} had a passage that holds the answer among the first five found.",
    ),
    "gold_in_evidence": _Told(
        "Read by the model",
        "Of {samples}, {count} had the answer in the sentences that were put before the model.",
    ),
    "time_total_p50": _Told("Time to the answer", "Half of {samples} waited no longer than this."),
}
"""Each metric in plain words, in the order in which they are read; other metrics are not shown."""
_SECOND = 1000.0
_FINEST = 3
_EXACT = {0.0, 100.0}


def figures_table(figures: Sequence[Figure]) -> Html:
    """Return the figures that have words, each with its interval and a sentence."""
    by_name = {each.name: each for each in figures}
    rows = [_row(by_name[name], told) for name, told in _TOLD.items() if name in by_name]
    if not rows:
        return Html()
    heads = [tag("th", words, scope="col") for words in ("Measured", "Value", "95 % interval")]
    return tag(
        "table",
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        class_="figures",
    )


def percent(share: float) -> str:
    """Return a share as a percentage, with as many digits as show that it is not quite 0 or 100."""
    for digits in range(_FINEST):
        shown = f"{share:.{digits}%}"
        if float(shown[:-1]) not in _EXACT or float(shown[:-1]) == share * 100:
            break
    return f"{shown[:-1]} %"


def _row(figure: Figure, told: _Told) -> Html:
    about = told.sentence.format(samples=_questions(figure.samples), count=_count(figure))
    return tag(
        "tr",
        tag("th", tag("span", told.title), tag("span", about, class_="about"), scope="row"),
        tag("td", _amount(figure.value, figure.unit)),
        tag("td", _interval(figure)),
    )


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count:,} questions"


def _count(figure: Figure) -> str:
    return f"{round(figure.value * figure.samples):,}" if figure.unit == "share" else ""


def _interval(figure: Figure) -> str:
    """Return both ends; equal ones show that nothing varied, which is no certainty."""
    if figure.low is None or figure.high is None:
        return "–"
    if figure.low == figure.high:
        return "no spread"
    low, high = (_amount(each, figure.unit) for each in (figure.low, figure.high))
    return f"{low} to {high}"


def _amount(value: float, unit: str) -> str:
    if unit == "share":
        return percent(value)
    if unit == "ms":
        return f"{value / _SECOND:.1f} s" if value >= _SECOND else f"{value:.0f} ms"
    return f"{value:,.0f} {unit}"
