"""Health, readiness, counts, start and stop."""

from __future__ import annotations

import dataclasses
import re
import socket
import threading
import time

import httpx
import pytest

from qa.errors import ModelMissing, SettingsError, StoreDamaged
from qa.http import HttpServer, create_app
from tests.qa.http.conftest import KEY

CANARY = "canary-7193"


def test_a_server_loads_its_models_and_is_ready(server, assistant):
    assert wait_for(lambda: httpx.get(f"{server.address}/readyz").status_code == 200)
    assert assistant.warmed
    assert httpx.get(f"{server.address}/healthz").json() == {"status": "ok"}


def wait_for(condition):
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


async def test_before_the_models_are_loaded_it_is_alive_but_not_ready(client):
    reply = await client.get("/readyz")
    assert reply.status_code == 503
    assert reply.headers["Retry-After"] == "2"
    assert (await client.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    ("error", "status"), [(ModelMissing("pull it"), 200), (StoreDamaged("torn"), 503)]
)
def test_without_a_model_it_still_quotes_but_without_a_store_it_is_not_ready(
    assistant, settings, error, status
):
    assistant.warm = lambda: (_ for _ in ()).throw(error)
    app = create_app(assistant, settings)
    with Running(app) as address:
        assert wait_for(lambda: str(error) in httpx.get(f"{address}/readyz").text)
        assert httpx.get(f"{address}/readyz").status_code == status


class Running:
    def __init__(self, app):
        self._server = HttpServer("127.0.0.1", 0)
        self._ready = threading.Event()
        run = self._server.run
        self._thread = threading.Thread(target=run, args=(app, self._ready.set), daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(20)
        return self._server.address

    def __exit__(self, *_):
        self._server.stop()
        self._thread.join(20)
        self._server.close()


async def test_counts_name_routes_and_never_what_was_sent(client, assistant):
    await client.post("/api/ask", json={"question": f"Who signed {CANARY} for Iran?"})
    await client.post("/api/ask", json={"question": CANARY})
    await client.get("/api/search", params={"q": CANARY})
    await client.get(f"/api/articles/{CANARY}")
    await client.get(f"/{CANARY}")
    await client.request(CANARY, "/api/ask")
    text = (await client.get("/metrics")).text
    assert CANARY not in text
    assert 'qa_answers_total{mode="generated",outcome="answered"} 1.0' in text
    assert 'qa_answers_total{mode="generated",outcome="abstained"} 1.0' in text
    assert 'route="/api/ask",status="200"} 2.0' in text
    assert re.search(r'route="/api/articles/{article_id(:path)?}",status="404"} 1.0', text)
    assert "qa_articles 3.0" in text


async def test_the_status_is_the_assistants(client, assistant):
    assert (await client.get("/api/status")).json() == assistant.status().to_dict()


async def test_others_who_may_come_in_are_shown_no_paths(assistant, settings):
    shared = settings.model_copy(update={"allowed_hosts": ("desk.example",)})
    own = dataclasses.replace(assistant.status(), model="/of/mine/m.gguf", model_server="embedded")
    assistant.status = lambda: own
    transport = httpx.ASGITransport(create_app(assistant, shared, KEY))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        told = (await client.get("/api/status")).json()
        assert (told["data_dir"], told["model"]) == ("data", "m.gguf")
        whole = await client.get("/api/status", headers={"X-QA-Key": KEY})
        assert whole.json() == own.to_dict()


async def test_a_method_or_path_that_does_not_exist_is_a_problem(client):
    for method, path, status in (("PUT", "/api/ask", 405), ("GET", "/nowhere", 404)):
        reply = await client.request(method, path, headers={"Content-Type": "application/json"})
        assert (reply.status_code, reply.json()["status"]) == (status, status)
        assert reply.headers["Content-Type"] == "application/problem+json"


async def test_a_backup_is_for_the_owner(client, tmp_path):
    body = {"path": str(tmp_path / "backup")}
    assert (await client.post("/api/owner/backup", json=body)).status_code == 403
    own = {"X-QA-Key": "the-owner's-key"}
    assert (await client.post("/api/owner/backup", json=body, headers=own)).status_code == 200
    assert (tmp_path / "backup").exists()


def test_a_port_that_is_taken_is_named_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} is taken: .* --port"):
            HttpServer("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_refused():
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1"):
        HttpServer("192.0.2.1", 0)


def test_a_stop_that_comes_first_ends_the_server_at_once(assistant, settings):
    server = HttpServer("127.0.0.1", 0)
    server.stop()
    thread = threading.Thread(
        target=server.run, args=(create_app(assistant, settings),), daemon=True
    )
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    server.close()


def test_a_stop_ends_streams_with_a_notice(assistant, settings):
    assistant.pace = 60
    server = HttpServer("127.0.0.1", 0)
    app = create_app(assistant, settings)
    thread = threading.Thread(target=server.run, args=(app,), daemon=True)
    thread.start()
    lines = []
    with (
        httpx.Client(base_url=server.address, timeout=30) as client,
        client.stream(
            "POST",
            "/api/ask",
            json={"question": "Who signed the agreement for Iran?"},
            headers={"Accept": "text/event-stream"},
        ) as reply,
    ):
        for line in reply.iter_lines():
            lines.append(line)
            if line.startswith("data: ") and len(lines) < 4:
                server.stop()
    thread.join(20)
    server.close()
    assert not thread.is_alive()
    assert "event: error" in lines
    assert "the server is stopping" in lines[-2]
    assert assistant.cancelled == 1
