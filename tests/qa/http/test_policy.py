"""What a browser is told that replies may do."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from fastapi.responses import HTMLResponse

from qa.http import create_app
from qa.http.policy import page_policy

INLINE = b"window.config = {};"
HASH = base64.b64encode(hashlib.sha256(INLINE).digest()).decode()
PAGE = b"<script>%s</script><script src='/x.js'></script><script type=module src=/y.js></script>"


def directives(policy):
    return {name: rest for name, _, rest in (part.partition(" ") for part in policy.split("; "))}


def test_inline_scripts_of_the_page_are_allowed_by_hash_and_no_others():
    allowed = directives(page_policy(PAGE % INLINE, framework=False))
    assert allowed["script-src"] == f"'self' 'sha256-{HASH}'"
    assert allowed["default-src"] == "'self'"
    assert allowed["connect-src"] == "'self'"
    assert allowed["frame-ancestors"] == "'none'"
    assert allowed["base-uri"] == "'none'"


def test_only_the_frameworks_page_may_compile_scripts():
    assert "'unsafe-eval'" in page_policy(b"", framework=True)
    assert "unsafe-eval" not in page_policy(b"", framework=False)
    assert "unsafe-inline" not in directives(page_policy(b"", framework=True))["script-src"]


@pytest.mark.parametrize("path", ["/healthz", "/api/articles", "/nowhere", "/v1/models"])
async def test_every_other_reply_may_do_nothing(client, path):
    headers = (await client.get(path)).headers
    assert directives(headers["Content-Security-Policy"])["default-src"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


async def test_a_refused_request_has_the_headers_too(client):
    headers = (await client.get("/", headers={"Host": "evil.example"})).headers
    assert directives(headers["Content-Security-Policy"])["frame-ancestors"] == "'none'"


async def test_a_page_leaves_whole_with_its_policy(assistant, settings, client):
    app = create_app(assistant, settings)
    app.add_api_route("/", lambda: HTMLResponse(PAGE % INLINE))
    client._transport.app = app
    reply = await client.get("/")
    assert reply.content == PAGE % INLINE
    assert f"'sha256-{HASH}'" in reply.headers["Content-Security-Policy"]


class TestDocumentation:
    async def test_its_page_names_no_foreign_host(self, client):
        for path in ("/api/docs", "/api/docs.js", "/api/docs.css"):
            reply = await client.get(path)
            assert reply.status_code == 200
            assert not re.search(r"https?://|url\(|@import", reply.text)

    async def test_the_description_has_a_summary_and_a_text_for_every_call(self, client):
        description = (await client.get("/api/openapi.json")).json()
        calls = [call for methods in description["paths"].values() for call in methods.values()]
        assert len(calls) == 28
        assert all(call["summary"] and call["description"] for call in calls)
        assert description["components"]["schemas"]["AskRequest"]["examples"]

    @pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
    async def test_the_stock_pages_are_not_served(self, client, path):
        assert (await client.get(path)).status_code == 404
