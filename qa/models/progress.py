"""Progress of a pull in a terminal: a bar where one can be drawn, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from qa.models.pulling import PullProgress

__all__ = ["PullDisplay"]

BAR = 24
LINE_EVERY = 5.0
"""Seconds between two lines where the output is no terminal."""


@dataclass(slots=True)
class PullDisplay:
    """Draws progress; only the standard library, for it also runs before anything is installed."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _last: float | None = None

    def __call__(self, progress: PullProgress) -> None:
        """Show one report."""
        if progress.message:
            self._write_line(f"{progress.model}: {progress.message}")
        elif self.stream.isatty():
            self.stream.write(f"\r\033[K{_bar(progress)}")
        elif self._last is None or self.clock() - self._last >= LINE_EVERY:
            self._last = self.clock()
            self._write_line(_counts(progress))
        self.stream.flush()

    def _write_line(self, line: str) -> None:
        start = "\r\033[K" if self.stream.isatty() else ""
        self.stream.write(f"{start}{line}\n")


def _counts(progress: PullProgress) -> str:
    done, total = progress.done / 1e6, progress.total / 1e6
    return f"{progress.model}: {done:.0f} of {total:.0f} MB from {progress.source}"


def _bar(progress: PullProgress) -> str:
    full = BAR * progress.done // max(progress.total, 1)
    return f"{'█' * full}{'░' * (BAR - full)} {_counts(progress)}"
