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

import argparse
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
LONGEST = 20_000
"""Milliseconds after which a step has failed."""
LONG = 20_000
"""Characters of each article that is read."""


@dataclass(frozen=True)
class Step:
    """Something done in the page: what is done, the part that is watched, and what it must show.

    All three are JavaScript; ``round`` holds the number of the round.
    """

    name: str
    act: str
    watch: str
    shown: str


def typed(field_name: str, words: str) -> str:
    return (
        f"const field = document.querySelector('#{field_name} :is(textarea, input)');"
        f"field.value = `{words}`; field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    )


def one(selector: str) -> str:
    return f"document.querySelector(`{selector}`)"


LISTED = "document.querySelectorAll('#listed li').length"
KEPT = "document.querySelectorAll('#kept li').length"
TAB = (
    "[...document.querySelectorAll('[role=tab]')]"
    ".find((tab) => tab.textContent.trim() === '{}').click()"
)
LIBRARY = [
    Step("search the library", typed("sought", "r${round}x"), "#listed", f"{LISTED} === 1"),
    Step("clear the search", typed("sought", ""), "#listed", f"{LISTED} > 1"),
    Step(
        "tick an article",
        one("#listed .tick") + ".click()",
        "#listed",
        one("#listed .tick") + ".ariaChecked === (round % 2 ? 'false' : 'true')",
    ),
    Step(
        "open an article",
        "window.title = document.querySelectorAll('#listed a.title')[round];"
        "window.wanted = window.title.textContent; window.title.click()",
        "#reader",
        one("#article h2") + "?.textContent === window.wanted",
    ),
    Step(
        "remove an article",
        one("#listed [data-do=remove]") + ".click()",
        "#listed",
        one("#listed .removed"),
    ),
    Step(
        "undo it",
        one("#listed .removed [data-do=undo]") + ".click()",
        "#listed",
        "!" + one("#listed .removed"),
    ),
]
CONVERSING = [
    Step(
        "open the conversations",
        TAB.format("Conversations"),
        "#library",
        one("#kept li") + "?.offsetParent",
    ),
    Step(
        "open a conversation",
        "window.row = document.querySelectorAll('#kept a.title')[round];"
        "window.wanted = window.row.dataset.id; window.row.click()",
        "#composer",
        one("#thread-line .thread") + "?.dataset.id === window.wanted",
    ),
    Step("search conversations", typed("recall", "talk${round}x"), "#kept", f"{KEPT} === 1"),
    Step("clear that search", typed("recall", ""), "#kept", f"{KEPT} > 1"),
    Step(
        "back to the library", TAB.format("Library"), "#library", one("#sought") + ".offsetParent"
    ),
]


def timed(page: Page, step: Step, number: int) -> float:
    """Do a step; return the milliseconds until a frame shows what came of it."""
    script = f"""() => new Promise((resolve, reject) => {{
      setTimeout(() => reject(new Error({json.dumps(step.name)})), {LONGEST});
      const round = {number};
      const begun = performance.now();
      const watcher = new MutationObserver(() => {{
        if (!({step.shown})) return;
        watcher.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
      }});
      watcher.observe(document.querySelector({json.dumps(step.watch)}),
        {{ childList: true, subtree: true, characterData: true, attributes: true }});
      {step.act};
    }})"""
    return float(page.evaluate(script))


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
    parser = argparse.ArgumentParser(description=__doc__)
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
