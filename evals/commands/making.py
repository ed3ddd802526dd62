"""``qa eval new``: candidate questions from one's own articles, for a person to keep or drop."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Annotated

import typer

from evals.commands import options
from qa.cli.session import Json, session_of
from qa.cli.terminal import counted, print_json, say
from qa.errors import EvalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.loading import SampleIn
    from index.types import Article
    from qa.assistant import Assistant
    from qa.remote import RemoteAssistant
    from qa.settings import Settings

__all__ = ["new"]


def new(  # noqa: PLR0917 (one for each option)
    ctx: typer.Context,
    file: options.NewFile,
    count: options.Count = 30,
    seed: options.Choice = 0,
    feedback: options.Feedback = False,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Write candidate questions about your own articles.

    Each comes with its evidence. Read them, keep, mend or drop each, then run them with qa eval
    FILE.

    Example: qa eval new questions.yaml --count 20
    """
    from evals.candidates import write_candidates

    if file.exists():
        raise EvalError(f"{file} is there already: name another file, or move it away")
    session = session_of(ctx)
    settings = session.settings()
    with session.assistant() as assistant:
        articles = [assistant.article(each.id) for each in assistant.headers()]
        made = (
            _from_feedback(assistant, articles)
            if feedback
            else _from_articles(settings, articles, count, seed)
        )
    write_candidates(made, file)
    if as_json:
        print_json(
            {"file": str(file), "questions": [each.model_dump(mode="json") for each in made]}
        )
        return
    say(f"{counted(len(made), 'question')} written to {file}: read them, then run qa eval {file}")


def _from_articles(
    settings: Settings, articles: Sequence[Article], count: int, seed: int
) -> list[SampleIn]:
    from rich.console import Console
    from rich.progress import Progress

    from evals.candidates import candidates
    from evals.models import opened_caller

    with Progress(console=Console(stderr=True)) as progress, opened_caller(settings) as caller:
        task = progress.add_task("Writing questions", total=count)
        return candidates(
            articles,
            caller,
            count,
            random.Random(seed),  # noqa: S311 - a choice that can be repeated
            lambda done: progress.update(task, completed=done),
        )


def _from_feedback(
    assistant: Assistant | RemoteAssistant, articles: Sequence[Article]
) -> list[SampleIn]:
    from evals.candidates import from_feedback

    found = assistant.feedbacks()
    if not found:
        raise EvalError("no answer was rated yet: rate some on the chat page first")
    return from_feedback(found, articles)
