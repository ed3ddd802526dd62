"""Questions go before ingestion: embedding and generating at once slows both tenfold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Precedence"]

_LONGEST_WAIT = 15.0
"""Seconds that one batch of an ingestion waits at most, so that it never starves."""


class Precedence:
    """Counts the questions being answered; ingestion waits between batches until none is."""

    def __init__(self) -> None:
        self._answering = 0
        self._changed = threading.Condition()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Mark the block as answering a question."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until no question is being answered, at most 15 seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._answering, timeout=_LONGEST_WAIT)
