"""Who may call: judged before any handler runs."""

from __future__ import annotations

import base64
import re

import httpx
import pytest

from qa.http import create_app
from qa.http.guard import MAX_BODY_BYTES
from qa.settings import Settings
from tests.fakes.assistant import FakeAssistant

TOKEN = "a token of 16 or more"
OURS = ["127.0.0.1:7860", "localhost:7860", "LOCALHOST:7860", "[::1]:7860", "qa.example.org"]
OTHERS = [
    "evil.example",
    "evil.example:7860",
    "127.0.0.1",
    "127.0.0.1:80",
    "localhost.:7860",
    "localhost:7860.evil.example",
    "a@127.0.0.1:7860",
    "127.0.0.1:7860@evil.example",
    "2130706433:7860",
    "0.0.0.0:7860",
    "192.168.1.5:7860",
    "[::ffff:127.0.0.1]:7860",
    "127.0.0.1:07860x",
    "",
]
OUR_ORIGINS = [None, "http://127.0.0.1:7860", "http://localhost:7860", "https://qa.example.org"]
OTHER_ORIGINS = [
    "null",
    "http://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:3000",
    "https://127.0.0.1:7860.evil.example",
    "file://",
    "http://localhost:7860/path",
    "chrome-extension://abc",
]
CALLS = {
    "GET": ("GET", "/api/articles", {}),
    "form": ("POST", "/api/ask", {"data": {"question": "owls"}}),
    "text": ("POST", "/api/ask", {"content": "{}", "headers": {"Content-Type": "text/plain"}}),
    "JSON": ("POST", "/api/ask", {"json": {"question": "owls"}}),
    "files": ("POST", "/api/articles/files", {"files": {"files": ("a.txt", b"Title\nText.")}}),
    "DELETE": ("DELETE", "/api/articles/owls", {}),
    "preflight": ("OPTIONS", "/api/ask", {}),
}
ALLOWED = {"GET": 200, "form": 415, "text": 415, "JSON": 200, "files": 201, "DELETE": 204}


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, data_dir=tmp_path, allowed_hosts=("qa.example.org",))


async def call(client, name, **headers):
    method, path, arguments = CALLS[name]
    arguments = {**arguments, "headers": {**arguments.get("headers", {}), **headers}}
    return await client.request(method, path, **arguments)


def untouched(assistant):
    return not assistant.asked and len(assistant.store) == 3


@pytest.mark.parametrize("name", CALLS)
async def test_a_foreign_host_is_refused_before_the_handler(client, assistant, name):
    for host in OTHERS:
        for origin in (None, "http://127.0.0.1:7860", f"http://{host}"):
            headers = {"Origin": origin} if origin else {}
            reply = await call(client, name, Host=host, **headers)
            assert (host, origin, reply.status_code) == (host, origin, 421)
    assert untouched(assistant)


@pytest.mark.parametrize("name", CALLS)
async def test_a_foreign_origin_is_refused_before_the_handler(client, assistant, name):
    for host in OURS:
        for origin in OTHER_ORIGINS:
            reply = await call(client, name, Host=host, Origin=origin)
            assert (host, origin, reply.status_code) == (host, origin, 403)
    assert untouched(assistant)


@pytest.mark.parametrize("name", ALLOWED)
async def test_our_own_names_are_served(client, assistant, name):
    articles = dict(assistant.store)
    for host in OURS:
        for origin in OUR_ORIGINS:
            assistant.store = dict(articles)
            headers = {"Origin": origin} if origin else {}
            reply = await call(client, name, Host=host, **headers)
            assert (host, origin, reply.status_code) == (host, origin, ALLOWED[name])


async def test_a_request_with_two_hosts_or_a_second_foreign_origin_is_refused(client):
    hosts = [("Host", "127.0.0.1:7860"), ("Host", "evil.example")]
    assert (await client.get("/healthz", headers=hosts)).status_code == 421
    origins = [("Origin", "http://127.0.0.1:7860"), ("Origin", "http://evil.example")]
    assert (await client.get("/healthz", headers=origins)).status_code == 403


async def test_a_page_of_another_site_cannot_embed_a_reply_but_may_link_to_the_page(client):
    site = {"Sec-Fetch-Site": "cross-site"}
    embedded = await client.get("/api/articles", headers={**site, "Sec-Fetch-Mode": "no-cors"})
    linked = await client.get("/api/docs", headers={**site, "Sec-Fetch-Mode": "navigate"})
    assert (embedded.status_code, linked.status_code) == (403, 200)


@pytest.mark.parametrize("path", ["/gradio_api/file=http://x.y/", "/file=//x.y", "/proxy=https:x"])
async def test_nothing_is_fetched_for_a_caller(client, path):
    assert (await client.get(path)).status_code == 403


async def test_a_body_that_says_it_is_too_large_is_not_read(client):
    headers = {"Content-Length": str(MAX_BODY_BYTES + 1), "Content-Type": "application/json"}
    reply = await client.post("/api/ask", content=b"{}", headers=headers)
    assert reply.status_code == 413


async def test_a_body_that_does_not_say_its_length_is_counted(client, monkeypatch):
    monkeypatch.setattr("qa.http.guard.MAX_BODY_BYTES", 1000)

    async def endless():
        for _ in range(100):
            yield b" " * 100

    headers = {"Content-Type": "application/json"}
    reply = await client.post("/api/ask", content=endless(), headers=headers)
    assert reply.status_code == 413
    assert reply.headers["Content-Type"] == "application/problem+json"


class TestToken:
    ROUTES = (
        ("GET", "/"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/api/status"),
        ("GET", "/api/search?q=owls"),
        ("GET", "/api/traces/owls"),
        ("POST", "/api/feedback"),
        ("GET", "/api/conversations"),
        ("POST", "/api/conversations"),
        ("GET", "/api/conversations/owls"),
        ("PATCH", "/api/conversations/owls"),
        ("DELETE", "/api/conversations/owls"),
        ("POST", "/api/conversations/owls/turns"),
        ("POST", "/api/conversations/owls/restore"),
        ("GET", "/api/conversations/owls/markdown"),
        ("GET", "/api/articles"),
        ("GET", "/api/articles/owls"),
        ("DELETE", "/api/articles/owls"),
        ("POST", "/api/ask"),
        ("POST", "/api/articles"),
        ("POST", "/api/articles/files"),
        ("POST", "/api/articles/owls/refresh"),
        ("POST", "/api/articles/owls/restore"),
        ("GET", "/api/additions"),
        ("GET", "/api/suggestions"),
        ("GET", "/api/trust"),
        ("GET", "/api/docs"),
        ("GET", "/api/openapi.json"),
        ("GET", "/v1/models"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/gradio_api/info"),
    )

    @pytest.fixture
    def settings(self, tmp_path):
        return Settings(_env_file=None, data_dir=tmp_path, token=TOKEN)

    @pytest.mark.parametrize(("method", "path"), ROUTES)
    async def test_every_route_asks_for_it(self, client, assistant, method, path):
        basic = base64.b64encode(b"me:wrong").decode()
        for header in (None, "Bearer wrong", f"Basic {basic}", "Basic ???", "Bearer", TOKEN):
            headers = {"Authorization": header} if header else {}
            reply = await client.request(method, path, headers=headers)
            assert reply.status_code == 401
            assert reply.headers["WWW-Authenticate"].startswith("Basic")
        assert untouched(assistant)

    async def test_the_list_of_routes_above_is_complete(self, client):
        description = create_app(FakeAssistant(), Settings(_env_file=None)).openapi()
        listed = {(method, path.split("?")[0]) for method, path in self.ROUTES}
        for path, methods in description["paths"].items():
            for method in methods:
                shown = re.sub(r"\{\w+\}", "owls", path)
                assert (method.upper(), shown) in listed or shown == "/healthz"

    @pytest.mark.parametrize("place", ["token", "key", "access_token"])
    async def test_a_token_in_the_query_is_not_looked_at(self, client, place):
        assert (await client.get("/api/articles", params={place: TOKEN})).status_code == 401

    async def test_a_cookie_is_not_looked_at(self, client):
        headers = {"Cookie": f"token={TOKEN}"}
        assert (await client.get("/api/articles", headers=headers)).status_code == 401

    async def test_it_opens_as_a_bearer_token_or_as_a_password(self, client):
        basic = base64.b64encode(f"anyone:{TOKEN}".encode()).decode()
        for header in (f"Bearer {TOKEN}", f"bearer {TOKEN}", f"Basic {basic}"):
            reply = await client.get("/api/articles", headers={"Authorization": header})
            assert reply.status_code == 200

    async def test_health_needs_none_and_the_owner_has_a_key(self, client):
        assert (await client.get("/healthz")).status_code == 200
        own = {"X-QA-Key": "the-owner's-key"}
        assert (await client.get("/api/articles", headers=own)).status_code == 200
        wrong = {"X-QA-Key": "another"}
        assert (await client.get("/api/articles", headers=wrong)).status_code == 401

    async def test_it_does_not_open_what_is_the_owners(self, client):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        body = {"sources": ["/etc/hostname"]}
        reply = await client.post("/api/articles", json=body, headers=headers)
        assert reply.status_code == 403


async def test_an_empty_key_opens_nothing(assistant, settings):
    app = create_app(assistant, settings)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as client:
        reply = await client.post(
            "/api/articles", json={"sources": ["/etc/hostname"]}, headers={"X-QA-Key": ""}
        )
    assert reply.status_code == 403
