"""``qa list``, ``qa show`` and ``qa remove``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from index.listing import Sort, listed
from qa.cli.filters import ArticleIds, Authors, First, Languages, Last, Sources, filters_of
from qa.cli.session import Json, session_of
from qa.cli.terminal import counted, indented, plain, print_json, say, the_day

if TYPE_CHECKING:
    from index.types import Article, ArticleHeader

__all__ = ["list_articles", "remove", "show"]

Order = Annotated[
    Sort,
    typer.Option("--sort", help="Newest publication or addition first; title or publisher from A."),
]
ArticleId = Annotated[str, typer.Argument(metavar="ID", help="As `qa list` shows it.")]


def list_articles(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    sources: Sources = None,
    authors: Authors = None,
    languages: Languages = None,
    article_ids: ArticleIds = None,
    first: First = None,
    last: Last = None,
    sort: Order = "published",
    as_json: Annotated[bool, Json] = False,
) -> None:
    """List the articles, newest publication first.

    Example: qa list --source "County Wire" --from 2024-01-01
    """
    filters = filters_of(sources, authors, languages, article_ids, first, last)
    with session_of(ctx).assistant() as assistant:
        headers = listed(assistant.headers(filters), sort=sort)
    if as_json:
        print_json([header.to_dict() for header in headers])
        return
    for header in headers:
        say(_row(header))
    say(f"{counted(len(headers), 'article')}.")
    if not headers and filters is None:
        say("Next: qa add, with files, folders or URLs.")


def _row(header: ArticleHeader) -> str:
    day = header.published.isoformat() if header.published else "no date   "
    copy = f" (copy of {header.copy_of})" if header.copy_of else ""
    fields = (header.id, day, header.source or "no publisher", header.title + copy)
    return "  ".join(" ".join(plain(each).splitlines()) for each in fields)


def show(ctx: typer.Context, article_id: ArticleId, as_json: Annotated[bool, Json] = False) -> None:
    """Show an article with its text.

    Example: qa show 1f0c9a64d2b7e385
    """
    with session_of(ctx).assistant() as assistant:
        article = assistant.article(article_id)
    if as_json:
        print_json(article.to_dict())
        return
    for line in _facts(article):
        say(line)
    say()
    say(article.text)
    if article.note:
        say("\nNote:")
        say(indented(article.note))


def _facts(article: Article) -> list[str]:
    facts = {
        "Publisher": article.source,
        "Author": article.author,
        "Published": the_day(article.published) if article.published else None,
        "Language": article.language,
        "Address": article.url,
        "Names as its sources": ", ".join(article.credits),
        "Copy of": article.copy_of,
        "Read from": article.origin,
        "Id": article.id,
    }
    return [article.title, *(f"{name}: {value}" for name, value in facts.items() if value)]


def remove(
    ctx: typer.Context,
    article_id: ArticleId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Remove an article.

    Asks first, unless --yes is given.

    Example: qa remove 1f0c9a64d2b7e385 --yes
    """
    with session_of(ctx).assistant() as assistant:
        title = plain(assistant.article(article_id).title)
        if not yes and not typer.confirm(f"Remove {title!r}?", err=True):
            typer.echo("Nothing was removed.", err=True)
            raise typer.Exit(1)
        assistant.remove(article_id)
    if as_json:
        print_json({"removed": article_id})
    else:
        say(f"Removed {title!r}.")
