from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from qa.http import HttpServer, create_app
from qa.settings import Settings
from tests.fakes.assistant import FakeAssistant

KEY = "the-owner's-key"


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, data_dir=tmp_path / "data", max_question_chars=200)


@pytest.fixture
def assistant(settings):
    return FakeAssistant(settings=settings)


@pytest.fixture
async def client(assistant, settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(assistant, settings, KEY)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture
def server(assistant, settings) -> Iterator[HttpServer]:
    """The same application on a real socket."""
    server = HttpServer("127.0.0.1", 0)
    ready = threading.Event()
    app = create_app(assistant, settings, KEY)
    thread = threading.Thread(target=server.run, args=(app, ready.set), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield server
    server.stop()
    thread.join(20)
    server.close()
    assert not thread.is_alive()
