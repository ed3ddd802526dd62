"""Take the pictures of docs/ with the real product: seeds/, the default model, Chromium.

Run by `make screenshots`. Takes some minutes, of which the model takes most.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

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
from qa.ui import mount

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
CHROMIUM = "/usr/bin/chromium"
QUESTION = "Who signed the border pact on behalf of Iran?"
UNANSWERED = "What is the population of Iraq?"
DISPUTED = "What will the new bridge over the Arle cost?"
NOWHERE = "http://127.0.0.1:9/v1"
LATER = ("dart", "malaria", "notre-dame")  # words in the names of the files that are added last
LONGEST = 180_000  # milliseconds for one answer: the model is loaded by the first
COLOURS = 128


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


def opened(browser: Browser, home: str, width: int = 1280, scheme: str = "light") -> Page:
    """Return the page, ready for a question."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_default_timeout(LONGEST)
    page.goto(home)
    page.locator("#past section.welcome").wait_for()
    page.locator("#listed li, #listed .empty").first.wait_for(state="attached")
    return page


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    page.fill("#question textarea", question)
    page.click("#ask")
    page.locator("#current .turn[data-settled]", has_text=question).wait_for()


def read(page: Page) -> None:
    """Open the first quote in the reader."""
    page.locator("#current .chip").first.click()
    page.locator("#article mark.main").wait_for()
    page.mouse.move(640, 780)


def take(page: Page, name: str) -> None:
    """Take a picture in few colours, which keeps it small."""
    page.wait_for_timeout(600)
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def talking(browser: Browser, home: str) -> None:
    """Take the pictures that need a model."""
    page = opened(browser, home)
    take(page, "empty")
    ask(page, QUESTION)
    read(page)
    take(page, "chat")
    page.keyboard.press("Escape")
    for question, name in ((UNANSWERED, "refusal"), (DISPUTED, "conflict")):
        page.click("#renew")
        page.locator("#past section.welcome").wait_for()
        ask(page, question)
        take(page, name)
    for name, width, scheme in (("dark", 1280, "dark"), ("mobile", 375, "light")):
        page = opened(browser, home, width, scheme)
        ask(page, QUESTION)
        if name == "dark":
            read(page)
        take(page, name)


def adding(browser: Browser, home: str, files: list[Path]) -> None:
    """Take the picture of the library while it grows: one source fails, the others come in."""
    page = opened(browser, home)
    page.click("#adding > button")
    page.fill("#addresses textarea", "http://127.0.0.1/story")
    page.set_input_files("#uploads input[type=file]", [str(each) for each in files])
    page.locator("#uploads", has_text=files[-1].stem[:8]).wait_for()
    page.click("#add")
    page.locator("#jobs .failed").wait_for()
    page.click("#adding > button")
    take(page, "library")


def failing(browser: Browser, home: str) -> None:
    """Take the picture of an answer without its model."""
    page = opened(browser, home)
    ask(page, QUESTION)
    take(page, "error")


@contextmanager
def browsing(sources: list[Path], **settings: str) -> Iterator[tuple[Browser, str]]:
    """Serve the page over some sources; yield a browser and the address."""
    with TemporaryDirectory() as folder, Assistant.open(folder, **settings) as assistant:
        assistant.add(*sources)
        # Playwright keeps an event loop in this thread, in which a page cannot be mounted.
        with served(assistant) as home, sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
            yield browser, home
            browser.close()


def main() -> None:
    """Take all pictures, those that need the model over all articles."""
    with browsing([SEEDS]) as (browser, home):
        talking(browser, home)
    files = sorted(SEEDS.glob("[a-z]*"))
    last = [each for each in files if each.name.startswith(LATER)]
    others = [each for each in files if each not in last]
    with browsing(others, llm_base_url=NOWHERE, llm_model="none") as (browser, home):
        adding(browser, home, last)
        failing(browser, home)


if __name__ == "__main__":
    main()
