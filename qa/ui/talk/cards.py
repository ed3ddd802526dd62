"""What is more than an answer: a refusal, articles that disagree, a model that is not there."""

from __future__ import annotations

from qa.types import Answer
from qa.ui.markup import Html, join, tag
from qa.ui.notices import notice
from qa.ui.talk.sentences import sentences_html
from qa.ui.talk.sources import nearest_html
from qa.ui.talk.turn import without_markers

__all__ = ["abstention_html", "conflict_html", "warnings_html"]

_REFUSAL = "The articles do not say"
_DISAGREE = "The articles give different answers"
_NO_MODEL = "The model does not answer: quotes alone"
_INCOMPLETE = "This answer is incomplete: it stopped before its end."


def warnings_html(answer: Answer) -> Html:
    """Return what went wrong on the way to an answer, as cards above it."""
    shown = [notice(_INCOMPLETE, "problem")] if answer.incomplete else []
    if answer.notice and answer.mode == "extractive":
        shown.append(_no_model(answer.notice))
    elif answer.notice:
        shown.append(notice(answer.notice))
    return join(shown)


def _no_model(why: str) -> Html:
    return tag(
        "section", tag("h3", _NO_MODEL), tag("p", why, dir="auto"), class_="no-model", role="note"
    )


def conflict_html(answer: Answer, number: int) -> Html:
    """Return the values that articles give, side by side, each with publisher and date."""
    return tag(
        "section",
        tag("h3", _DISAGREE),
        tag("p", "Newest first. Open the quotes to see which one holds.", class_="advice"),
        tag("div", *sentences_html(answer, number), class_="answer quotes"),
        class_="conflict",
    )


def abstention_html(answer: Answer, number: int, *, narrowed: bool) -> Html:
    """Return a refusal: what was not found, what to do, and the nearest passages."""
    if narrowed:
        advice = "Only the articles you chose were asked. Ask all of them, or ask in other words."
    else:
        advice = "Ask in other words, or add an article that covers it."
    # The usual refusal goes on to name the nearest articles, which are listed here anyway.
    usual = answer.text.startswith(_REFUSAL)
    words = _not_mentioned(answer) if usual else without_markers(answer.text)
    return tag(
        "section",
        tag("h3", _REFUSAL if answer.nearest is None else f"{_REFUSAL} for certain"),
        tag("p", words, dir="auto") if words else "",
        tag("p", advice, class_="advice"),
        nearest_html(answer, number),
        class_="abstention",
    )


def _not_mentioned(answer: Answer) -> str:
    names = " or ".join(f"“{each}”" for each in answer.unmentioned)
    return f"What comes nearest does not mention {names}." if names else ""
