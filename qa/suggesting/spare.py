"""Work that is done only while no question is being answered, on the event loop of the answers.

A model on two cores that writes a suggestion would hold up the answer that a reader waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

__all__ = ["SpareTime"]

T = TypeVar("T")


class SpareTime:
    """Counts the questions being answered. Every call belongs on one event loop."""

    def __init__(self) -> None:
        self._answering = 0
        self._free = asyncio.Event()
        self._taken = asyncio.Event()
        self._free.set()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Mark the block as answering a question: what ``run`` does is cancelled, and waits."""
        self._answering += 1
        self._free.clear()
        self._taken.set()
        try:
            yield
        finally:
            self._answering -= 1
            if not self._answering:
                self._taken.clear()
                self._free.set()

    async def run(self, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what work returns; it begins anew after a question that came in between."""
        while True:
            await self._free.wait()
            working = asyncio.ensure_future(make())
            asked = asyncio.ensure_future(self._taken.wait())
            try:
                await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    return working.result()
            finally:
                await _end(working, asked)


async def _end(*tasks: asyncio.Future[Any]) -> None:
    """Cancel tasks and wait until they have let go of what they held."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
