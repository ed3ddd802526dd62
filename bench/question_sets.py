"""The development question sets beside the repository (``../shared/data``), as plain records.

Data is only read, never copied into the repository; ``SystemExit`` says so when it is not there.
``arguments`` are those of every measurement over a set.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.records import Sample
from index.types import Article, Filters
from qa import Assistant
from qa.types import Answer

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
OUT = Path(__file__).parent / "out"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known to answer it; quotes are exact in their articles."""

    id: str
    text: str
    answers: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...]
    answerable: bool
    history: tuple[tuple[str, str], ...]
    context: Filters | None


def parser_of(about: str | None) -> argparse.ArgumentParser:
    """Return a parser whose help is a module's docstring as it is written."""
    return argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def arguments(about: str | None, count: int) -> argparse.ArgumentParser:
    """Return a parser of the set's name and of how many of its questions are asked."""
    parser = parser_of(about)
    parser.add_argument("set", help="a folder of the data beside the repository")
    parser.add_argument("--count", type=int, default=count, help="questions; 0: all")
    return parser


def add_closed(parser: argparse.ArgumentParser) -> None:
    """Let each question be asked of its own articles only."""
    parser.add_argument("--closed", action="store_true", help="ask of its own articles only")


def data(name: str) -> Path:
    """Return a folder of the data beside the repository."""
    folder = DATA / name
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: this measurement needs the data beside the repository")
    return folder


def load(name: str) -> tuple[list[Article], list[Question]]:
    """Return the articles and questions of a set; questions labelled ``other`` are left out."""
    folder = data(name)
    rows = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf-8")]
    articles = [
        Article(
            id=row["id"],
            title=row["title"],
            text=row["text"],
            url=row["url"] or None,
            source=row["source"],
            published=(row["date"] or "")[:10] or None,
        )
        for row in rows
    ]
    questions = [
        Question(
            row["id"],
            row["question"],
            tuple(row["answers"]),
            tuple((each["article_id"], each["quote"]) for each in row["evidence"]),
            row["answerable"],
            tuple(map(_turn, row.get("history", []))),
            Filters(article_ids=row["context_ids"]) if row.get("context_ids") else None,
        )
        for row in map(json.loads, (folder / "questions.jsonl").open(encoding="utf-8"))
        if row["answerable"] in (True, False)
    ]
    return articles, questions


def sample(questions: list[Question], count: int, seed: int = 7) -> list[Question]:
    """Return ``count`` questions, answerable and not in their own proportion; all for 0."""
    return random.Random(seed).sample(questions, min(count or len(questions), len(questions)))


def open_filled(name: str, articles: list[Article], **settings: object) -> Assistant:
    """Return an assistant over a set's articles, kept in ``bench/out`` between runs."""
    assistant = Assistant.open(OUT / name, **settings)
    assistant.add_articles(articles)
    return assistant


def answer_to(assistant: Assistant, sample: Sample) -> Answer:
    """Ask a question of a set with the model; one that fails ends the run."""
    filters = None if sample.context is None else Filters(article_ids=sample.context)
    return assistant.ask(sample.question, sample.history, filters, "generated")


def contains(text: str, answers: tuple[str, ...]) -> bool:
    """Return whether a text holds one of the answers, without regard to case and punctuation."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers)


def exact(answer: Answer, articles: Mapping[str, str]) -> list[bool]:
    """Return of each quote and sentence of evidence whether its article holds it as shown."""
    shown = [(each, each.quote) for each in answer.citations]
    shown += [(each, each.text) for each in answer.evidence]
    return [articles[each.article_id][each.start : each.end] == text for each, text in shown]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _turn(turn: object) -> tuple[str, str]:
    if isinstance(turn, dict):
        return turn.get("role", turn.get("speaker")), turn.get("content", turn.get("text"))
    role, text = turn
    return role, text
