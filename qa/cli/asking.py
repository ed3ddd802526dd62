"""``qa ask``: an answer with its numbered quotes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qa.cli.filters import ArticleIds, Authors, First, Languages, Last, Sources, filters_of
from qa.cli.session import Json, session_of
from qa.cli.terminal import counted, headed, indented, plain, print_json, say

if TYPE_CHECKING:
    from qa.trace import Trace
    from qa.types import Answer, Citation, Event

__all__ = ["ask", "print_answer"]

_NEAREST = 3


def ask(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In quotation marks.")],
    mode: Annotated[
        Literal["auto", "generated", "extractive"],
        typer.Option(
            help="auto: a model where there is one; generated: fail without one; extractive: "
            "quotes alone, without a model."
        ),
    ] = "auto",
    sources: Sources = None,
    authors: Authors = None,
    languages: Languages = None,
    article_ids: ArticleIds = None,
    first: First = None,
    last: Last = None,
    trace: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write how the answer came about; see qa replay."),
    ] = None,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Ask a question and get an answer with its quotes.

    Where the articles do not say, the command says so and names the nearest ones.

    Example: qa ask "Who signed the border pact for Iran?" --mode extractive
    """
    filters = filters_of(sources, authors, languages, article_ids, first, last)
    with session_of(ctx).assistant() as assistant:
        events = assistant.stream(question, filters=filters, mode=mode)
        watched = sys.stdout.isatty() and not as_json
        answer = _drawn(events) if watched else _last(events)
        if trace is not None:
            _write(assistant.trace(answer.trace_id), trace)
    if as_json:
        print_json(answer.to_dict())
    else:
        print_answer(answer)


def _write(trace: Trace, path: Path) -> None:
    from qa.errors import SettingsError

    try:
        path.write_text(json.dumps(trace.to_dict(), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"the trace cannot be written to {path} ({error.strerror}): name another file"
        ) from None


def _last(events: Iterator[Event]) -> Answer:
    from qa.types import Answer

    *_, answer = events
    assert isinstance(answer, Answer)
    return answer


def _drawn(events: Iterator[Event]) -> Answer:
    """Show the draft as it is written; it goes when the checked answer is there."""
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    from qa.types import Answer, EvidenceEvent

    draft = ""
    console = Console()
    if console.is_dumb_terminal:  # it cannot take back what it has shown
        return _last(events)
    with Live(Text("Searching …"), console=console, auto_refresh=False, transient=True) as live:
        live.refresh()
        for event in events:
            if isinstance(event, Answer):
                return event
            if isinstance(event, EvidenceEvent):
                articles = len({result.article.id for result in event.results})
                found = f"Passages of {counted(articles, 'article')} found. Writing …"
                live.update(Text(found), refresh=True)
            else:
                draft += plain(event.text)
                live.update(Text(draft), refresh=True)
    raise AssertionError("a stream ends with its answer")


def print_answer(answer: Answer) -> None:
    """Print an answer and its sources, or that there is none and what is nearest."""
    say(answer.text)
    if answer.notice:
        say(f"\nNotice: {answer.notice}")
    if answer.abstained:
        _print_nearest(answer)
        return
    for sentence in answer.sentences:
        if sentence.verdict != "supported":
            how = "only partly" if sentence.verdict == "partly" else "not"
            say(f'\nNote: the quotes bear this out {how}: "{sentence.text}" ({sentence.reason})')
    if answer.citations:
        say("\nSources")
    for citation in answer.citations:
        _print_citation(citation)


def _print_citation(citation: Citation) -> None:
    say(f'[{citation.number}] "{citation.quote}"')
    say(indented(headed(citation)))
    place = f"characters {citation.start} to {citation.end} of article {citation.article_id}"
    say(indented(f"{citation.url}, {place}" if citation.url else place.capitalize()))


def _print_nearest(answer: Answer) -> None:
    """Name the nearest articles, where the text of the answer has not done so already."""
    nearest = {result.article.id: result.article for result in answer.results}
    if not nearest:
        say(
            "\nNo article comes near: ask in other words, with fewer filters, or add some (qa add)."
        )
        return
    named = [each for each in nearest.values() if each.title in answer.text]
    if named:
        say("\nTo read them: " + ", ".join(f"qa show {article.id}" for article in named))
        return
    say("\nThe nearest articles:")
    for article in list(nearest.values())[:_NEAREST]:
        say(f"  {headed(article)} Article {article.id}.")
