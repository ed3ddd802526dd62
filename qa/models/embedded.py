"""The embedded model server, seen from the process that owns it.

The server is a child process: started when it is first needed, started again after it has died,
and ended with its owner, however that ends. A crash of the model is one error here, nothing more.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import threading
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import IO

from qa.errors import ModelServerDown
from qa.models.child import child_command, child_environment
from qa.models.cores import usable_cores
from qa.models.resolve import ModelFile
from qa.models.serve_child import ServerConfig

__all__ = ["EmbeddedServer", "Endpoint"]

START_TIMEOUT = 300.0
"""Seconds: a large model on a cold disk is read at some 100 MB/s."""
CLOSE_TIMEOUT = 5.0
DYING = 2.0
"""Seconds that a killed server may need to end: the system takes back a gigabyte or more."""
LOG_LINES = 60
SPINS = "1000"
"""Turns that a thread of the server waits before it sleeps. Threads that spin for long lose their
core to any busy process. Tokens a second that the 1.5B writes on 2 cores: beside a busy process
GNU OpenMP's own choice 0.6, 20,000 turns 1.6, 2,000 turns 6.2, always sleeping 7.7 (one run each);
with little else running 14.4, 14.7 (10,000), 14.5 (3,000), 14.2 (1,000) and 10.1 (medians of 6).
"""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an OpenAI-compatible server answers, and the key that it asks for."""

    base_url: str
    key: str | None = None


class EmbeddedServer:
    """Runs one model in a child process; safe to use from several threads."""

    def __init__(
        self, model: ModelFile, *, threads: int = 0, context: int = 4096, slots: int = 2
    ) -> None:
        """Prepare only. ``threads`` 0: every core; ``context`` in tokens, for each of ``slots``."""
        self.model = model
        self._threads = threads or usable_cores()
        self._context = min(context, model.context or context)
        self._slots = slots
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._endpoint: Endpoint | None = None
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id of the child, where it runs."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def endpoint(self) -> Endpoint:
        """Return where the server answers, starting it (seconds) when it does not run.

        Raises ModelServerDown when it cannot be started.
        """
        with self._lock:
            if self._closed:
                raise ModelServerDown("the model server was closed: open the assistant again")
            if self.pid is None or self._endpoint is None:
                self._end()
                self._endpoint = self._start()
            return self._endpoint

    def discard(self, url: str) -> None:
        """End the server that answers no more at ``url``; one started since then is left alone."""
        with self._lock:
            if self._endpoint is not None and url.startswith(
                self._endpoint.base_url.removesuffix("v1")
            ):
                if self._child is not None:
                    self._child.kill()
                self._end()

    def settle(self) -> None:
        """Wait for a server that broke off to end: until it has, it still takes connections."""
        child = self._child
        if child is not None:
            with suppress(subprocess.TimeoutExpired):
                child.wait(DYING)

    def log_tail(self) -> str:
        """Return the last lines that the server wrote, for a report of what went wrong."""
        return "\n".join(self._log)

    def close(self) -> None:
        """End the server; calling it again does nothing."""
        with self._lock:
            self._closed = True
            self._end()

    def _start(self) -> Endpoint:
        key = secrets.token_urlsafe(32)
        config = ServerConfig(
            path=str(self.model.path),
            name=self.model.name,
            key=key,
            threads=self._threads,
            context=self._context,
            slots=self._slots,
        )
        child = self._child = subprocess.Popen(  # noqa: S603 - our own module, no arguments
            child_command("qa.models.serve_child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=child_environment(GOMP_SPINCOUNT=SPINS),
        )
        assert child.stdout is not None
        assert child.stderr is not None
        threading.Thread(target=_keep_tail, args=(child.stderr, self._log), daemon=True).start()
        reply = _ask(child, json.dumps(asdict(config)))
        if "url" not in reply:
            self._end()
            raise ModelServerDown(self._why(reply.get("error", "")))
        return Endpoint(f"{reply['url']}/v1", key)

    def _why(self, error: str) -> str:
        """Return one line on a start that failed."""
        reason = error or next((line for line in reversed(self._log) if line), "it gave no reason")
        advice = "run `qa doctor`, or set QA_MODEL to a smaller model"
        if "libgomp" in reason:
            advice = "install it (Debian: apt-get install libgomp1)"
        return f"the model server for {self.model.name} did not start: {reason}; {advice}"

    def _end(self) -> None:
        child, self._child, self._endpoint = self._child, None, None
        if child is None:
            return
        for stream in (child.stdin, child.stdout):
            assert stream is not None
            try:
                stream.close()
            except BrokenPipeError:
                continue  # it died with our words unread
        try:
            child.wait(CLOSE_TIMEOUT)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _ask(child: subprocess.Popen[str], line: str) -> dict[str, str]:
    """Send one line and return the JSON of the reply; empty when the child died or hung."""
    assert child.stdin is not None
    assert child.stdout is not None
    timer = threading.Timer(START_TIMEOUT, child.kill)
    timer.daemon = True
    timer.start()
    try:
        child.stdin.write(line + "\n")
        child.stdin.flush()
        reply = json.loads(child.stdout.readline() or "{}")
    except (BrokenPipeError, ValueError):
        return {}
    finally:
        timer.cancel()
    return reply if isinstance(reply, dict) else {}


def _keep_tail(stream: IO[str], log: deque[str]) -> None:
    """Read a log until the process that writes it ends."""
    with stream:
        for line in stream:
            log.append(line.strip())
