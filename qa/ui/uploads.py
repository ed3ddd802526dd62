"""A browser may name a file only if it lies where uploads arrive.

A mounted Gradio page (6.31) takes any path of the machine, or a URL, that a request calls an
upload: it copies or fetches it before a handler sees it. So it is stopped at the door.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["UploadsOnly"]

_EVENTS = "/gradio_api/queue/join"
_LARGEST_BODY = 2_000_000  # questions and addresses; files themselves take another route


class UploadsOnly:
    """ASGI middleware around Gradio; ``folder`` is where uploads arrive."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what names no other file; answer 400 to the rest, 413 to what is too long."""
        if scope["type"] != "http" or scope["path"] != _EVENTS:
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await PlainTextResponse("too long", 413)(scope, receive, send)
        elif not self._harmless(body):
            await PlainTextResponse("not an upload", 400)(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)

    def _harmless(self, body: bytes) -> bool:
        try:
            return all(map(self._uploaded, _paths(json.loads(body))))
        except (ValueError, RecursionError):
            return False

    def _uploaded(self, path: Any) -> bool:
        try:
            return isinstance(path, str) and Path(path).resolve().is_relative_to(self._folder)
        except (OSError, ValueError):
            return False


async def _body(receive: Receive) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > _LARGEST_BODY:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that begins with a body that was read already."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _paths(values: Any) -> Iterator[Any]:
    """Yield whatever is called ``path`` at any depth; Gradio goes by nothing else."""
    waiting = [values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "path" in value:
                yield value["path"]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
