"""The reader's side of the parser process: starts it, bounds its time, replaces it when it dies."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from index.errors import ParseError
from index.sources.frames import LENGTHS, MAX_FRAME, pack

_PIPE = 1 << 16
_KEPT = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")


class Sandbox:
    """One parser process, started when first needed and kept for the next document.

    ``wall`` is seconds per document, ``memory`` bytes of address space. Safe to share between
    threads: documents are parsed one after another.
    """

    def __init__(self, wall: float = 30.0, memory: int = 1536 * 2**20) -> None:
        self._wall = wall
        self._memory = memory
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def call(self, header: dict[str, Any], data: bytes = b"") -> Any:
        """Return the result of one request; raises ParseError with the reason."""
        with self._turn:
            reply = self._exchange(pack(header, data))
            if reply.get("tired"):
                self._end()
        if "reason" in reply:
            raise ParseError(str(reply["reason"]))
        return reply["result"]

    def close(self) -> None:
        """End the process. A later call starts a new one."""
        with self._turn:
            self._end()

    def _exchange(self, frame: bytes) -> dict[str, Any]:
        child = self._running()
        deadline = time.monotonic() + self._wall
        try:
            _send(child, frame, deadline)
            head, size = LENGTHS.unpack(_receive(child, LENGTHS.size, deadline))
            if head + size > MAX_FRAME:
                raise OSError
            reply: dict[str, Any] = json.loads(_receive(child, head + size, deadline)[:head])
        except TimeoutError:
            self._end()
            raise ParseError(
                f"took longer than {self._wall:g} s to parse; split it into parts"
            ) from None
        except OSError:
            code = self._end()
            how = f"signal {-code}" if code < 0 else f"status {code}"
            raise ParseError(f"damaged: its parser broke off ({how}); save it again") from None
        except BaseException:
            self._end()
            raise
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = _start(self._memory)
        return self._child

    def _end(self) -> int:
        """Kill the process and return its exit status, as found."""
        child, self._child = self._child, None
        if child is None:
            return 0
        assert child.stdin
        assert child.stdout
        child.stdout.close()
        child.stdin.close()
        try:
            return child.wait(0.2)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


def _start(memory: int) -> subprocess.Popen[bytes]:
    # -P: the folder that the user stands in is not a place to import from.
    # A bare environment: nothing of the parent's secrets or proxies, one thread for BLAS (whose
    # buffers count against the memory limit).
    root = str(Path(__file__).resolve().parents[2])
    environment = {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "PYTHONPATH": root,
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    child = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        [sys.executable, "-P", "-m", "index.sources.worker", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        bufsize=0,
        start_new_session=True,  # Ctrl-C ends the parent's work in order, not this process first
    )
    assert child.stdin
    assert child.stdout
    os.set_blocking(child.stdin.fileno(), False)
    os.set_blocking(child.stdout.fileno(), False)
    return child


def _send(child: subprocess.Popen[bytes], frame: bytes, deadline: float) -> None:
    assert child.stdin
    rest = memoryview(frame)
    while rest:
        _, ready, _ = select.select([], [child.stdin], [], _remaining(deadline))
        if ready:
            rest = rest[os.write(child.stdin.fileno(), rest[:_PIPE]) :]


def _receive(child: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    assert child.stdout
    received = bytearray()
    while len(received) < size:
        ready, _, _ = select.select([child.stdout], [], [], _remaining(deadline))
        if ready:
            part = os.read(child.stdout.fileno(), min(size - len(received), 1 << 20))
            if not part:
                raise OSError("closed")
            received += part
    return bytes(received)


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
