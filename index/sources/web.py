"""Pages over HTTP: only from public addresses, within bounds of time, size and redirects.

Each hop is judged by itself: the name is resolved once, every address it resolves to is judged, and
the connection goes to one of those addresses, so that a second answer of the DNS cannot matter.
Proxy settings of the environment are not followed: a proxy would resolve the name again.
"""

from __future__ import annotations

import http
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from index.errors import AddressRefused, FetchError, ParseError
from index.sources.address import Network, is_allowed, is_public, networks
from index.sources.inflate import inflate
from index.sources.records import Page

if TYPE_CHECKING:
    from index.sources.records import FetchLimits

Resolve = Callable[[str, int], list[str]]
"""From host and port to addresses; raises OSError when there are none."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_URL = 8000
_PATIENCE = 2
"""Timeouts of one host after which its other pages are not tried."""


class Fetcher:
    """Fetches pages; remembers for its lifetime which hosts could not be reached."""

    def __init__(self, limits: FetchLimits, resolve: Resolve | None = None) -> None:
        self._limits = limits
        self._allow = networks(limits.allow)
        self._resolve = resolve or system_addresses
        self._unreachable: dict[str, str] = {}
        self._slow: Counter[str] = Counter()
        self._tls: ssl.SSLContext | None = None

    def get(self, url: str) -> Page:
        """Return the page at ``url``. Raises FetchError or AddressRefused with a plain reason."""
        deadline = time.monotonic() + self._limits.timeout
        target = checked_url(url)
        for _ in range(self._limits.max_redirects + 1):
            response = self._hop(target, deadline)
            if isinstance(response, Page):
                return response
            target = checked_url(response)
        raise FetchError(f"redirected more than {self._limits.max_redirects} times; check the URL")

    def _hop(self, url: httpx.URL, deadline: float) -> Page | str:
        """Return the page at ``url``, or the URL that it redirects to."""
        host = url.netloc.decode("ascii")
        if host in self._unreachable:
            raise FetchError(self._unreachable[host])
        backend = _Pinned(self._judged(url, deadline), deadline)
        try:
            return self._request(url, backend)
        except (httpcore.TimeoutException, TimeoutError):
            reason = f"took longer than {self._limits.timeout:g} s; try again later"
            self._slow[host] += 1
            if self._slow[host] >= _PATIENCE:
                self._unreachable[host] = f"{host} was too slow before; try again later"
        except (httpcore.NetworkError, ssl.SSLError, OSError) as error:
            reason = f"{host} could not be reached ({_short(error)}); check the URL and the network"
            self._unreachable[host] = reason
        except httpcore.ProtocolError as error:
            reason = f"{host} broke the HTTP protocol ({_short(error)}); try again later"
        raise FetchError(reason)

    def _judged(self, url: httpx.URL, deadline: float) -> list[str]:
        """Return the addresses of the URL's host, all of which may be fetched from."""
        host = url.raw_host.decode("ascii").strip("[]")
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = _within(deadline, lambda: self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            reason = f"{host} has no known address ({_short(error)}); check the URL and the network"
            self._unreachable[url.netloc.decode("ascii")] = reason
            raise FetchError(reason) from None
        for address in addresses:
            judge(host, port, address, self._allow, self._limits.ports)
        return addresses

    def _request(self, url: httpx.URL, backend: httpcore.NetworkBackend) -> Page | str:
        if url.scheme == "https" and self._tls is None:
            self._tls = httpcore.default_ssl_context()  # reading all certificates takes 30 ms
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        headers = [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", f"ArticleQA/{_version()}"),
            ("Accept", "text/html,application/xhtml+xml,application/pdf,*/*;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        ]
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
            pool.stream("GET", target, headers=headers) as response,
        ):
            return self._read(url, response)

    def _read(self, url: httpx.URL, response: httpcore.Response) -> Page | str:
        headers = httpx.Headers(response.headers)
        if response.status in _REDIRECTS and "location" in headers:
            return str(_joined(url, headers["location"]))
        if response.status != http.HTTPStatus.OK:
            raise FetchError(f"the server answered {_status(response.status)}; check the URL")
        data = self._body(response, headers)
        content_type = Message()
        content_type["Content-Type"] = headers.get("content-type", "")
        named = "content-type" in headers
        charset = content_type.get_content_charset() if named else None
        return Page(str(url), data, content_type.get_content_type() if named else "", charset)

    def _body(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        limit = self._limits.max_bytes
        too_big = FetchError(f"larger than {limit:,} bytes; download it and add the file")
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > limit:
            raise too_big
        data = bytearray()
        for part in response.iter_stream():
            data += part
            if len(data) > limit:
                raise too_big
        try:
            return inflate(bytes(data), headers.get("content-encoding", ""), limit)
        except ParseError as error:
            raise FetchError(str(error)) from None


def checked_url(url: str) -> httpx.URL:
    """Return the parsed URL. Raises FetchError unless http(s), with a host, without a login."""
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"not a valid URL ({_short(error)}); check it") from None
    if len(url) > _MAX_URL:
        raise FetchError(f"a URL of more than {_MAX_URL} characters; check it")
    if parsed.scheme not in ("http", "https"):
        raise FetchError(
            f"only http and https are fetched, not {parsed.scheme or 'this'}; check it"
        )
    if parsed.userinfo:
        raise AddressRefused("a URL with a user name or password is refused; remove them")
    if not parsed.host:
        raise FetchError("a URL without a host; check it")
    return parsed


def judge(
    host: str, port: int, address: str, allow: Iterable[Network], ports: Iterable[int]
) -> None:
    """Raise AddressRefused unless ``address`` is public, or allowed by hand (then on any port)."""
    try:
        if is_allowed(address, allow):
            return
        public = is_public(address)
    except ValueError:
        public = False
    if not public:
        raise AddressRefused(
            f"{host} leads to {address}, which is not a public address; "
            "to fetch from it, allow its range in the settings"
        )
    if port not in ports:
        listed = ", ".join(str(each) for each in ports)
        raise AddressRefused(f"port {port} is refused; only {listed} are fetched from")


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver gives for ``host``."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class _Pinned(httpcore.NetworkBackend):
    """Connects to addresses that have been judged, whatever the host is called."""

    def __init__(self, addresses: list[str], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for at, address in enumerate(self._addresses):
            # A dead address must not use up the time of those after it.
            share = _left(self._deadline) / (len(self._addresses) - at)
            try:
                stream = self._sockets.connect_tcp(address, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
            else:
                return _Timed(stream, self._deadline)
        raise error

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, _left(self._deadline)))


class _Timed(httpcore.NetworkStream):
    """A stream on which no operation outlasts the deadline, however slowly bytes arrive."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 (the deadline rules)
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 (the deadline rules)
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 (the deadline rules)
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _Timed(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline passed")
    return left


def _within(deadline: float, resolve: Callable[[], list[str]]) -> list[str]:
    """Run a resolver, which knows no timeout, in a thread that is left behind at the deadline."""
    answer: list[list[str] | BaseException] = []

    def run() -> None:
        try:
            answer.append(resolve())
        except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
            answer.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if not answer:
        raise OSError("the DNS did not answer in time")
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return answer[0]


def _joined(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"redirected to no valid URL ({_short(error)}); check the URL") from None


def _status(status: int) -> str:
    try:
        return f"{status} ({http.HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _short(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return " ".join(str(text).split())[:120] or type(error).__name__


def _version() -> str:
    try:
        return version("article-qa")
    except PackageNotFoundError:
        return "0"
