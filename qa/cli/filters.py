"""The options that narrow down which articles are used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from qa.errors import QuestionError

if TYPE_CHECKING:
    from index.types import Filters

__all__ = ["ArticleIds", "Authors", "First", "Languages", "Last", "Sources", "filters_of"]

_MORE = "may be given several times"
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help=f"Only from this publisher; {_MORE}."),
]
Authors = Annotated[
    list[str] | None,
    typer.Option("--author", metavar="NAME", help=f"Only by this author; {_MORE}."),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", metavar="CODE", help=f"Only in this language, such as en; {_MORE}."),
]
ArticleIds = Annotated[
    list[str] | None,
    typer.Option("--article", metavar="ID", help=f"Only the article with this id; {_MORE}."),
]
First = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Published on this day or later.")
]
Last = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Published on this day or earlier.")
]


def filters_of(  # noqa: PLR0917 (one for each option)
    sources: list[str] | None,
    authors: list[str] | None,
    languages: list[str] | None,
    article_ids: list[str] | None,
    first: str | None,
    last: str | None,
) -> Filters | None:
    """Return the filters that the options ask for, None where they ask for none.

    Raises QuestionError for what is no date, and for a period that ends before it begins.
    """
    from index.types import Filters

    begin, end = _day(first), _day(last)
    if begin and end and begin > end:
        raise QuestionError(f"--from {begin} is later than --to {end}: exchange them")
    filters = Filters(
        article_ids=tuple(article_ids) if article_ids else None,
        sources=tuple(sources) if sources else None,
        authors=tuple(authors) if authors else None,
        languages=tuple(languages) if languages else None,
        published_from=begin,
        published_to=end,
    )
    return None if filters == Filters() else filters


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"{text!r} is not a date: write it like 2024-11-02") from None
