"""What every command needs: the settings of this call, and an assistant opened with them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.remote import RemoteAssistant
    from qa.settings import Settings

__all__ = ["Json", "Session", "session_of"]

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

    def assistant(self) -> AbstractContextManager[Assistant | RemoteAssistant]:
        """Return the assistant, to be closed by leaving its context."""
        opened: AbstractContextManager[Assistant | RemoteAssistant] = self.opener(self.settings())
        return opened


def session_of(ctx: typer.Context) -> Session:
    """Return the session that the main options made."""
    session = ctx.find_object(Session)
    assert session is not None
    return session
