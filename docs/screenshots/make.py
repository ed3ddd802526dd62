"""Take the screenshots of the README: seeds/ as articles, the default model, headless Chromium.

Run by `make screenshots`; further pictures (dark, narrow, refusal) go to the folder named as the
first argument.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from qa.assistant import Assistant
from qa.http import create_app
from qa.settings import Settings
from qa.ui import mount

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
CHROMIUM = "/usr/bin/chromium"
QUESTION = "Who signed the border pact on behalf of Iran?"
UNANSWERED = "What is the population of Iraq?"
LONGEST = 120_000  # milliseconds for one answer: the model is loaded by the first


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """Serve the page from a thread; yield its address."""
    app = create_app(assistant, assistant.settings)
    mount(app, assistant, assistant.settings)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def opened(browser: Browser, home: str, width: int, scheme: str) -> Page:
    """Return the page, ready for a question."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_default_timeout(LONGEST)
    page.goto(home)
    page.locator("#past section.welcome").wait_for()
    return page


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    page.fill("#question textarea", question)
    page.click("#ask")
    asked = page.locator("#current .turn[data-settled]", has_text=question)
    asked.wait_for()


def read(page: Page) -> None:
    """Open the first quote in the reader."""
    page.locator("#current .chip").first.click()
    page.locator("#article mark.main").wait_for()
    page.mouse.move(640, 780)
    page.wait_for_timeout(500)


def take(browser: Browser, home: str, more: Path | None) -> None:
    """Take the picture of the README, and the further ones where a folder is given for them."""
    page = opened(browser, home, 1280, "light")
    ask(page, QUESTION)
    read(page)
    page.screenshot(path=HERE / "chat.png")
    with Image.open(HERE / "chat.png") as picture:
        picture.convert("RGB").quantize(128).save(HERE / "chat.png", optimize=True)
    if more is None:
        return
    page.keyboard.press("Escape")
    ask(page, UNANSWERED)
    page.screenshot(path=more / "refusal.png")
    for name, width, scheme in (("dark", 1280, "dark"), ("narrow", 375, "light")):
        page = opened(browser, home, width, scheme)
        page.screenshot(path=more / f"{name}-welcome.png")
        ask(page, QUESTION)
        page.screenshot(path=more / f"{name}-answer.png")
        read(page)
        page.screenshot(path=more / f"{name}-reader.png")


def main() -> None:
    """Index the seeds into a folder of their own, serve them, and take the pictures."""
    more = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with TemporaryDirectory() as folder, Assistant(Settings(data_dir=Path(folder))) as assistant:
        assistant.add(SEEDS)
        assistant.warm()
        with served(assistant) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            take(browser, home, more)
            browser.close()


if __name__ == "__main__":
    main()
