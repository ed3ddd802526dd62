"""How an answer came about, step by step, with everything that it depends on.

A trace is enough to see why an answer is what it is, and to run its question again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from index.types import Filters, json_ready
from qa.confidence import Signals
from qa.errors import TraceNotFound
from qa.types import Answer, AnswerSentence

__all__ = ["Candidate", "Comparison", "Provenance", "Trace", "TraceLog", "code_version"]

_KEPT = 64
"""Traces of the last questions that are kept in memory, some 20 kB each; none is ever written."""
_ANSWERING_CODE = ("qa", "index")
_NOT_ANSWERING = {"cli", "http", "ui", "conversations", "suggesting", "trust"}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What answers depend on beside the question. Equal provenance, equal answers.

    ``corpus`` is a hash of every article, ``prompts`` of the templates, ``code`` of the source that
    answers; ``settings`` are those that change an answer. ``model_sha256`` is empty for a model at
    a server of one's own, whose address stands in ``model``.
    """

    corpus: str
    embedding_model: str
    embedding_sha256: str
    model: str
    model_sha256: str
    prompts: str
    code: str
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was considered: where it stands, and its scores (see ``RankedPassage``)."""

    passage_id: str
    article_id: str
    start: int
    end: int
    score: float
    cosine: float
    methods: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the model made of evidence ``number`` alone, to compare the answer with.

    ``yes`` is the probability (0..1) that it gave to the sentence stating the answer; ``draft`` is
    empty where it was not asked to write one, or not sure enough.
    """

    number: int
    yes: float
    draft: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One question on its way: what was searched, shown, asked, written and judged.

    ``prompt`` are the messages to the model and ``draft`` its raw reply, both empty without one;
    ``sentences`` are all sentences of the draft with their verdicts, those that were removed
    included. ``signals`` are what its confidence was made of; None where there was no evidence to
    take them from. ``asked_on`` is the day that "last week" counts from. ``compared`` are sentences
    of other articles that might contradict the answer. Evidence, model, prompt version and timings
    are in ``answer``.
    """

    question: str
    history: tuple[tuple[str, str], ...]
    filters: Filters | None
    mode: str
    queries: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    prompt: tuple[tuple[str, str], ...]
    draft: str
    sentences: tuple[AnswerSentence, ...]
    answer: Answer
    provenance: Provenance
    signals: Signals | None = None
    asked_on: date | None = None
    compared: tuple[Comparison, ...] = ()

    @property
    def id(self) -> str:
        """The id that the answer carries."""
        return self.answer.trace_id

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; ``qa.wire.from_dict(Trace, …)`` brings them back."""
        return json_ready(self)


class TraceLog:
    """The traces of the last questions, in memory only."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._traces: OrderedDict[str, Trace] = OrderedDict()

    def keep(self, trace: Trace) -> None:
        """Keep a trace; the oldest goes."""
        self._traces[trace.id] = trace
        while len(self._traces) > self._kept:
            self._traces.popitem(last=False)

    def get(self, trace_id: str) -> Trace:
        """Return a trace; raise TraceNotFound."""
        try:
            return self._traces[trace_id]
        except KeyError:
            raise TraceNotFound(
                f"no trace has the id {trace_id!r}: only those of the last {self._kept} questions "
                "are kept; ask the question again"
            ) from None


@cache
def code_version() -> str:
    """Return a short hash of the source that answers depend on; edges are left out."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for package in _ANSWERING_CODE:
        for path in sorted((root / package).rglob("*.py")):
            if not _NOT_ANSWERING & set(path.relative_to(root).parts):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
