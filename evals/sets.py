"""Public question sets: a folder with ``articles.jsonl`` and ``questions.jsonl``.

articles: id, title, text, date, source, url. questions: id, question, answers, evidence
[{article_id, quote}], answerable (true, false, or another word for neither), type, and where there
are any history, context_ids, asked_on, wrong_answers.

A set whose unanswerable questions or wrong answers are so only against articles of their own is
asked closed (each question of its own articles); any other is pooled, which is harder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from evals.records import Dataset, GoldQuote, Sample
from index.sentences import words
from index.types import Article, as_date
from qa.errors import EvalError

__all__ = ["read_set"]

_SHORT = 12
"""Words: a gold answer that is longer cannot be looked for word for word."""


def read_set(folder: Path) -> Dataset:
    """Return the articles and questions of a set; raise EvalError where it is none."""
    articles = {row["id"]: _article(row) for row in _rows(folder / "articles.jsonl")}
    rows = list(_rows(folder / "questions.jsonl"))
    closed = any(row.get("context_ids") and _against_context(row) for row in rows)
    samples = tuple(_sample(row, articles, closed=closed) for row in rows)
    return Dataset(folder.resolve().name, samples, tuple(articles.values()))


def _against_context(row: dict[str, Any]) -> bool:
    return row["answerable"] is False or bool(row.get("wrong_answers"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except OSError as error:
        raise EvalError(
            f"{path} cannot be read ({error.strerror}): name a folder that holds articles.jsonl "
            "and questions.jsonl"
        ) from None
    except ValueError as error:
        raise EvalError(f"{path} is not JSON lines ({error}): mend it") from None


def _article(row: dict[str, Any]) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        url=row.get("url") or None,
        source=row.get("source") or "",
        published=as_date(row.get("date")),
    )


def _sample(row: dict[str, Any], articles: dict[str, Article], *, closed: bool) -> Sample:
    answers = tuple(row["answers"])
    several = bool(row.get("wrong_answers")) or row["type"].startswith("conflict")
    answerable = row["answerable"] if row["answerable"] in (True, False) else None
    return Sample(
        id=row["id"],
        question=row["question"].strip(),
        kind=row["type"],
        answerable=answerable,
        answers=() if several else answers,
        all_answers=tuple((each,) for each in answers) if several else (),
        wrong_answers=tuple(row.get("wrong_answers") or ()),
        form="long" if answers and all(len(words(each)) > _SHORT for each in answers) else "short",
        evidence=tuple(_gold(each, articles, row["id"]) for each in row["evidence"]),
        history=tuple(map(_turn, row.get("history") or ())),
        context=tuple(row["context_ids"]) if closed and row.get("context_ids") else None,
        asked_on=date.fromisoformat(row["asked_on"]) if row.get("asked_on") else None,
    )


def _gold(evidence: dict[str, Any], articles: dict[str, Article], sample: str) -> GoldQuote:
    article, quote = evidence["article_id"], evidence["quote"]
    start = evidence.get("start")
    if start is None and article in articles:
        start = articles[article].text.find(quote)
    if start is None or start < 0:
        raise EvalError(f"sample {sample}: its quote is not in article {article}; mend the set")
    return GoldQuote(article, start, start + len(quote), quote)


def _turn(turn: Any) -> tuple[str, str]:
    if isinstance(turn, dict):
        role = turn.get("role") or turn.get("speaker")
        return ("assistant" if role in {"assistant", "agent"} else "user"), turn.get(
            "content"
        ) or turn.get("text", "")
    role, text = turn
    return role, text
