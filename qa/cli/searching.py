"""``qa search``: passages with their ranks, without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.filters import ArticleIds, Authors, First, Languages, Last, Sources, filters_of
from qa.cli.session import Json, session_of
from qa.cli.terminal import headed, indented, print_json, say

if TYPE_CHECKING:
    from index.types import SearchResult

__all__ = ["search"]

_SNIPPET = 300


def search(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words, a name, or a question.")],
    top_k: Annotated[
        int | None,
        typer.Option(
            "--top", metavar="NUMBER", min=1, max=100, help="How many passages; default: 10."
        ),
    ] = None,
    sources: Sources = None,
    authors: Authors = None,
    languages: Languages = None,
    article_ids: ArticleIds = None,
    first: First = None,
    last: Last = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Search the articles without asking a model.

    Each passage has a score from 0 to 1 and its rank among those found by meaning (dense search)
    and by words (lexical search).

    Example: qa search "border pact" --from 2023-01-01 --top 5
    """
    filters = filters_of(sources, authors, languages, article_ids, first, last)
    with session_of(ctx).assistant() as assistant:
        results = assistant.search(query, top_k, filters)
    if as_json:
        print_json([result.to_dict() for result in results])
        return
    for result in results:
        _print(result)
    if not results:
        say("Nothing was found: try other words or fewer filters, or add articles with qa add.")


def _print(result: SearchResult) -> None:
    article = result.article
    say(f"{result.rank}. {headed(article)}")
    say(f"    Score {result.score:.3f}; {_ranks(result.methods)}. Article {article.id}.")
    text = " ".join(result.passage.text.split())
    say(indented(text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rstrip()} …"))
    say()


def _ranks(methods: dict[str, int]) -> str:
    names = {"dense": "by meaning", "lexical": "by words"}
    ranks = [f"rank {rank} {names.get(method, method)}" for method, rank in methods.items()]
    missing = [f"not found {name}" for method, name in names.items() if method not in methods]
    return ", ".join(ranks + missing)
