"""What the routes share: the assistant that is served, and how its server fares."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from fastapi import Request

from qa.http.metrics import Metrics
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["Served", "served_by"]


@dataclass(slots=True)
class Served:
    """One application. ``key`` opens everything to commands of the user who started the server.

    ``loading`` is None once the models are loaded, else the reason why the server is not ready;
    ``notice`` says what works less well than it should. ``stopping`` is set when the server is
    about to end, so that streams can say so.
    """

    assistant: Assistant
    settings: Settings
    key: str
    metrics: Metrics = field(default_factory=Metrics)
    loading: str | None = "the models are being loaded: ask again in a few seconds"
    notice: str | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def served_by(request: Request) -> Served:
    """Return what the application of a request serves."""
    return cast("Served", request.app.state.served)
