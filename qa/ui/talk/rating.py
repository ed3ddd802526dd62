"""The buttons under an answer that say what a person thought of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.assistant import Rating
from qa.types import Answer
from qa.ui.markup import Html, tag

__all__ = ["RATINGS", "Rated", "rating_html"]

RATINGS: dict[str, Rating] = {
    "Good": "good",
    "Wrong answer": "wrong-answer",
    "Wrong source": "wrong-source",
}
_THANKS = "Thank you. Your rating is kept beside the articles."


@dataclass(frozen=True, slots=True)
class Rated:
    """How an answer was rated, or why the rating could not be kept (``problem``)."""

    rating: Rating
    problem: str | None = None


def rating_html(answer: Answer, ratings: Mapping[str, Rated]) -> Html:
    """Return the buttons, and what became of the one that was pressed.

    A refusal cites nothing, so its source cannot be wrong.
    """
    rated = ratings.get(answer.trace_id)
    kept = rated.rating if rated and rated.problem is None else None
    buttons = [
        _button(label, rating, answer.trace_id, pressed=rating == kept)
        for label, rating in RATINGS.items()
        if answer.citations or rating != "wrong-source"
    ]
    said = (rated.problem or _THANKS) if rated else ""
    return tag(
        "div",
        *buttons,
        tag("span", said, role="status", dir="auto"),
        class_="rating",
        role="group",
        aria_label="Rate this answer",
    )


def _button(label: str, rating: Rating, trace_id: str, *, pressed: bool) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="rate",
        aria_pressed="true" if pressed else "false",
        data_event="like",
        data_do=rating,
        data_id=trace_id,
    )
