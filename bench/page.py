"""How long the chat page takes in a browser: to appear, and to do what one asks of it.

    python -m bench.page                      # 5,000 articles and 50 conversations, beside 10
    python -m bench.page --articles 20000

Prints the milliseconds to the first paint and to a usable question field (fresh profiles), and for
each thing that one does in the library, the reader and the conversations the time from the event in
the page to the frame that shows what came of it: median and worst of the rounds, over a small and a
large library in turn. Also whether any request went elsewhere. Takes some three minutes.

The articles are made up and embedded by their words alone: no model is needed, and what a model
takes is not measured. Needs Chromium and Playwright, as `make test` does.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.page_steps import CONVERSING, LIBRARY, Step, timed, typed
from bench.question_sets import parser_of
from index.types import Article
from qa.assistant import Assistant
from qa.conversations.records import Turn
from qa.http import create_app
from qa.settings import Settings
from qa.ui import mount
from tests.fakes.embedder import WordEmbedder
from tests.fakes.model import ScriptedModel
from tests.qa.ui.conftest import ARGUMENTS, CHROMIUM, served

OPENINGS = 5
ROUNDS = 7
CONVERSATIONS = 50
TURNS = 10
SMALL = 10
LONG = 20_000
"""Characters of each article that is read."""


@dataclass
class Served:
    """A page over a library of some size, and what was measured of it."""

    home: str
    assistant: Assistant
    times: dict[str, list[float]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def opened(self, browser: Browser) -> Page:
        """Open the page in a fresh profile, and note how long it took to appear."""
        page = browser.new_context().new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: self._note(request.url))
        page.goto(self.home)
        page.locator("#question textarea").wait_for()
        self._took("question field", page, "performance.now()")
        page.locator("#past section.welcome").wait_for()
        page.locator("#listed li").first.wait_for()
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        self._took("first paint", page, paint)
        return page

    def do(self, page: Page, steps: list[Step], number: int) -> None:
        """Do some steps in the round of that number, and note how long each took."""
        for step in steps:
            self.times.setdefault(step.name, []).append(timed(page, step, number))
            page.wait_for_timeout(150)

    def fill(self, page: Page) -> None:
        """Keep conversations for this browser, whose key its events carry, and open it again."""
        page.get_by_role("tab", name="Conversations").click()
        page.locator("#recall").wait_for()
        with page.expect_request(lambda request: "queue/join" in request.url) as sent:
            page.evaluate(f"() => {{ {typed('recall', 'x')} }}")
        owner = json.loads(sent.value.post_data or "")["data"][0]
        for number in range(CONVERSATIONS):
            keep(self.assistant, owner, number)
        page.reload()
        page.locator("#past section.welcome").wait_for()

    def _took(self, name: str, page: Page, milliseconds: str) -> None:
        self.times.setdefault(name, []).append(float(page.evaluate(milliseconds)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.elsewhere.append(url)


def keep(assistant: Assistant, owner: str, number: int) -> None:
    """Keep a conversation of answers in quotes."""
    answer = assistant.ask(f"What of lighthouse {number}?", mode="extractive")
    turns = [
        Turn(f"Talk{number}x, question {at}?", datetime.now(UTC), answer) for at in range(TURNS)
    ]
    begun = assistant.conversations.begin(owner, turns[0])
    for turn in turns[1:]:
        assistant.conversations.put(begun.id, owner, None, turn)


def articles(count: int) -> list[Article]:
    """Make articles of two sentences, the newest of them long."""
    return [
        Article(
            title=f"Report R{number}x on lighthouse {number % 97} and what its keepers say of it",
            text=_text(number, LONG if count - number <= ROUNDS else 1),
            url=f"https://example.org/{number}",
            source=f"Paper {number % 37}",
            author=f"Writer {number % 211}",
            published=date(2010, 1, 1) + timedelta(days=number),
        )
        for number in range(count)
    ]


def _text(number: int, characters: int) -> str:
    sentence = f"Keeper {number} lit lamp {number} of the lighthouse.\n"
    return sentence * (1 + characters // len(sentence))


@contextmanager
def page_over(count: int) -> Iterator[Served]:
    """Serve the page over some articles."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))  # type: ignore[call-arg]
        with Assistant(settings, embedder=WordEmbedder(), model=ScriptedModel()) as assistant:
            assistant.add_articles(articles(count))

            def make_app() -> Any:
                app = create_app(assistant, settings)
                mount(app, assistant, settings)
                return app

            with served(make_app) as home:
                yield Served(home, assistant)


def report(small: Served, large: Served, count: int) -> None:
    """Print the times, those over the small library beside those over the large one."""
    print(f"{'milliseconds, median (worst)':28} {SMALL:>16,} articles {count:>16,} articles")
    for name in large.times:
        cells = [
            f"{statistics.median(each.times[name]):6.0f} ({max(each.times[name]):5.0f})"
            for each in (small, large)
        ]
        print(f"{name:28} {cells[0]:>25} {cells[1]:>25}")
    elsewhere = small.elsewhere + large.elsewhere
    print(f"requests that went elsewhere: {len(elsewhere)}", *elsewhere[:5])


def main() -> None:
    """Measure a small and a large library in turn, and print both."""
    parser = parser_of(__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    count = parser.parse_args().articles
    with ExitStack() as stack:
        small, large = (stack.enter_context(page_over(each)) for each in (SMALL, count))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for _ in range(OPENINGS - 1):
            for each in (small, large):
                each.opened(browser).context.close()
        pages = [(each, each.opened(browser)) for each in (small, large)]
        for each, page in pages:
            each.fill(page)
        for number in range(ROUNDS):
            for each, page in pages:
                page.bring_to_front()
                each.do(page, LIBRARY + CONVERSING, number)
        report(small, large, count)
        browser.close()


if __name__ == "__main__":
    main()
