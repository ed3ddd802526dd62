"""One event loop in a thread of its own, and bridges to it from synchronous and asynchronous code.

Clients of model servers are bound to the loop that they were made on, so all of them live on this
one. Closing a bridged iterator, or cancelling the task that waits on one, cancels the work behind.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from typing import Any, TypeVar

__all__ = ["BackgroundLoop"]

T = TypeVar("T")
_END = object()
_CLOSING = 10.0
"""Seconds that cancelled work gets to let go of what it holds."""


class BackgroundLoop:
    """An event loop that is started when first used and stopped by ``close``."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._threads = concurrent.futures.ThreadPoolExecutor(8, "qa-work")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end and return what it returns; an interrupt cancels it."""
        future = self._submit(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def arun(self, work: Coroutine[Any, Any, T]) -> T:
        """Await a coroutine from another loop."""
        return await asyncio.wrap_future(self._submit(work))

    def iterate(self, make: Callable[[], AsyncGenerator[T, None]]) -> Generator[T, None, None]:
        """Yield what an asynchronous generator yields; closing this one closes that one."""
        events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        future = self._submit(_pump(make, events.put))
        try:
            while (event := events.get()) is not _END:
                yield event
            future.result()
        finally:
            self._cancel(future)

    async def aiterate(
        self, make: Callable[[], AsyncGenerator[T, None]]
    ) -> AsyncGenerator[T, None]:
        """Yield, on the caller's loop, what an asynchronous generator on this one yields."""
        here = asyncio.get_running_loop()
        events: asyncio.Queue[Any] = asyncio.Queue()

        def put(event: Any) -> None:
            if not here.is_closed():
                here.call_soon_threadsafe(events.put_nowait, event)

        future = self._submit(_pump(make, put))
        try:
            while (event := await events.get()) is not _END:
                yield event
            await asyncio.wrap_future(future)
        finally:
            future.cancel()

    def close(self) -> None:
        """Cancel what still runs and stop the loop."""
        with self._guard:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result(timeout=_CLOSING)
        # a thread that loads a model cannot be stopped, and need not be waited for
        self._threads.shutdown(wait=False, cancel_futures=True)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=_CLOSING)
        loop.close()

    def _submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        with self._guard:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._loop.set_default_executor(self._threads)
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="qa-background", daemon=True
                )
                self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _cancel(self, future: concurrent.futures.Future[None]) -> None:
        """Cancel work and wait until it has let go of what it held."""
        if future.cancel() or not future.done():
            concurrent.futures.wait([future], timeout=10)


async def _pump(make: Callable[[], AsyncGenerator[T, None]], put: Callable[[Any], object]) -> None:
    events = make()
    try:
        async for event in events:
            put(event)
    finally:
        await events.aclose()
        put(_END)


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
