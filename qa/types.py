"""The records that questions, evidence and answers travel in.

All are frozen and slotted; offsets count Unicode code points in ``Article.text``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from index.types import SearchResult, json_ready

__all__ = [
    "Answer",
    "AnswerSentence",
    "Citation",
    "Event",
    "Evidence",
    "EvidenceEvent",
    "History",
    "Mode",
    "Reported",
    "TokenEvent",
    "Verdict",
]

Mode = Literal["auto", "generated", "extractive"]
Verdict = Literal["supported", "partly", "unsupported"]
History = list[tuple[str, str]]
"""Earlier turns, oldest first: ``("user" | "assistant", text)``."""
_DOUBLE_MARKS = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that was put before the model: ``article.text[start:end] == text``."""

    number: int
    article_id: str
    start: int
    end: int
    text: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that an answer rests on: ``article.text[start:end] == quote``, always."""

    number: int
    article_id: str
    title: str
    source: str
    url: str | None
    published: date | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, the numbers of its citations, and how they bear it out.

    ``note`` says which day a relative date in its quotes means ("Sunday: 10 March 2024"), and of a
    sentence that opens with a pronoun in which article it stands ("in “A day at sea”").
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    reason: str
    note: str = ""

    def is_quote(self, citations: Iterable[Citation]) -> bool:
        """Return whether it is one of the quotes that it cites, word for word."""
        cited = [each.quote.split() for each in citations if each.number in self.citations]
        return self.text.split() in cited

    def shown(self, citations: Iterable[Citation]) -> str:
        """Return what a reader sees of it: on one line, a quote in quotation marks.

        Single ones around what has double ones in it: no character of a quote is changed.
        """
        text = " ".join(self.text.split())
        if not text or not self.is_quote(citations):
            return text
        return f"“{text}”" if _DOUBLE_MARKS.isdisjoint(text) else f"‘{text}’"


@dataclass(frozen=True, slots=True)
class Reported:
    """A value that other articles contradict, and the newest article that gives it.

    ``numbers`` are all the citations of it, that of this article first; ``published`` is None where
    it has no date.
    """

    value: str
    numbers: tuple[int, ...]
    article_id: str
    title: str
    source: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens: of the evidence by the embedding model, of prompt and answer by the model server.

    Prompt and completion are 0 where no model was called; ``dropped_citations`` counts citations
    of numbers that no evidence has.
    """

    evidence_tokens: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    dropped_citations: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds since the question arrived; None where the stage was not reached."""

    search: float | None = None
    evidence: float | None = None
    first_token: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose sentences carry citations, or an abstention (``abstained``).

    ``confidence`` is in 0..1, higher is surer that the articles answer the question. ``mode`` says
    whether a model wrote it (``generated``) or it is quotes alone (``extractive``). ``notice`` is
    set when something went wrong that the reader should know of, such as a model server that
    stopped in the middle (``incomplete`` is then true). ``conflict`` holds each value that the
    articles give where they disagree, newest first, and is empty where they do not; ``as_of`` is
    the date of the newest article that is cited, where the question asks for the latest.
    ``unmentioned`` are names and years of the question that nothing near to it speaks of: the
    reason of an abstention, else empty. ``nearest`` is the number of the evidence that an
    abstention quotes as coming nearest to an answer, where some does.
    """

    type: ClassVar[str] = "answer"

    text: str
    question: str
    standalone_question: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    results: tuple[SearchResult, ...] = ()
    abstained: bool = False
    confidence: float = 0.0
    mode: Literal["generated", "extractive"] = "generated"
    model: str = ""
    prompt_version: str = ""
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    trace_id: str = ""
    incomplete: bool = False
    notice: str | None = None
    conflict: tuple[Reported, ...] = ()
    as_of: date | None = None
    unmentioned: tuple[str, ...] = ()
    nearest: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class EvidenceEvent:
    """First event of a stream: what was found, before a model is asked.

    ``searched`` counts the passages of the articles that were searched.
    """

    type: ClassVar[str] = "evidence"

    evidence: tuple[Evidence, ...]
    results: tuple[SearchResult, ...]
    standalone_question: str
    searched: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; dates as ISO 8601."""
        return json_ready(self)


@dataclass(frozen=True, slots=True)
class TokenEvent:
    """A piece of the draft as the model writes it; the final ``Answer`` replaces the draft."""

    type: ClassVar[str] = "token"

    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)


Event = EvidenceEvent | TokenEvent | Answer
"""What ``Assistant.stream`` yields: one EvidenceEvent, TokenEvents, and last the Answer."""
