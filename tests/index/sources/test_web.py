"""Fetching: only from judged addresses, within bounds of time, size and redirects."""

from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from index.errors import AddressRefused, FetchError
from index.sources import FetchLimits
from index.sources.web import Fetcher

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.fakes.site import Site

HERE = ("127.0.0.0/8",)


def fetcher(**limits: object) -> Fetcher:
    return Fetcher(FetchLimits(**{"allow": HERE, "timeout": 10, **limits}))  # type: ignore[arg-type]


class Names:
    """A resolver that gives each answer in turn, the last one for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_page_with_its_type_and_charset(site: Site) -> None:
    url = site.serve("/a", "naïve".encode("latin-1"), "text/html; charset=ISO-8859-1")
    page = fetcher().get(url)
    assert page.url == url
    assert page.media_type == "text/html"
    assert page.charset == "iso-8859-1"
    assert page.data == b"na\xefve"


def test_it_says_honestly_who_asks(site: Site) -> None:
    seen: list[str | None] = []

    def respond(request: BaseHTTPRequestHandler) -> None:
        seen.extend(request.headers.get(name) for name in ("User-Agent", "Host", "Cookie"))
        request.send_error(404)

    site.answers["/"] = respond
    with pytest.raises(FetchError, match=r"404 \(Not Found\)"):
        fetcher().get(site.address + "/")
    assert str(seen[0]).startswith("ArticleQA/")
    assert seen[1:] == [site.address.removeprefix("http://"), None]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0177.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://127。0。0。1/",
        "http://2852039166/latest/meta-data/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://192.168.0.1/",
        "http://3232235777/",
        "http://[::1]/",
        "http://[::]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
        "http://localhost/",
        "HTTP://LOCALHOST/",
        "https://127.0.0.1/",
        "http://127.1.1.1:80#\\@93.184.215.14/",
    ],
)
def test_every_form_of_a_private_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match="not a public address"):
        Fetcher(FetchLimits()).get(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/", "only http and https"),
        ("gopher://localhost:25/_MAIL", "only http and https"),
        ("dict://attacker:11111/", "only http and https"),
        ("http://user:word@example.org/", "user name or password"),
        ("http://127.0.0.1:80@example.org/", "user name or password"),
        ("http://127.1.1.1:80\\@127.2.2.2:80/", "user name or password"),
        ("http:127.0.0.1/", "without a host"),
        ("http:///path", "without a host"),
        ("http://[::1/", "not a valid URL"),
        ("http://①②⑦.⓪.⓪.①/", "not a valid URL"),
        ("http://exa\0mple.org/", "not a valid URL"),
        ("http://example.org/" + "a" * 9000, "8000 characters"),
    ],
)
def test_urls_that_are_not_even_resolved(url: str, reason: str) -> None:
    names = Names(["93.184.215.14"])
    with pytest.raises(FetchError, match=reason):
        Fetcher(FetchLimits(), names).get(url)
    assert names.asked == []


def test_one_private_address_among_public_ones_is_enough() -> None:
    names = Names(["93.184.215.14", "10.0.0.1"])
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        Fetcher(FetchLimits(), names).get("http://example.org/")


def test_other_ports_of_public_addresses_are_refused() -> None:
    names = Names(["93.184.215.14"])
    with pytest.raises(AddressRefused, match="port 22 is refused; only 80, 443"):
        Fetcher(FetchLimits(), names).get("http://example.org:22/")


def test_the_name_is_resolved_once_and_the_judged_address_connected_to(site: Site) -> None:
    """A second answer (DNS rebinding) has no effect: the first, judged, one is connected to."""
    site.serve("/a", b"the judged one")
    names = Names(["127.0.0.1"], ["10.9.8.7"])
    port = site.address.rpartition(":")[2]
    fetched = Fetcher(FetchLimits(allow=HERE), names).get(f"http://news.example:{port}/a")
    assert fetched.data == b"the judged one"
    assert names.asked == ["news.example"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_each_hop_is_judged_again(site: Site, status: int) -> None:
    port = site.address.rpartition(":")[2]
    site.serve("/secret", b"secret")
    site.redirect("/a", f"http://inside.example:{port}/secret", status)
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    limits = FetchLimits(allow=("127.0.0.1/32",))
    with pytest.raises(AddressRefused, match=r"inside\.example leads to 127\.0\.0\.2"):
        Fetcher(limits, names).get(f"http://outside.example:{port}/a")
    assert site.asked == ["/a"]


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    url = site.redirect("/a", "file:///etc/passwd")
    with pytest.raises(FetchError, match="only http and https"):
        fetcher().get(url)


def test_redirects_are_followed_up_to_the_limit(site: Site) -> None:
    site.serve("/end", b"arrived")
    for at in range(5):
        site.redirect(f"/{at}", f"/{at + 1}" if at < 4 else "/end")
    assert fetcher().get(site.address + "/0").url == site.address + "/end"
    with pytest.raises(FetchError, match="more than 4 times"):
        fetcher(max_redirects=4).get(site.address + "/0")


def test_a_meta_refresh_is_not_followed(site: Site) -> None:
    html = b"<meta http-equiv='refresh' content='0; url=/next'>"
    assert fetcher().get(site.serve("/a", html)).data == html
    assert site.asked == ["/a"]


def test_proxy_settings_are_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher().get(site.serve("/a", b"direct")).data == b"direct"


@pytest.mark.parametrize("declares", [True, False])
def test_too_large_a_body_is_cut_off(site: Site, declares: bool) -> None:
    def respond(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if declares:
            request.send_header("Content-Length", "5000000000")
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"x" * 1000)

    site.answers["/a"] = respond
    with pytest.raises(FetchError, match="larger than 20,000 bytes"):
        fetcher(max_bytes=20_000).get(site.address + "/a")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_packed_bodies_are_unpacked(site: Site, encoding: str) -> None:
    body = b"text " * 100
    for layer in encoding.split(", "):
        body = gzip.compress(body) if layer == "gzip" else zlib.compress(body)
    url = site.serve("/a", body, Content_Encoding=encoding)
    assert fetcher().get(url).data == b"text " * 100


@pytest.mark.parametrize(
    ("encoding", "pack", "reason"),
    [
        ("gzip", gzip.compress, "more than 1,000,000 bytes"),
        ("deflate", zlib.compress, "more than 1,000,000 bytes"),
        ("gzip, gzip", lambda zeros: gzip.compress(gzip.compress(zeros)), "more than 1,000,000"),
        ("gzip, gzip, gzip, gzip, gzip, gzip", gzip.compress, "packed 6 times over"),
        ("br", gzip.compress, "not asked for"),
        ("gzip", lambda zeros: gzip.compress(zeros)[:-20], "cut off"),
        ("gzip", lambda _: b"no gzip", "damaged"),
        ("deflate", lambda _: b"\xff\xfeno deflate", "damaged"),
    ],
)
def test_bombs_and_broken_packing(site: Site, encoding: str, pack: object, reason: str) -> None:
    zeros = bytes(900_000 if "cut" in reason else 3_000_000)
    url = site.serve("/a", pack(zeros), Content_Encoding=encoding)  # type: ignore[operator]
    with pytest.raises(FetchError, match=reason):
        fetcher(max_bytes=1_000_000).get(url)


def test_slow_headers_trickling_bodies_and_silence_end_at_the_deadline(site: Site) -> None:
    def trickle_headers(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for at in range(100):
            request.wfile.write(b"X-%d: y\r\n" % at)
            time.sleep(0.05)

    def trickle_body(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            request.wfile.write(b"x")
            time.sleep(0.05)

    def silent(_: BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    for path, respond in (("/1", trickle_headers), ("/2", trickle_body), ("/3", silent)):
        site.answers[path] = respond
        with pytest.raises(FetchError, match=r"longer than 0\.4 s"):
            fetcher(timeout=0.4).get(site.address + path)


def test_a_host_that_is_slow_twice_is_not_waited_for_again(site: Site) -> None:
    site.answers["/slow"] = lambda _: time.sleep(0.5)
    site.serve("/quick", b"here")
    pages = fetcher(timeout=0.2)
    for _ in range(2):
        with pytest.raises(FetchError, match="took longer"):
            pages.get(site.address + "/slow")
    with pytest.raises(FetchError, match="too slow before"):
        pages.get(site.address + "/quick")
    assert "/quick" not in site.asked


def test_a_resolver_that_hangs_ends_at_the_deadline() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["93.184.215.14"]

    with pytest.raises(FetchError, match="did not answer in time"):
        Fetcher(FetchLimits(timeout=0.2), hang).get("http://example.org/")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://x:port/\r\n\r\n",
    ],
)
def test_servers_that_break_the_protocol(site: Site, answer: bytes) -> None:
    site.answers["/a"] = lambda request: request.wfile.write(answer) and None
    with pytest.raises(FetchError, match=r"protocol|reached|no valid URL"):
        fetcher().get(site.address + "/a")


def test_a_host_that_cannot_be_reached_is_tried_once(site: Site) -> None:
    def unknown(host: str, port: int) -> list[str]:
        asked.append(host)
        raise OSError("no such name")

    asked: list[str] = []
    pages = Fetcher(FetchLimits(), unknown)
    for path in ("/1", "/2", "/3"):
        with pytest.raises(FetchError, match=r"nowhere\.example has no known address"):
            pages.get(f"http://nowhere.example{path}")
    assert asked == ["nowhere.example"]
