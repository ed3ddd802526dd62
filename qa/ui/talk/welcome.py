"""What the page says before there is anything to show, and what is being asked."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import ArticleHeader
from qa.ui.library.listing import Choice, examples, publishers
from qa.ui.markup import Html, tag

__all__ = ["OPENING", "asking_only_html", "count_html", "welcome_html"]

_GONE = "The articles that were chosen are gone: all are asked."
OPENING = tag("p", "Opening your articles…", class_="working opening", role="status")
"""What the page shows until the server has told what there is."""


def count_html(headers: Sequence[ArticleHeader]) -> Html:
    """Return how many articles there are."""
    return tag("p", _count(headers))


def _count(headers: Sequence[ArticleHeader]) -> str:
    articles = "1 article" if len(headers) == 1 else f"{len(headers):,} articles"
    sources = len(publishers(headers))
    return f"{articles} from {sources} publishers" if sources > 1 else articles


def welcome_html(headers: Sequence[ArticleHeader]) -> Html:
    """Return what an empty conversation shows: what may be asked, or how to begin."""
    if not headers:
        return tag(
            "section",
            tag("h2", "Begin with some articles"),
            tag("p", "Open the library, paste a web address or drop files, then ask about them."),
            class_="welcome",
        )
    questions = [
        tag("li", tag("button", each, type="button", data_do="ask", data_id=each))
        for each in examples(headers)
    ]
    return tag(
        "section",
        tag("h2", "What would you like to know?"),
        tag(
            "p",
            f"{_count(headers)} to ask. Click a citation in an answer, and the whole article opens "
            "at the quote. What the articles do not say is not answered.",
        ),
        tag("ul", *questions) if questions else "",
        class_="welcome",
    )


def asking_only_html(choice: Choice, *, gone: bool = False) -> Html:
    """Return the line that says which articles are asked, and what a reload needs of it.

    It is "" when all are, unless those are ``gone`` that were chosen.
    """
    if choice.filters is None and not gone:
        return Html()
    named = {"type": "button", "data_do": "all", "data_id": "all"}
    if choice.filters is None:
        seen = tag("button", "All right", **named)
        return tag("p", tag("span", _GONE), " ", seen, role="status")
    said = tag("span", choice.words, dir="auto")
    everything = tag("button", "Ask all", **named)
    return tag("p", said, " ", everything, class_="only", data_id=choice.kept)
