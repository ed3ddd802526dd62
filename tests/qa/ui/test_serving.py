"""What the server answers where the page is: its own paths, and nothing else of the framework."""

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from qa.http import create_app
from qa.ui import mount
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.conftest import settings_in, wait_for


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    assistant = FakeAssistant(settings=settings_in(tmp_path_factory.mktemp("served")))
    app = create_app(assistant, assistant.settings)
    mount(app, assistant, assistant.settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_the_page_and_its_script_are_there(client):
    assert client.get("/").text.startswith("<!doctype html>")
    script = client.get("/page.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "articleQA" in script.text


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The page without the guard of the whole server."""
    assistant = FakeAssistant(settings=settings_in(tmp_path_factory.mktemp("bare")))
    app = FastAPI()
    mount(app, assistant, assistant.settings)
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://127.0.0.1/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/openapi.json",
        "/gradio_api/run/predict",
        "/gradio_api/call/ask",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/monitoring",
        "/login",
        "/svelte/x",
    ],
)
def test_what_the_page_does_not_need_is_not_there(bare, path):
    assert bare.get(path).status_code == 404
    assert bare.post(path, json={}).status_code == 404


def test_the_replies_of_the_api_stay_its_own(client):
    assert client.get("/api/nothing").headers["content-type"] == "application/problem+json"
    assert client.get("/api/ask").status_code == 405


def test_no_event_of_the_page_is_offered_as_an_api(client):
    events = client.get("/config").json()["dependencies"]
    assert events
    assert {event["api_visibility"] for event in events} == {"private"}


def test_the_page_names_no_other_host(client):
    from html.parser import HTMLParser

    found = []

    class Loads(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag in {"script", "link", "img", "iframe"}:
                found.extend(value for name, value in attrs if name in {"src", "href"})

    Loads().feed(client.get("/").text)
    assert found
    assert not [each for each in found if each.startswith(("http:", "https:", "//"))]


@pytest.fixture
def add(client):
    """Send files to be added, as the page does once it has uploaded them; return the reply."""
    config = client.get("/config").json()
    uploads = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "uploads")
    event = next(each["id"] for each in config["dependencies"] if uploads in each["inputs"])

    def send(*files):
        body = {"data": ["", files], "fn_index": event, "session_hash": "s"}
        return client.post("/gradio_api/queue/join", json=body)

    return send


def named(path):
    return {"path": str(path), "orig_name": "x.md", "meta": {"_type": "gradio.FileData"}}


def test_an_upload_is_added(client, add):
    files = {"files": ("story.md", b"# A story\nIts text.")}
    (path,) = client.post("/gradio_api/upload", files=files).json()
    add(named(path)).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "s"}) as events:
        assert "story.md" in "".join(events.iter_lines())
    wait_for(lambda: client.get("/api/articles", params={"q": "A story"}).json()["total"] == 1)


def test_a_file_of_this_machine_cannot_be_passed_off_as_an_upload(client, add, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\nNot for the page.", encoding="utf-8")
    files = {"files": ("story.md", b"# A story\nIts text.")}
    (path,) = client.post("/gradio_api/upload", files=files).json()
    link = Path(path).with_name("link.md")
    link.symlink_to(secret)
    for each in (secret, link, f"{path}/../../../secret.md", "http://127.0.0.1/a.md", "x\0.md"):
        assert add(named(path), named(each)).status_code == 400, each
    assert add({"deeper": [{"path": str(secret)}]}).status_code == 400
    assert add({"path": ["not", "text"]}).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_an_event_that_is_no_json_is_refused(client, body):
    reply = client.post(
        "/gradio_api/queue/join", content=body, headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 400


def test_an_event_of_millions_of_characters_is_refused(client):
    body = {"data": ["x" * 2_000_000], "fn_index": 0, "session_hash": "s"}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 413


def test_gradio_is_not_loaded_before_a_page_is_built():
    code = "import qa.ui, sys; sys.exit('gradio' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_publisher_is_refused_by_the_framework_whose_message_would_be_html(client):
    components = client.get("/config").json()["components"]
    (props,) = (c["props"] for c in components if c["props"].get("elem_id") == "publishers")
    assert props["allow_custom_value"] is True
