"""The assistant of a running server, with the same calls; and opening whichever there is.

One process owns a data folder. A command that is started beside a server asks that server, with
the address and key that only the same user can read in the folder's lock file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import httpx

import qa.errors
from index.types import (
    AddProgress,
    AddReport,
    Article,
    ArticleHeader,
    Filters,
    SearchResult,
)
from qa.errors import ArticleQAError, StoreError, StoreLocked
from qa.settings import Settings
from qa.trace import Trace
from qa.types import Answer, Event, EvidenceEvent, Mode, TokenEvent
from qa.wire import from_dict

if TYPE_CHECKING:
    from qa.assistant import Assistant, Feedback, Rating, Status

__all__ = ["RemoteAssistant", "open_assistant"]

Turns = Iterable[tuple[str, str]]
OnProgress = Callable[[AddProgress], None]

_URN = "urn:article-qa:"
_PAGE = 1000
_EVENTS: dict[str, type[EvidenceEvent | TokenEvent | Answer]] = {
    kind.type: kind for kind in (EvidenceEvent, TokenEvent, Answer)
}
_TIMEOUT = httpx.Timeout(None, connect=5.0)
"""Questions and feeds take as long as they take; a stream that is silent still sends comments."""


def open_assistant(settings: Settings) -> Assistant | RemoteAssistant:
    """Open the data folder, or reach the server that owns it.

    Raises StoreLocked when another process owns it that is no server.
    """
    from qa.assistant import Assistant

    try:
        return Assistant(settings)
    except StoreLocked as locked:
        if locked.address is None:
            raise
        return RemoteAssistant(locked.address, locked.key or "", settings)


class RemoteAssistant:
    """The calls of ``Assistant`` that commands need, answered by a server of the same user."""

    def __init__(self, address: str, key: str, settings: Settings) -> None:
        self.settings = settings
        self.address = address
        self._http = httpx.Client(
            base_url=address, headers={"X-QA-Key": key}, timeout=_TIMEOUT, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the server goes on."""
        self._http.close()

    def add(self, *sources: str | Path, on_progress: OnProgress | None = None) -> AddReport:
        """Add files, folders, URLs and feeds; paths are those of this machine."""
        return self._add({"sources": [_absolute(source) for source in sources]}, on_progress)

    def remove(self, article_id: str) -> None:
        """Remove an article; raise ArticleNotFound."""
        self._call("DELETE", _path(article_id))

    def article(self, article_id: str) -> Article:
        """Return an article; raise ArticleNotFound."""
        return from_dict(Article, self._call("GET", _path(article_id)))

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return the articles without their texts, newest publication first."""
        found: list[ArticleHeader] = []
        while True:
            bounds = {"offset": len(found), "limit": _PAGE}
            page = self._call("GET", "/api/articles", params={**_query(filters), **bounds})
            found += [from_dict(ArticleHeader, each) for each in page["articles"]]
            if len(found) >= page["total"] or not page["articles"]:
                return found

    def search(
        self, query: str, top_k: int | None = None, filters: Filters | None = None
    ) -> list[SearchResult]:
        """Return the best passages, best first; raise QuestionError."""
        bounds = {"q": query} | ({"top_k": top_k} if top_k else {})
        found = self._call("GET", "/api/search", params={**_query(filters), **bounds})
        return [from_dict(SearchResult, each) for each in found["results"]]

    def ask(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        """Return the answer; raise QuestionError, or ModelError in mode ``generated``."""
        *_, answer = self.stream(question, history, filters, mode)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        history: Turns = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Iterator[Event]:
        """Yield what the server finds and writes; closing stops its model."""
        body = {
            "question": question,
            "history": [list(turn) for turn in history],
            "filters": filters.to_dict() if filters else {},
            "mode": mode,
        }
        for name, content in self._events("/api/ask", body):
            if name in _EVENTS:
                yield from_dict(_EVENTS[name], content)

    def trace(self, trace_id: str) -> Trace:
        """Return how an answer of the server came about; raise TraceNotFound."""
        return from_dict(Trace, self._call("GET", f"/api/traces/{quote(trace_id, safe='')}"))

    def feedback(self, trace_id: str, rating: Rating, comment: str = "") -> None:
        """Keep a rating of one of the server's last answers; raise TraceNotFound."""
        body = {"trace_id": trace_id, "rating": rating, "comment": comment}
        self._call("POST", "/api/feedback", json=body)

    def feedbacks(self) -> list[Feedback]:
        """Return every rating that was kept, oldest first."""
        from qa.assistant import Feedback

        kept = self._call("GET", "/api/owner/feedback")["feedback"]
        return [from_dict(Feedback, each) for each in kept]

    def status(self) -> Status:
        """Return what the server holds and runs on."""
        from qa.assistant import Status

        return from_dict(Status, self._call("GET", "/api/status"))

    def backup(self, path: str | Path) -> None:
        """Have the server write a backup."""
        self._call("POST", "/api/owner/backup", json={"path": str(Path(path).absolute())})

    def _add(self, body: dict[str, Any], on_progress: OnProgress | None) -> AddReport:
        report = AddReport()
        for name, content in self._events("/api/articles", body):
            if name == "progress" and on_progress:
                on_progress(from_dict(AddProgress, content))
            elif name == "report":
                report = from_dict(AddReport, content)
        return report

    def _call(self, method: str, path: str, **arguments: Any) -> Any:
        with self._reached():
            reply = self._http.request(method, path, **arguments)
        if reply.is_error:
            raise _error(reply.content)
        return reply.json() if reply.content else None

    def _events(self, path: str, body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        accept = {"Accept": "text/event-stream"}
        with (
            self._reached(),
            self._http.stream("POST", path, json=body, headers=accept) as reply,
        ):
            if reply.is_error:
                raise _error(reply.read())
            name = ""
            for line in reply.iter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data" and name == "error":
                    raise _error(value.encode())
                elif field == "data":
                    yield name, json.loads(value)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as error:
            raise StoreError(
                f"the server at {self.address} that owns the data folder does not answer "
                f"({type(error).__name__}): try again, or stop it and run the command alone"
            ) from None


def _error(content: bytes) -> ArticleQAError:
    """Return the error that the server met, of the class it had there."""
    try:
        problem = json.loads(content)
        detail, name = str(problem["detail"]), str(problem["type"]).removeprefix(_URN)
    except (ValueError, KeyError, TypeError):
        return StoreError("the server's reply makes no sense: is it of the same version?")
    kind = getattr(qa.errors, name, None) if name in qa.errors.__all__ else None
    if kind is None or kind is StoreLocked:
        kind = ArticleQAError
    error: ArticleQAError = kind(detail)
    return error


def _path(article_id: str) -> str:
    return f"/api/articles/{quote(article_id, safe='')}"


def _absolute(source: str | Path) -> str:
    """Return URLs as they are, paths as the server can find them from its own folder."""
    text = str(source)
    return text if "://" in text else str(Path(text).absolute())


def _query(filters: Filters | None) -> dict[str, Any]:
    if filters is None:
        return {}
    given = {
        "article_id": filters.article_ids,
        "source": filters.sources,
        "author": filters.authors,
        "language": filters.languages,
        "published_from": filters.published_from and filters.published_from.isoformat(),
        "published_to": filters.published_to and filters.published_to.isoformat(),
    }
    return {name: value for name, value in given.items() if value}
