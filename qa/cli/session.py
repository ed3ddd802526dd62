"""What every command needs: the settings of this call, and an assistant opened with them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.remote import RemoteAssistant
    from qa.settings import Settings

__all__ = ["INTERRUPTED", "Json", "Session", "session_of"]

INTERRUPTED = 130
"""Status after Ctrl-C: 128 and SIGINT, as shells count it."""

_LONGEST_CLOSE = 2.0
"""Seconds that closing may take after Ctrl-C; what was acknowledged is on disk by then."""

Json = typer.Option("--json", help="Print JSON on stdout, and nothing else there.")


def _open(settings: Settings) -> Assistant | RemoteAssistant:
    from qa.remote import open_assistant

    return open_assistant(settings)


@dataclass(slots=True)
class Session:
    """One call of ``qa``. ``opener`` opens a data folder, or reaches the server that owns it."""

    data: Path | None = None
    traceback: bool = False
    opener: Callable[[Settings], Any] = _open

    def settings(self, **given: Any) -> Settings:
        """Return the settings; ``given`` that is None is left to the other sources."""
        from qa.settings import Settings

        arguments = {name: value for name, value in given.items() if value is not None}
        if self.data is not None:
            arguments["data_dir"] = self.data
        return Settings(**arguments)

    @contextmanager
    def assistant(self, **given: Any) -> Iterator[Assistant | RemoteAssistant]:
        """Yield the assistant and close it; after Ctrl-C, closing must not take long."""
        ending = threading.Timer(_LONGEST_CLOSE, os._exit, [INTERRUPTED])
        ending.daemon = True
        try:
            with self.opener(self.settings(**given)) as assistant:
                try:
                    yield assistant
                except KeyboardInterrupt:
                    ending.start()
                    raise
        finally:
            ending.cancel()


def session_of(ctx: typer.Context) -> Session:
    """Return the session that the main options made."""
    session = ctx.find_object(Session)
    assert session is not None
    return session
