"""The buttons of a turn: edit its question, copy its answer, ask again, rate, ask on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.conversations.plain import answer_to_text
from qa.types import Answer
from qa.ui.markup import Html, tag
from qa.ui.talk.rating import Rated, rating_html
from qa.ui.talk.turn import Turn

__all__ = ["actions_html", "edit_button", "is_small_talk", "suggestions_html"]


def edit_button(number: int) -> Html:
    """Return the button that puts question ``number`` back into the composer."""
    return _button("Edit", "edit", number, "Edit this question; what follows it is removed")


def actions_html(
    turn: Turn, number: int, ratings: Mapping[str, Rated], *, shared: bool, last: bool
) -> Html:
    """Return the row under a turn that is settled, "" before that.

    In a conversation that is somebody else's (``shared``) there is only copying; only the ``last``
    question can be asked again, as that would remove what follows.
    """
    if not turn.settled or (turn.answer and is_small_talk(turn.answer)):
        return Html()
    buttons = [_copy(turn.answer)] if turn.answer else []
    if last and not shared:
        buttons.append(_button("Ask again", "retry", number))
    rated = turn.answer if turn.rateable and not shared else None
    rating = rating_html(rated, ratings) if rated else ""
    return tag("div", tag("div", *buttons, class_="actions"), rating, class_="under")


def is_small_talk(answer: Answer) -> bool:
    """Whether an answer came without a search: a greeting, a word of thanks."""
    return not (answer.results or answer.citations or answer.abstained)


def _copy(answer: Answer) -> Html:
    return tag(
        "button",
        "Copy with sources",
        type="button",
        class_="action",
        data_copy=answer_to_text(answer),
    )


def _button(label: str, event: str, number: int, title: str | None = None) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="action",
        title=title,
        data_event=event,
        data_do=event,
        data_id=str(number),
    )


def suggestions_html(questions: Sequence[str]) -> Html:
    """Return questions that may be asked next, "" where there are none."""
    if not questions:
        return Html()
    items = [
        tag("li", tag("button", tag("bdi", each), type="button", data_do="ask", data_id=each))
        for each in questions
    ]
    return tag("section", tag("h3", "The articles also answer"), tag("ul", *items), class_="next")
