"""Telling what became of articles that were added: in one reply, or as it happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from fastapi import Response

from index.types import AddProgress, AddReport, json_ready
from qa.http.events import frame
from qa.http.problems import Problem
from qa.http.replies import Json, problem_reply

__all__ = ["added_events", "added_reply"]

Work = Callable[[Callable[[AddProgress], None]], Awaitable[AddReport]]


def added_reply(report: AddReport) -> Response:
    """Return the report: 201 where something is new, 207 where some failed, 422 where all did."""
    content = report.to_dict()
    stored = report.added or report.updated
    if report.failed and not (stored or report.unchanged):
        detail = f"nothing could be added: {report.failed[0].reason}"
        return problem_reply(Problem(422, detail, more={"report": content}))
    if report.failed:
        return Json(content, 207)
    return Json(content, 201 if stored else 200)


async def added_events(work: Work) -> AsyncIterator[bytes]:
    """Yield a ``progress`` frame for each article that is settled, last the ``report``."""
    loop = asyncio.get_running_loop()
    settled: asyncio.Queue[AddProgress | None] = asyncio.Queue()

    def on_progress(progress: AddProgress) -> None:  # comes from a thread of the assistant's
        loop.call_soon_threadsafe(settled.put_nowait, progress)

    adding = asyncio.ensure_future(work(on_progress))
    adding.add_done_callback(lambda _: loop.call_soon(settled.put_nowait, None))
    try:
        while (progress := await settled.get()) is not None:
            yield frame("progress", json_ready(progress))
        yield frame("report", adding.result().to_dict())
    finally:
        adding.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await adding
