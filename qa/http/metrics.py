"""Counts and durations for Prometheus. No label ever holds a question, an id or a path as sent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from qa.types import Answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Metrics", "MetricsMiddleware"]

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 6, 10, 30, 60, 120)


class Metrics:
    """The series of one application, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self._registry}
        self._requests = Counter(
            "qa_http_requests",
            "Requests by route and status.",
            ["method", "route", "status"],
            **own,
        )
        self._seconds = Histogram(
            "qa_http_request_seconds",
            "Time to the end of the reply.",
            ["route"],
            buckets=_SECONDS,
            **own,
        )
        self._answers = Counter(
            "qa_answers", "Answers by mode and outcome.", ["mode", "outcome"], **own
        )
        self._stage = Histogram(
            "qa_answer_stage_seconds",
            "Time from the question to a stage: evidence, first_token, total.",
            ["stage"],
            buckets=_SECONDS,
            **own,
        )
        self._articles = Gauge("qa_articles", "Articles in the data folder.", **own)
        self._passages = Gauge("qa_passages", "Passages in the data folder.", **own)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer, and how long its stages took."""
        outcome = "abstained" if answer.abstained else "answered"
        self._answers.labels(answer.mode, "incomplete" if answer.incomplete else outcome).inc()
        for stage in ("evidence", "first_token", "total"):
            milliseconds = getattr(answer.timings, stage)
            if milliseconds is not None:
                self._stage.labels(stage).observe(milliseconds / 1000)

    def render(self, articles: int, passages: int) -> bytes:
        """Return every series in Prometheus' text format."""
        self._articles.set(articles)
        self._passages.set(passages)
        return generate_latest(self._registry)


class MetricsMiddleware:
    """Counts each request under the template of its route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count it when its reply has ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.monotonic(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.monotonic() - started
            self._metrics.count_request(_method(scope), _route(scope), status, seconds)


def _method(scope: Scope) -> str:
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return scope["method"] if scope["method"] in known else "other"


def _route(scope: Scope) -> str:
    """Return the template; everything that is no route of the API belongs to the page."""
    return getattr(scope.get("route"), "path", None) or "page"
