"""A scripted assistant over a list of articles: real matching by shared words, no model, no disk.

It has every method that the edges call. Set ``failure`` to have the next call raise, ``pace`` to
have events take time (seconds), ``scripted`` to answer a question with a given Answer,
``suggestions`` to suggest them after every answer. ``asked`` records what was asked, ``rated`` what
was thought of it; ``cancelled`` counts what was left before its end.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Self

from index.database import Database
from index.types import Filters, SearchResult, json_ready
from qa.conversations.store import Conversations
from qa.errors import QuestionError
from qa.feedback import Feedback, Rating, feedback_of
from qa.settings import Settings
from qa.trace import Provenance, Trace, TraceLog
from qa.trust import Trust
from qa.types import (
    Answer,
    AnswerSentence,
    Citation,
    Event,
    Evidence,
    EvidenceEvent,
    Mode,
    Timings,
    TokenEvent,
    Usage,
)
from tests.fakes.articles import evidence_in, overlap, passages_of
from tests.fakes.library import FakeLibrary
from tests.fakes.trust import TRUST

PROVENANCE = Provenance("corpus", "fake-embedder", "0" * 64, "fake-model", "1" * 64, "0000", "code")


@dataclass(frozen=True, slots=True)
class FakeStatus:
    """The fields of ``qa.assistant.Status``."""

    articles: int
    passages: int
    data_dir: str
    corpus_version: str = "1"
    embedding_model: str = "fake-embedder"
    model: str = "fake-model"
    model_server: str = "ready"
    vector_index: str = "checked"
    provenance: Provenance = PROVENANCE

    def to_dict(self) -> dict[str, Any]:
        return json_ready(self)


@dataclass
class FakeAssistant(FakeLibrary):
    """See the module, and ``FakeLibrary`` for its articles."""

    settings: Settings = field(default_factory=lambda: Settings(_env_file=None, data_dir="data"))
    pace: float = 0.0
    scripted: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, list[tuple[str, str]], Filters | None, str]] = field(
        default_factory=list
    )
    cancelled: int = 0
    warmed: bool = False
    closed: bool = False
    announced: tuple[str, str] | None = None
    traces: TraceLog = field(default_factory=TraceLog)
    rated: dict[str, Feedback] = field(default_factory=dict)
    suggestions: list[str] = field(default_factory=list)
    told: Trust = TRUST

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    # -- questions -----------------------------------------------------------------------------

    def search(
        self, query: str, top_k: int | None = None, filters: Filters | None = None
    ) -> list[SearchResult]:
        passages = [each for article in self.articles(filters) for each in passages_of(article)]
        scored = [(overlap(query, each.text), each) for each in passages]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        return [
            SearchResult(
                passage, self.store[passage.article_id].header, score, rank, {"dense": rank}
            )
            for rank, (score, passage) in enumerate(best[: top_k or 10], 1)
        ]

    def ask(
        self,
        question: str,
        history: Iterable[tuple[str, str]] = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        *_, answer = self.stream(question, history, filters, mode)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        history: Iterable[tuple[str, str]] = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Iterator[Event]:
        return self._paced(self._begun(question, history, filters, mode))

    def _paced(self, events: Generator[Event, None, None]) -> Iterator[Event]:
        with closing(events):
            for event in events:
                yield event
                time.sleep(self.pace)

    def _begun(
        self,
        question: str,
        history: Iterable[tuple[str, str]],
        filters: Filters | None,
        mode: Mode,
    ) -> Generator[Event, None, None]:
        self._fail()
        if not question.strip():
            raise QuestionError("the question is empty: write one")
        self.asked.append((question, list(history), filters, mode))
        answer = self.scripted.get(question) or self._answer(question, filters, mode)
        self.traces.keep(self._trace(answer, tuple(history), filters, mode))
        return self._events(answer)

    def _events(self, answer: Answer) -> Generator[Event, None, None]:
        finished = False
        try:
            searched = sum(len(passages_of(each)) for each in self.store.values())
            yield EvidenceEvent(
                answer.evidence, answer.results, answer.standalone_question, searched
            )
            if answer.mode == "generated" and not answer.abstained:
                for token in re.findall(r"\s*\S+", answer.text):
                    yield TokenEvent(token)
            finished = True
            yield answer
        finally:
            self.cancelled += not finished

    def _answer(self, question: str, filters: Filters | None, mode: Mode) -> Answer:
        results = tuple(self.search(question, None, filters))
        evidence = tuple(evidence_in(question, results))
        base = Answer(
            text="The articles do not say.",
            question=question,
            standalone_question=question,
            results=results,
            abstained=True,
            mode="extractive" if mode == "extractive" else "generated",
            model="" if mode == "extractive" else "fake-model",
            prompt_version="0000",
            timings=Timings(search=1.0, evidence=2.0, total=3.0),
            trace_id="trace-1",
        )
        if not evidence:
            return base
        first = evidence[0]
        citation = self._citation(first)
        sentence = AnswerSentence(first.text, (1,), "supported", "the quote says it")
        return replace(
            base,
            text=f"{first.text} [1]",
            sentences=(sentence,),
            citations=(citation,),
            evidence=evidence,
            abstained=False,
            confidence=0.9,
            usage=Usage(evidence_tokens=20, prompt_tokens=60, completion_tokens=12),
            timings=Timings(search=1.0, evidence=2.0, first_token=3.0, total=4.0),
        )

    def _trace(
        self,
        answer: Answer,
        history: tuple[tuple[str, str], ...],
        filters: Filters | None,
        mode: Mode,
    ) -> Trace:
        return Trace(
            question=answer.question,
            history=history,
            filters=filters,
            mode=mode,
            queries=(answer.question,),
            candidates=(),
            prompt=(("user", answer.question),),
            draft=f"Yes. {answer.text}",
            sentences=answer.sentences,
            answer=answer,
            provenance=PROVENANCE,
        )

    def trace(self, trace_id: str) -> Trace:
        return self.traces.get(trace_id)

    async def atrace(self, trace_id: str) -> Trace:
        return self.trace(trace_id)

    def suggest(self, trace_id: str, count: int = 3) -> list[str]:
        self._fail()
        self.trace(trace_id)
        return self.suggestions[:count]

    async def asuggest(self, trace_id: str, count: int = 3) -> list[str]:
        try:
            await asyncio.sleep(self.pace)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.suggest(trace_id, count)

    def feedback(self, trace_id: str, rating: Rating, comment: str = "") -> None:
        self._fail()
        rated = datetime(2026, 3, 1, tzinfo=UTC)
        self.rated[trace_id] = feedback_of(self.trace(trace_id), rating, comment, rated)

    def feedbacks(self) -> list[Feedback]:
        return list(self.rated.values())

    async def afeedback(self, trace_id: str, rating: Rating, comment: str = "") -> None:
        self.feedback(trace_id, rating, comment)

    async def afeedbacks(self) -> list[Feedback]:
        return self.feedbacks()

    @cached_property
    def conversations(self) -> Conversations:
        """A real store in a folder of its own, which goes when the assistant does."""
        folder = tempfile.mkdtemp()
        database = Database(Path(folder) / "conversations.sqlite3")
        weakref.finalize(self, _discard, database, folder)
        return Conversations(database, partial(datetime.now, UTC), partial(token_urlsafe, 18))

    def _citation(self, evidence: Evidence) -> Citation:
        article = self.store[evidence.article_id]
        return Citation(
            number=evidence.number,
            article_id=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            quote=evidence.text,
            start=evidence.start,
            end=evidence.end,
        )

    # -- the rest ------------------------------------------------------------------------------

    def status(self) -> FakeStatus:
        self._fail()
        passages = sum(len(passages_of(article)) for article in self.store.values())
        return FakeStatus(len(self.store), passages, str(self.settings.data_dir))

    def trust(self) -> Trust:
        self._fail()
        return self.told

    def reindex(self) -> None:
        self._fail()

    def backup(self, path: str | Path) -> None:
        self._fail()
        Path(path).write_bytes(b"backup")

    def warm(self) -> None:
        self.warmed = True

    def announce(self, address: str, key: str) -> None:
        self.announced = (address, key)

    def close(self) -> None:
        self.closed = True

    # -- the same, asynchronously ---------------------------------------------------------------

    async def asearch(
        self, query: str, top_k: int | None = None, filters: Filters | None = None
    ) -> list[SearchResult]:
        return self.search(query, top_k, filters)

    async def aask(
        self,
        question: str,
        history: Iterable[tuple[str, str]] = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        *_, answer = [event async for event in self.astream(question, history, filters, mode)]
        assert isinstance(answer, Answer)
        return answer

    async def astream(
        self,
        question: str,
        history: Iterable[tuple[str, str]] = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> AsyncIterator[Event]:
        with closing(self._begun(question, history, filters, mode)) as events:
            for event in events:
                yield event
                await asyncio.sleep(self.pace)

    async def awarm(self) -> None:
        self.warm()

    async def aclose(self) -> None:
        self.close()


def _discard(database: Database, folder: str) -> None:
    database.close()
    shutil.rmtree(folder, ignore_errors=True)
