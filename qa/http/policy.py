"""Headers that tell a browser how little these replies may do.

The chat page holds inline scripts of its framework; each is allowed by its hash, taken from the
page as it leaves, so that no other inline script, event handler or foreign host is. The framework
compiles its own event functions in the browser, which needs ``unsafe-eval``, and sets the address
that its links are relative to; pages of our own need neither.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BrowserPolicy", "page_policy"]

_INLINE = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def page_policy(html: bytes, *, framework: bool) -> str:
    """Return the Content-Security-Policy for a page: its own host, and its own inline scripts."""
    hashes = [
        base64.b64encode(hashlib.sha256(script).digest()).decode()
        for script in _INLINE.findall(html)
    ]
    compiled, base = (["'unsafe-eval'"], "'self'") if framework else ([], "'none'")
    scripts = " ".join(
        ["'self'", *compiled, *(f"'sha256-{each}'" for each in dict.fromkeys(hashes))]
    )
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; "
        f"form-action 'self'; base-uri {base}; frame-ancestors 'none'"
    )


class BrowserPolicy:
    """ASGI middleware that sets the headers on every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; hold a page back until it is whole, to hash its scripts."""
        if scope["type"] == "http":
            send = _Reply(scope["path"], send)
        await self._app(scope, receive, send)


class _Reply:
    """The sending side of one reply."""

    def __init__(self, path: str, send: Send) -> None:
        self._path = path
        self._send = send
        self._page: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            self._set_common(headers)
            if headers.get("content-type", "").startswith("text/html"):
                self._page = message
                return
        elif self._page is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._send_page(self._page)
            return
        await self._send(message)

    def _set_common(self, headers: MutableHeaders) -> None:
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Content-Security-Policy"] = _NOTHING
        if self._path.startswith(("/api/", "/v1/")):
            headers.setdefault("Cache-Control", "no-store")

    async def _send_page(self, start: Message) -> None:
        body, self._body, self._page = self._body, b"", None
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Security-Policy"] = page_policy(
            body, framework=not self._path.startswith("/api/")
        )
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
