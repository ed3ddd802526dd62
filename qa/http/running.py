"""One uvicorn server on a socket that is bound before anything else is promised."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from qa.errors import SettingsError
from qa.http.served import Served

__all__ = ["HttpServer"]

_GRACE = 5
"""Seconds that requests in flight get to end; the model and the store need some of ten, too."""


class HttpServer:
    """A bound address, served by ``run`` until a signal or ``stop``."""

    def __init__(self, host: str, port: int) -> None:
        """Bind; raise SettingsError where the port is taken or the host is not ours."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
        except OSError as error:
            self._socket.close()
            raise SettingsError(_unbound(host, port, error)) from None
        self.host, self.port = host, int(self._socket.getsockname()[1])
        self._server: _Server | None = None
        self._stopped = False

    @property
    def address(self) -> str:
        """The URL at which commands of this machine and its browser reach the server."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 (compared with)
        return f"http://{f'[{name}]' if ':' in name and name[0] != '[' else name}:{self.port}"

    def run(
        self,
        app: FastAPI,
        on_ready: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        """Serve until SIGINT, SIGTERM or ``stop``; requests in flight are ended within seconds.

        ``on_ready`` is called when requests are accepted, ``on_stop`` when a signal has come.
        """
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=_GRACE,
            backlog=128,
        )
        self._server = _Server(config, app.state.served, on_ready, on_stop)
        self._server.should_exit = self._stopped
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End ``run`` from another thread, even where it has only been started."""
        self._stopped = True
        if self._server is not None:
            self._server.should_exit = True

    def close(self) -> None:
        """Give the port back."""
        self._socket.close()


class _Server(uvicorn.Server):
    """Says when it is ready, and lets streams say that it stops."""

    def __init__(
        self,
        config: uvicorn.Config,
        served: Served,
        on_ready: Callable[[], None],
        on_stop: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._served = served
        self._on_ready = on_ready
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._served.stopping.set()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, and keep the signal from being raised again: ending so is what was asked for."""
        self._on_stop()
        super().handle_exit(sig, frame)
        if sig in {signal.SIGINT, signal.SIGTERM}:
            self._captured_signals.clear()


def _unbound(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken: stop what listens there, or choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights: choose one above 1023 with --port"
    return f"cannot listen on {host} port {port} ({error.strerror}): set QA_HOST to 127.0.0.1"
