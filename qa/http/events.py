"""Server-sent events, and noticing that the client has left.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import StreamingResponse

from qa.http.problems import Problem, problem_of
from qa.http.replies import encode

__all__ = ["EventStream", "end_iterator", "frame", "unless_left", "wants_events"]

PING = b": still here\n\n"
PING_EVERY = 10.0
"""Seconds of silence after which a comment keeps the connection open."""

Result = TypeVar("Result")


def wants_events(request: Request) -> bool:
    """Return whether the caller asked for a stream of events."""
    return "text/event-stream" in request.headers.get("accept", "").lower()


def frame(event: str, content: Any) -> bytes:
    """Return one event; JSON has no line breaks of its own, so one data line holds it."""
    return f"event: {event}\ndata: ".encode() + encode(content) + b"\n\n"


class EventStream(StreamingResponse):
    """Sends frames as they come; closes their source when the client leaves.

    An error of the source, and the server's stopping, become a last ``error`` event.
    """

    def __init__(self, frames: AsyncIterator[bytes], stopping: asyncio.Event) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(_kept_open(frames, stopping), 200, headers, "text/event-stream")


async def _kept_open(frames: AsyncIterator[bytes], stopping: asyncio.Event) -> AsyncIterator[bytes]:
    stopped = asyncio.ensure_future(stopping.wait())
    following: asyncio.Future[bytes | None] = asyncio.ensure_future(_next(frames))
    try:
        while True:
            awaited: set[asyncio.Future[Any]] = {following, stopped}
            await asyncio.wait(awaited, timeout=PING_EVERY, return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                sent = following.result()
                if sent is None:
                    return
                yield sent
                following = asyncio.ensure_future(_next(frames))
            elif stopped.done():
                yield frame("error", _STOPPING.to_dict())
                return
            else:
                yield PING
    except Exception as error:  # noqa: BLE001 (the status is sent, so an event has to tell)
        yield frame("error", problem_of(error).to_dict())
    finally:
        await _end(stopped)
        await _end(following)
        await end_iterator(frames)


_STOPPING = Problem(503, "the server is stopping: ask again when it is back")


async def _next(frames: AsyncIterator[bytes]) -> bytes | None:
    """Return the next frame, None at the end."""
    return await anext(frames, None)


async def end_iterator(iterator: AsyncIterator[Any]) -> None:
    """Close an iterator now rather than when it is collected: that is what stops a model."""
    if isinstance(iterator, AsyncGenerator):
        await iterator.aclose()


async def _end(future: asyncio.Future[Any]) -> None:
    future.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await future


async def unless_left(work: Coroutine[Any, Any, Result], request: Request) -> Result | None:
    """Return what ``work`` returns; cancel it and return None when the client leaves first."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        await _end(leaving)
        await _end(working)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
