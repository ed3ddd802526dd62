"""Questions from files: YAML or JSONL, the same form for every collection.

A file that does not hold together is refused as a whole, with the sample and what is wrong: a gold
quote that is not in its article would make every figure a lie.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.records import GoldQuote, Sample
from index.types import Article
from qa.errors import EvalError

__all__ = ["SampleIn", "load_samples", "read_samples", "resolve_samples"]


class QuoteIn(BaseModel):
    """Gold evidence: the article (its id, URL or title) and a quote that stands in it once."""

    model_config = ConfigDict(extra="forbid")

    article: Annotated[str, Field(min_length=1)]
    quote: Annotated[str, Field(min_length=1)]


class SampleIn(BaseModel):
    """A question as it is written in a file; see ``evals.records.Sample`` for the meaning."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    question: Annotated[str, Field(min_length=1)]
    kind: str = "question"
    answerable: bool | None = True
    answers: tuple[str, ...] = ()
    all_answers: tuple[tuple[str, ...], ...] = ()
    wrong_answers: tuple[str, ...] = ()
    form: Literal["short", "long"] = "short"
    evidence: tuple[QuoteIn, ...] = ()
    history: tuple[tuple[Literal["user", "assistant"], str], ...] = ()
    context: tuple[str, ...] | None = None
    asked_on: date | None = None
    note: str = ""
    """For the person who reads the file."""

    @model_validator(mode="after")
    def _check_together(self) -> SampleIn:
        if self.answerable and not (self.answers or self.all_answers):
            raise ValueError("answerable, but without an answer: give answers or all_answers")
        if self.answerable is False and (self.answers or self.all_answers or self.evidence):
            raise ValueError("not answerable, but with an answer or evidence")
        return self


def load_samples(path: Path, articles: Iterable[Article]) -> tuple[Sample, ...]:
    """Return the samples of a file (or of every file in a folder), their quotes found in articles.

    Raises EvalError naming the file, the sample and what is wrong.
    """
    return resolve_samples(read_samples(path), articles)


def read_samples(path: Path) -> list[SampleIn]:
    """Return what a file, or every file in a folder, says; raise EvalError."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [each for each in files if each.suffix in {".yaml", ".yml", ".jsonl"} or each == path]
    found = [sample for file in files for sample in _read_file(file)]
    twice = [name for name, count in Counter(each.id for each in found).items() if count > 1]
    if twice:
        raise EvalError(f"{path}: two samples have the id {twice[0]!r}: give each its own")
    if not found:
        raise EvalError(f"{path} holds no samples: write some, or make some with `qa eval new`")
    return found


def resolve_samples(samples: Iterable[SampleIn], articles: Iterable[Article]) -> tuple[Sample, ...]:
    """Return samples with the article ids and offsets of their quotes; raise EvalError."""
    known = _Articles(articles)
    return tuple(_resolved(each, known) for each in samples)


def _read_file(path: Path) -> list[SampleIn]:
    try:
        text = path.read_text(encoding="utf-8")
        rows = (
            [json.loads(line) for line in text.splitlines() if line.strip()]
            if path.suffix == ".jsonl"
            else yaml.safe_load(text) or []
        )
    except OSError as error:
        raise EvalError(f"{path} cannot be read ({error.strerror}): check the path") from None
    except (ValueError, yaml.YAMLError) as error:
        raise EvalError(f"{path} is not well formed: {_one_line(error)}; mend it") from None
    if not isinstance(rows, list):
        raise EvalError(f"{path} is not a list of samples: begin each with `- id: …`")
    return [_sample(path, number, row) for number, row in enumerate(rows, 1)]


def _sample(path: Path, number: int, row: Any) -> SampleIn:
    name = row.get("id", number) if isinstance(row, dict) else number
    try:
        return SampleIn.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise EvalError(
            f"{path}, sample {name}: {where + ': ' if where else ''}"
            f"{first['msg'].removeprefix('Value error, ')}; mend it"
        ) from None


class _Articles:
    """Articles by id, URL or title; a name that two articles share names neither."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._by_name: dict[str, list[Article]] = {}
        for article in articles:
            for name in {article.id, article.url, article.title} - {None, ""}:
                self._by_name.setdefault(str(name), []).append(article)

    def find(self, name: str, sample: str) -> Article:
        found: Sequence[Article] = self._by_name.get(name, ())
        if len(found) != 1:
            many = f"{len(found)} articles are" if found else "no article is"
            raise EvalError(
                f"sample {sample}: {many} called {name!r}: name it by its id (see `qa list`)"
            )
        return found[0]


def _resolved(sample: SampleIn, articles: _Articles) -> Sample:
    return Sample(
        id=sample.id,
        question=sample.question,
        kind=sample.kind,
        answerable=sample.answerable,
        answers=sample.answers,
        all_answers=sample.all_answers,
        wrong_answers=sample.wrong_answers,
        form=sample.form,
        evidence=tuple(_gold(each, sample.id, articles) for each in sample.evidence),
        history=sample.history,
        context=None
        if sample.context is None
        else tuple(articles.find(name, sample.id).id for name in sample.context),
        asked_on=sample.asked_on,
    )


def _gold(evidence: QuoteIn, sample: str, articles: _Articles) -> GoldQuote:
    article = articles.find(evidence.article, sample)
    start = article.text.find(evidence.quote)
    if start < 0:
        raise EvalError(
            f"sample {sample}: the quote {evidence.quote[:60]!r} is not in “{article.title}”: "
            "copy it from `qa show`"
        )
    return GoldQuote(article.id, start, start + len(evidence.quote), evidence.quote)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
