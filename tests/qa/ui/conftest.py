"""The page served on 127.0.0.1 and a headless browser that keeps account of what it sends.

Server, browser and tab are opened once; each test has an assistant of its own behind the server,
and a browser that has kept nothing but the files of the framework.
"""

from __future__ import annotations

import importlib.util
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from qa.settings import Settings
from tests.fakes.assistant import FakeAssistant

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    # Playwright keeps an event loop in this thread, beside which no asynchronous test can run
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))
    if not CHROMIUM.exists():
        reason = "needs Chromium: run `apt-get install chromium`"
    elif importlib.util.find_spec("playwright") is None:
        reason = "needs Playwright: run `pip install playwright`"
    else:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass
class Visit:
    """A page of the browser, what it asked of whom, and the dialogs it opened."""

    page: Any
    home: str
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Keep account from now on."""
        for event, hear in self._heard.items():
            self.page.on(event, hear)

    def end(self) -> None:
        """Keep account no more: another test goes on with the page."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)

    @property
    def _heard(self) -> dict[str, Callable[[Any], None]]:
        return {"request": self._asked, "dialog": self._dismiss, "pageerror": self._failed}

    def _asked(self, request: Any) -> None:
        self.requests.append(request.url)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _failed(self, error: Any) -> None:
        self.errors.append(str(error))

    def ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.click("#ask")

    def answered(self) -> Any:
        """Wait until the last turn is settled and return it."""
        turn = self.page.locator("#current .turn[data-settled]")
        turn.wait_for()
        return turn

    @property
    def elsewhere(self) -> list[str]:
        """Requests that did not go to this server."""
        inside = (self.home + "/", self.home + "?", "data:", "blob:")
        return [each for each in self.requests if not f"{each}/".startswith(inside)]


@contextmanager
def served(make_app: Callable[[], Any]) -> Iterator[str]:
    """Make an application and serve it, both in a thread; yield its address.

    Playwright keeps an event loop in this thread, in which a page cannot be mounted.
    """
    import uvicorn

    with ThreadPoolExecutor(1) as pool:
        app = pool.submit(make_app).result()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def wait_for(condition: Callable[[], Any], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def settings_in(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, port=0)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Role:
    """What the server takes for its assistant: that of the test which is running (the last).

    Those before it are kept to the end: a thread of the server may still read what they hold, and
    with them their databases would be closed.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.players: list[FakeAssistant] = []

    def cast(self) -> FakeAssistant:
        """Return a new assistant, which has the part from now on."""
        self.players.append(FakeAssistant(settings=self.settings))
        return self.players[-1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.players[-1], name)


@pytest.fixture(scope="session")
def role(tmp_path_factory) -> Role:
    role = Role(settings_in(tmp_path_factory.mktemp("page")))
    role.cast()  # the server asks it to load models before any test runs
    return role


@pytest.fixture
def assistant(role) -> FakeAssistant:
    """The assistant of one test; what an earlier one still does reaches another object."""
    return role.cast()


@pytest.fixture(scope="session")
def server(role) -> Iterator[str]:
    """The whole server: API, guard, headers and page."""
    from qa.http import create_app
    from qa.ui import mount

    def make_app():
        app = create_app(role, role.settings)
        mount(app, role, role.settings)
        return app

    with served(make_app) as home:
        yield home


@pytest.fixture
def address(server, assistant) -> str:
    """The address of the page over ``assistant``."""
    return server


@pytest.fixture(scope="session")
def profile(chromium) -> Iterator[Any]:
    """One profile; its cache saves each test the loading of the framework."""
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(40_000)
    yield context
    context.close()


@pytest.fixture
def visit(profile, request) -> Iterator[Callable[..., Visit]]:
    """Open the page: ``visit(width=…, query=…, home=…)``; each ends without a fault.

    The first one takes the tab that is there: a new one costs more than the page in it.
    """
    visits: list[Visit] = []

    def open_page(width: int = 1280, query: str = "", home: str | None = None) -> Visit:
        page = profile.new_page() if visits or not profile.pages else profile.pages[0]
        page.set_viewport_size({"width": width, "height": 800})
        here = Visit(page, home or request.getfixturevalue("address"))
        if not visits:
            forget(page, here.home)
        visits.append(here)
        here.begin()
        page.goto(f"{here.home}/{query}")
        page.locator("#past section.welcome").wait_for()
        return here

    yield open_page
    for here in visits:
        here.end()
    leave(profile)
    for here in visits:
        assert (here.errors, here.elsewhere) == ([], [])


def leave(profile: Any) -> None:
    """Leave one tab with nothing in it, for the next test.

    It stays at its server, as Chromium would start a process for another one, and compile the
    framework anew in it, which takes a quarter of a visit.
    """
    for page in profile.pages[1:]:
        page.close()
    for page in profile.pages:
        page.goto(urljoin(page.url, "/page.js") if page.url.startswith("http") else "about:blank")
    profile.clear_permissions()


def forget(page: Any, home: str) -> None:
    """Have the browser forget what an earlier test kept: the key of conversations, the colours."""
    browser = page.context.new_cdp_session(page)
    browser.send("Storage.clearDataForOrigin", {"origin": home, "storageTypes": "local_storage"})
    browser.detach()
