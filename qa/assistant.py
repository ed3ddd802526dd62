"""The one object that every way in goes through: articles in, questions answered.

    with Assistant.open("data/") as assistant:
        assistant.add("articles/", "https://example.org/story")
        answer = assistant.ask("Who signed the agreement?")

Each call has an asynchronous form of the same arguments (``aask``, ``astream``, …), which does not
block the event loop and whose cancellation reaches the model server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from index import upkeep
from index.embedding import Embedder
from index.feedback import add_feedback, all_feedback
from index.types import Filters, SearchResult
from qa.conversations.store import Conversations
from qa.engine import Engine, Status, embedder_of
from qa.errors import QuestionError
from qa.feedback import Feedback, Rating, feedback_of
from qa.library import Library, OnProgress
from qa.llm import LanguageModel
from qa.settings import Settings
from qa.trace import Trace
from qa.trust import Trust
from qa.types import Answer, Event, Mode

__all__ = ["Assistant", "Feedback", "Rating", "Status", "reindex", "restore"]

Turns = Iterable[tuple[str, str]]


class Assistant(Library):
    """Answers questions from the articles of one data folder, which it owns until ``close``.

    Raises StoreLocked when another process owns the folder, StoreMismatch when it was made with
    another embedding model or splitting, ModelMissing when the embedding model was not pulled.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        embedder: Embedder | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        """Open the data folder of ``settings``; ``embedder`` and ``model`` replace theirs."""
        self.settings = settings or Settings()
        self._engine = Engine(self.settings, embedder, model)

    @classmethod
    def open(cls, data_dir: str | Path | None = None, **settings: Any) -> Assistant:
        """Open a data folder, making it if needed; ``settings`` are those of ``Settings``."""
        if data_dir is not None:
            settings["data_dir"] = Path(data_dir)
        return cls(Settings(**settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def close(self) -> None:
        """End the model server, seal the index, give the folder back. May be called twice."""
        self._engine.close()

    # questions

    def search(
        self, query: str, top_k: int | None = None, filters: Filters | None = None
    ) -> list[SearchResult]:
        """Return the best passages, best first, without calling a model.

        Raises QuestionError for an empty or too long query.
        """
        return self._engine.search(self._checked(query), top_k or self.settings.top_k, filters)

    def ask(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        """Return an answer whose sentences were checked against their quotes, or an abstention.

        ``mode``: ``auto`` quotes when no model can be reached, ``generated`` raises ModelError
        then, ``extractive`` never calls a model. Raises QuestionError.
        """
        with closing(self.stream(question, history, filters, mode)) as events:
            return _last(list(events))

    def stream(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Generator[Event, None, None]:
        """Yield an EvidenceEvent, TokenEvents and last the Answer; closing stops the model."""
        return self._engine.background.iterate(self._events(question, history, filters, mode))

    def suggest(self, trace_id: str, count: int = 3) -> list[str]:
        """Return at most ``count`` questions to ask after an answer that the articles answer.

        ``trace_id`` is that of one of the last answers. There may be none, and are none where the
        setting ``suggestions`` is off. A question that is asked meanwhile goes first. Raises
        TraceNotFound.
        """
        return self._engine.background.run(self._engine.suggest(trace_id, count))

    # what people think of the answers

    def feedback(self, trace_id: str, rating: Rating, comment: str = "") -> None:
        """Keep a rating of one of the last answers, by its ``trace_id``, in the data folder.

        A second rating of the answer takes the place of the first. Raises TraceNotFound.
        """
        rated = feedback_of(self.trace(trace_id), rating, comment, datetime.now(UTC))
        add_feedback(self._engine.collection.database, [rated])

    def feedbacks(self) -> list[Feedback]:
        """Return every rating that was kept, oldest first."""
        return all_feedback(self._engine.collection.database)

    @property
    def conversations(self) -> Conversations:
        """Conversations that are kept; its calls are short: from a loop use a thread."""
        return self._engine.conversations

    # the same, asynchronous

    async def asearch(
        self, query: str, top_k: int | None = None, filters: Filters | None = None
    ) -> list[SearchResult]:
        """Search without blocking the event loop."""
        return await asyncio.to_thread(self.search, query, top_k, filters)

    async def aask(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        """Ask without blocking the event loop; cancelling stops the model."""
        return _last([event async for event in self.astream(question, history, filters, mode)])

    def astream(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> AsyncGenerator[Event, None]:
        """Stream without blocking the event loop; closing or cancelling stops the model."""
        return self._engine.background.aiterate(self._events(question, history, filters, mode))

    async def asuggest(self, trace_id: str, count: int = 3) -> list[str]:
        """Suggest without blocking the event loop; cancelling stops the model."""
        return await self._engine.background.arun(self._engine.suggest(trace_id, count))

    async def afeedback(self, trace_id: str, rating: Rating, comment: str = "") -> None:
        """Keep a rating without blocking the event loop."""
        await asyncio.to_thread(self.feedback, trace_id, rating, comment)

    async def afeedbacks(self) -> list[Feedback]:
        """Return every rating without blocking the event loop."""
        return await asyncio.to_thread(self.feedbacks)

    async def aclose(self) -> None:
        """Close without blocking the event loop."""
        await asyncio.to_thread(self.close)

    async def atrace(self, trace_id: str) -> Trace:
        """Return how an answer came about; raise TraceNotFound."""
        return self.trace(trace_id)

    # upkeep

    def trace(self, trace_id: str) -> Trace:
        """Return how an answer came about, by its ``trace_id``; raise TraceNotFound.

        Only the traces of the last questions are kept, in memory.
        """
        return self._engine.traces.get(trace_id)

    def status(self) -> Status:
        """Return what this assistant holds and runs on."""
        return self._engine.status()

    def trust(self) -> Trust:
        """Return what the last evaluation said, the models' licences, what leaves the machine."""
        return self._engine.trust()

    def warm(self) -> None:
        """Load both models now, so that the first question does not wait for them."""
        self._engine.warm()

    async def awarm(self) -> None:
        """Load both models without blocking the event loop."""
        await asyncio.to_thread(self.warm)

    def announce(self, address: str, key: str) -> None:
        """Let commands of the same user find the server that this assistant is part of."""
        self._engine.collection.lock.announce(address, key)

    def backup(self, path: str | Path) -> None:
        """Write a consistent copy of every article and vector to a file."""
        self._engine.collection.database.backup(Path(path))

    def _events(
        self, question: str, history: Turns, filters: Filters | None, mode: Mode
    ) -> Callable[[], AsyncGenerator[Event, None]]:
        checked, turns = self._checked(question), tuple(history)
        return lambda: self._engine.answer(checked, turns, filters, mode)

    def _checked(self, question: str) -> str:
        limit = self.settings.max_question_chars
        if not question.strip():
            raise QuestionError("the question is empty: ask something")
        if len(question) > limit:
            raise QuestionError(
                f"the question has {len(question)} characters, the limit is {limit}: shorten it"
            )
        return question.strip()


def reindex(settings: Settings | None = None, on_progress: OnProgress | None = None) -> int:
    """Split and embed every article again with the settings' model; return how many there are.

    For a folder that was made with other settings, which ``Assistant`` refuses to open.
    """
    settings = settings or Settings()
    embedder = embedder_of(settings)
    return upkeep.reindex(settings.data_dir, embedder, settings.passage_tokens, on_progress)


def restore(backup: str | Path, settings: Settings | None = None) -> None:
    """Put a backup in the place of the data folder's articles; what was there is kept beside."""
    upkeep.restore((settings or Settings()).data_dir, Path(backup))


def _last(events: list[Event]) -> Answer:
    answer = events[-1]
    assert isinstance(answer, Answer)
    return answer
