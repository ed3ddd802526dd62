"""Who may call this server, judged before any handler runs.

A page of any web site can send requests to 127.0.0.1 with the user's browser, and a name that its
owner lets point there (DNS rebinding) makes the browser show it the replies. So the name in Host
must be one of ours (else 421), an Origin, where there is one, too (else 403), and what changes
something must have a content type that no plain form can send (else 415). With a token set every
route but /healthz asks for it, as a bearer token or as the password of HTTP Basic authentication,
which browsers can do; a token in a query would end up in histories and logs and is not looked at.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from qa.http.problems import Problem
from qa.http.replies import problem_reply
from qa.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MAX_BODY_BYTES", "Guard", "is_owner"]

MAX_BODY_BYTES = 200_000_000
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
_DEFAULT_PORT = {"http": 80, "https": 443}
_FETCHES = re.compile(r"/(?:file|proxy)=\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_TOKEN_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Article QA", charset="UTF-8"'}


def is_owner(scope: Scope) -> bool:
    """Return whether the caller showed the key of the user who started the server."""
    return bool(scope.get("state", {}).get("owner"))


class Guard:
    """ASGI middleware; see the module. ``key``, sent as ``X-QA-Key``, opens everything."""

    def __init__(self, app: ASGIApp, settings: Settings, key: str) -> None:
        self._app = app
        self._token = settings.token
        self._key = key
        own = () if settings.host in _WILDCARDS else (_bracketed(settings.host),)
        self._local = {name.lower() for name in (*_LOOPBACK, *own)}
        self._further = {name.lower() for name in settings.allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "no WebSockets here"})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif problem := self._refusal(scope):
            openai = scope["path"].startswith("/v1/")
            await problem_reply(problem, openai=openai)(scope, receive, send)
        else:
            await self._app(scope, _capped(receive), send)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = _Headers(scope["headers"])
        scope.setdefault("state", {})["owner"] = _same(headers.one("x-qa-key"), self._key)
        return (
            self._wrong_host(scope, headers)
            or self._foreign(scope, headers)
            or self._unknown_caller(scope, headers)
            or _unsafe_path(scope)
            or _unusable_body(scope, headers)
        )

    def _wrong_host(self, scope: Scope, headers: _Headers) -> Problem | None:
        host = headers.one("host")
        if host and self._is_ours(scope, host.lower(), _DEFAULT_PORT[_scheme(scope)]):
            return None
        return Problem(
            421, "this server is not called by that name: add it with QA_ALLOWED_HOSTS if it is"
        )

    def _foreign(self, scope: Scope, headers: _Headers) -> Problem | None:
        origins = headers.all("origin")
        site, mode = headers.one("sec-fetch-site"), headers.one("sec-fetch-mode")
        cross = site == "cross-site" and mode != "navigate"
        if not cross and all(self._is_our_origin(scope, origin.lower()) for origin in origins):
            return None
        return Problem(403, "pages of other sites may not call this server: call it from its own")

    def _unknown_caller(self, scope: Scope, headers: _Headers) -> Problem | None:
        if self._token is None or scope["path"] == "/healthz" or is_owner(scope):
            return None
        if _same(_presented_token(headers.one("authorization")), self._token):
            return None
        return Problem(
            401,
            "a token is needed: send it as Authorization: Bearer, or as the password of a login",
            headers=_TOKEN_CHALLENGE,
        )

    def _is_our_origin(self, scope: Scope, origin: str) -> bool:
        scheme, found, authority = origin.partition("://")
        if not found or scheme not in _DEFAULT_PORT or "/" in authority:
            return False
        return self._is_ours(scope, authority, _DEFAULT_PORT[scheme])

    def _is_ours(self, scope: Scope, authority: str, default_port: int) -> bool:
        """Return whether ``name[:port]`` means this server; further names may have any port."""
        match = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^\[\]:@/\s]+)(?::(\d{1,5}))?", authority)
        if match is None:
            return False
        name, port = match[1], int(match[2] or default_port)
        if name in self._further or authority in self._further:
            return True
        address, own_port = scope.get("server") or ("", None)
        # An address is no name that could be rebound, so the one that was called is ours.
        ours = name in self._local or (_is_address(address) and name == _bracketed(address))
        return ours and port == (own_port or _DEFAULT_PORT[_scheme(scope)])


class _Headers:
    """The headers of a request; one that is given twice counts as absent where one is asked for."""

    def __init__(self, raw: Sequence[tuple[bytes, bytes]]) -> None:
        self._raw = raw

    def all(self, name: str) -> list[str]:
        return [value.decode("latin-1") for key, value in self._raw if key == name.encode()]

    def one(self, name: str) -> str:
        values = self.all(name)
        return values[0].strip() if len(values) == 1 else ""


def _presented_token(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() == "basic":
        try:
            login = base64.b64decode(credentials.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return ""
        return login.partition(":")[2]
    return ""


def _same(given: str, expected: str) -> bool:
    """Compare in a time that does not depend on where they differ; empty is never right."""
    return bool(given and expected) and hmac.compare_digest(given.encode(), expected.encode())


def _unsafe_path(scope: Scope) -> Problem | None:
    if _FETCHES.search(scope["path"]):
        return Problem(403, "this server fetches nothing for its callers: add a URL as an article")
    return None


def _unusable_body(scope: Scope, headers: _Headers) -> Problem | None:
    if scope["method"] in {"POST", "PUT", "PATCH"}:
        kind = headers.one("content-type").partition(";")[0].strip().lower()
        if kind not in {"application/json", "multipart/form-data"}:
            return Problem(
                415, "send JSON (Content-Type: application/json), or files as multipart/form-data"
            )
    length = headers.one("content-length")
    return _too_large() if length.isdecimal() and int(length) > MAX_BODY_BYTES else None


def _too_large() -> Problem:
    return Problem(413, f"the body is larger than {MAX_BODY_BYTES // 1_000_000} MB: send less")


def _capped(receive: Receive) -> Receive:
    """Count a body that does not say its length."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413, _too_large().detail)
        return message

    return counted


def _scheme(scope: Scope) -> str:
    return "https" if scope.get("scheme") == "https" else "http"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
