"""A small hub on the loopback address: what a download asks of the real one, and no more.

As there, a small file is served by the hub itself after a redirect within it, and a large one by a
storage at another address; the redirect to it tells the version, the size and the hash.
"""

from __future__ import annotations

import hashlib
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 1000
"""Bytes from which a file lies in the storage."""


class FakeHub:
    """Its files by name, how it misbehaves, and what it was asked.

    ``cuts`` holds after how many bytes each of the next downloads of a large file breaks off;
    ``ranges`` is whether a download may begin in the middle; ``open`` is cleared while the storage
    hangs; ``status`` is what everything is refused with.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cuts: list[int] = []
        self.ranges = True
        self.open = threading.Event()
        self.open.set()
        self.status: int | None = None
        self.asked: list[str] = []
        self.url = self.storage = ""

    @contextmanager
    def running(self):
        servers = [ThreadingHTTPServer(("127.0.0.1", 0), self._handler()) for _ in range(2)]
        self.url, self.storage = (f"http://127.0.0.1:{each.server_port}" for each in servers)
        threads = [threading.Thread(target=each.serve_forever, args=(0.01,)) for each in servers]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.open.set()
            for server, thread in zip(servers, threads, strict=True):
                server.shutdown()
                thread.join()
                server.server_close()

    def _handler(self):
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                _answer(hub, self)

            do_GET = do_HEAD  # noqa: N815 - the library's name

            def log_message(self, *_) -> None:
                """Say nothing."""

        return Handler


def _answer(hub: FakeHub, request: BaseHTTPRequestHandler) -> None:
    place, name = re.fullmatch(
        r"/(owner/tiny/resolve/main|api/resolve-cache|storage)/(.*)", request.path
    ).groups()
    begin = request.headers.get("Range", "")
    hub.asked.append(f"{request.command} {place.split('/')[0]} {name} {begin}".strip())
    content = hub.files.get(name)
    if hub.status:
        _reply(request, hub.status, {})
    elif content is None:
        _reply(request, 404, {"X-Error-Code": "EntryNotFound", "X-Error-Message": "no such entry"})
    elif place != "owner/tiny/resolve/main":
        _serve(hub, request, content, _told(content) if place == "api/resolve-cache" else {})
    elif len(content) < LARGE:
        _reply(request, 307, {"Location": f"/api/resolve-cache/{name}", **_told(content)})
    else:
        linked = {"X-Linked-Size": str(len(content)), "X-Linked-Etag": _told(content)["ETag"]}
        to_storage = {"Location": f"{hub.storage}/storage/{name}", "X-Repo-Commit": COMMIT}
        _reply(request, 302, to_storage | linked)


def _serve(hub: FakeHub, request: BaseHTTPRequestHandler, content: bytes, headers) -> None:
    begin = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", "")) if hub.ranges else None
    hub.open.wait()
    rest = content[int(begin[1]) :] if begin else content
    if begin:
        span = f"bytes {begin[1]}-{len(content) - 1}/{len(content)}"
        headers = {**headers, "Content-Range": span}
    cut = None
    if request.command == "GET" and len(content) >= LARGE and hub.cuts:
        cut = hub.cuts.pop(0)
    _reply(request, 206 if begin else 200, headers, rest, cut)


def _reply(request: BaseHTTPRequestHandler, status: int, headers, body=b"", cut=None) -> None:
    request.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        request.send_header(name, value)
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(body[:cut])
    if cut is not None:
        request.close_connection = True


def _told(content: bytes) -> dict[str, str]:
    return {"X-Repo-Commit": COMMIT, "ETag": f'"{hashlib.sha256(content).hexdigest()}"'}
