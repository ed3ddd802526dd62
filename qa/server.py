"""One process that serves the chat page and the API over one assistant.

The address is announced in the data folder's lock file, so that commands of the same user find it.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from types import FrameType
from typing import Any

from qa.errors import StoreLocked
from qa.settings import Settings

__all__ = ["Ready", "can_open_browser", "open_browser", "serve"]

_LONGEST_STOP = 9.5
"""Seconds after a signal at which the process ends whatever still runs; what was acknowledged is
on disk by then."""

_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """A server that can be reached; ``articles`` is None for one that another process runs."""

    address: str
    pid: int
    articles: int | None = None
    login: bool = False

    @property
    def sentence(self) -> str:
        """The line for whoever started the server."""
        if self.articles is None:
            return f"Article QA is already at {self.address} (process {self.pid})"
        held = "1 article" if self.articles == 1 else f"{self.articles} articles"
        login = "; log in with any name and your token as the password" if self.login else ""
        return f"Article QA is at {self.address} with {held}{login}; stop it with Ctrl-C"

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return asdict(self)


def serve(settings: Settings, on_ready: Callable[[Ready], None], *, browser: bool = False) -> None:
    """Serve until SIGINT or SIGTERM; ``on_ready`` is called when the server can be reached.

    Where a server of the same data folder runs already, name it (and open it) and return. Raises
    StoreLocked when another command owns the folder, SettingsError when the port is taken.
    """
    os.environ.update(_QUIET)  # read by libraries when they are imported, further down
    with _ending_on_signals():
        try:
            _serve_alone(settings, on_ready, browser=browser)
        except StoreLocked as locked:
            if locked.address is None:
                raise
            on_ready(Ready(locked.address, locked.pid))
            open_browser(locked.address, wanted=browser)


def _serve_alone(settings: Settings, on_ready: Callable[[Ready], None], *, browser: bool) -> None:
    from qa.assistant import Assistant

    with Assistant(settings) as assistant:
        from qa.http import HttpServer, create_app
        from qa.ui import mount

        server = HttpServer(settings.host, settings.port)
        try:
            key = secrets.token_urlsafe(32)
            app = create_app(assistant, settings, key)
            mount(app, assistant, settings)
            count = assistant.status().articles

            def announce() -> None:
                assistant.announce(server.address, key)
                on_ready(Ready(server.address, os.getpid(), count, login=bool(settings.token)))
                open_browser(server.address, wanted=browser)

            server.run(app, announce, _end_in_time)
        finally:
            server.close()


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """End in order on either signal, also while the server is not up yet or not any more."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        _end_in_time()
        raise SystemExit(0)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end_in_time() -> None:
    """Make sure that a thread that hangs cannot keep the process."""
    timer = threading.Timer(_LONGEST_STOP, os._exit, [0])
    timer.daemon = True
    timer.start()


def open_browser(address: str, *, wanted: bool) -> None:
    """Open the page where that is wanted and can be done."""
    if wanted and can_open_browser():
        webbrowser.open(address)


def can_open_browser() -> bool:
    """Return whether somebody is likely to sit before a screen."""
    if os.environ.get("CI"):
        return False
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(screen) or sys.platform in {"darwin", "win32"}
