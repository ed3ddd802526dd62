"""What the set-up says while it works: a bar in a terminal, else a line now and then."""

# ruff: noqa: INP001 - a script run by its path
from __future__ import annotations

import sys
import threading
import time

BAR = 24
LINE_EVERY = 15.0
"""Seconds between two lines where the output is no terminal."""


class Screen:
    """Shows finished steps as lines, and what is going on below them."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()
        self._lock = threading.Lock()
        self._going_on: dict[str, tuple[float, str]] = {}
        self._last = time.monotonic()

    def line(self, text: str) -> None:
        """Write a line that stays."""
        with self._lock:
            sys.stdout.write(f"{self._start()}{text}\n")
            self._draw()

    def going_on(self, step: str, share: float, text: str) -> None:
        """Say how far a step is; ``share`` is in 0..1."""
        with self._lock:
            self._going_on[step] = (min(max(share, 0.0), 1.0), text)
            if self._terminal:
                self._draw()
            elif time.monotonic() - self._last > LINE_EVERY:
                self._last = time.monotonic()
                sys.stdout.write(f"      {self._summary()}\n")
            sys.stdout.flush()

    def over(self, step: str) -> None:
        """Forget a step that is finished or has failed."""
        with self._lock:
            self._going_on.pop(step, None)

    def _draw(self) -> None:
        if self._terminal and self._going_on:
            share = sum(each for each, _ in self._going_on.values()) / len(self._going_on)
            full = int(BAR * share)
            bar = "█" * full + "░" * (BAR - full)
            sys.stdout.write(f"{self._start()}{bar} {self._summary()[:90]}")
        sys.stdout.flush()

    def _summary(self) -> str:
        return " · ".join(text for _, text in self._going_on.values())

    def _start(self) -> str:
        return "\r\033[K" if self._terminal else ""
