"""Hostile strings of the shared data through the whole chat page: ``python -m bench.payloads``.

    python -m bench.payloads                    # all of them
    python -m bench.payloads --strings 600      # a sample

Each line of the texts in ``../shared/data/badinput/payloads_patt``, each of its short files as a
whole and each string of ``blns`` is made title, publisher, author, text, address and more, and
shown in a headless Chromium by the real server, whose content security policy is switched off:
nothing but escaping protects. A scripted assistant answers; no model is needed.

The same walk is done over plain words first. A string *executes* when it opens a dialog, raises an
error in the page, makes an element, an attribute or a scheme of a link that the walk over plain
words does not show, or a request that it does not send. A string is *readable* when a visible
element has exactly its characters as text, save for those that ``qa.ui.markup`` replaces because
nothing can show them. Every count should be 0. Data is only read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.question_sets import DATA
from index.types import Article, Passage, SearchResult
from qa.http import create_app
from qa.settings import Settings
from qa.types import Answer, AnswerSentence, Citation
from qa.ui import mount
from qa.ui.markup import text
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.conftest import ARGUMENTS, CHROMIUM, served

BATCH = 300
"""Strings that are shown at once."""
OPENED = 5
"""Articles of a batch that are opened one by one, beside the one that holds all its strings."""
_WHOLE_CHARS = 5000
"""Files up to this size are also taken as a whole."""
_KINDS = """() => [...document.querySelectorAll('body, body *')].flatMap((each) => [
  each.localName,
  ...each.getAttributeNames().map((name) => `${each.localName} ${name}`),
  ...(each.protocol ? [`${each.localName} to ${each.protocol}`] : []),
])"""
_TEXTS = "found => found.filter(each => each.checkVisibility()).map(each => each.textContent)"


def hostile_strings() -> list[str]:
    """Return the strings of both collections, each once, without those of white space alone."""
    folder = DATA / "badinput"
    found = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    for path in sorted((folder / "payloads_patt").rglob("*")):
        try:
            content = path.read_bytes().decode("utf-8") if path.is_file() else ""
        except UnicodeDecodeError:  # a picture
            continue
        found += re.split(r"\r\n|\n", content)
        found += [content] if len(content) <= _WHOLE_CHARS else []
    return list(dict.fromkeys(each for each in found if shown(each).strip()))


def shown(words: str) -> str:
    """Return a string as an element has it: HTML reads a carriage return as a line feed."""
    return unescape(text(words)).replace("\r\n", "\n").replace("\r", "\n")


# -- what is shown ---------------------------------------------------------------------------------


def articles(strings: Sequence[str]) -> list[Article]:
    """Return an article for each string, and as the last one of all of them."""
    many = "\n\n".join(strings)
    each = [
        Article(
            id=f"{words[:400]} {number}",
            title=words,
            text=f"Keeper {number} says:\n{words}",
            url=words if number % 2 else f"https://example.org/{words}",
            source=words,
            author=words,
            published=date(2024, 1, 1),
            copy_of="all",
        )
        for number, words in enumerate(strings)
    ]
    whole = Article(many, many, "all", many, many, many, credits=tuple(strings), note=many)
    return [*each, whole]


def citations(strings: Sequence[str]) -> Iterator[Citation]:
    """Yield a citation of each string in the article that holds all of them."""
    start = 0
    for number, words in enumerate(strings, 1):
        end = start + len(words)
        url = words if number % 2 else f"https://example.org/{words}"
        yield Citation(number, "all", words, words, url, date(2024, 1, 1), words, start, end)
        start = end + len("\n\n")


def answer(strings: Sequence[str], found: Sequence[Article]) -> Answer:
    """Return an answer that says, quotes and finds each string."""
    results = tuple(
        SearchResult(Passage("", each.id, each.text, 0, len(each.text), 0), each.header, 0.5, rank)
        for rank, each in enumerate(found, 1)
    )
    return Answer(
        text="See below.",
        question="Answer",
        standalone_question="Answer",
        sentences=tuple(
            AnswerSentence(words, (number,), "partly", words, words)
            for number, words in enumerate(strings, 1)
        ),
        citations=tuple(citations(strings)),
        results=results,
        model=" ".join(strings),
        notice=" ".join(strings),
        trace_id="answer",
    )


# -- what comes of it ------------------------------------------------------------------------------


@dataclass
class Tally:
    """What was counted; ``known`` are the kinds that the walk over plain words has shown."""

    known: set[str] = field(default_factory=set)
    learning: bool = True
    read: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    strange: Counter[str] = field(default_factory=Counter)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def note(self, kinds: Iterable[str]) -> None:
        """Learn kinds of elements, attributes, schemes and requests, or count the unknown ones."""
        if self.learning:
            self.known |= set(kinds)
        else:
            self.strange.update(each for each in kinds if each not in self.known)

    def report(self) -> str:
        """Return the counts, with examples of what should not be."""
        lines = {
            "dialogs opened": self.dialogs,
            "errors in the page": self.errors,
            "elements, attributes, schemes, requests of unknown kinds": list(self.strange),
            "requests that went elsewhere": self.elsewhere,
            "walks that broke off": self.broken,
        }
        told = [f"{len(each):6}  {name}  {each[:5] or ''}" for name, each in lines.items()]
        unread = self.unread.total()
        told.append(f"{unread:6}  strings not readable, of {self.read:,} looked for")
        return "\n".join(told + [f"        {view}: {n}" for view, n in self.unread.items()])


@dataclass
class Walk:
    """A page that shows some strings; each view is looked at once it stands."""

    page: Page
    home: str
    assistant: FakeAssistant
    strings: Sequence[str]
    tally: Tally

    def look(self, view: str, places: dict[str, Sequence[str]]) -> None:
        """Note what kinds the page has, and whether each string stands whole at its selector."""
        self.tally.note(self.page.evaluate(_KINDS))
        for selector, strings in places.items():
            texts = set(self.page.eval_on_selector_all(selector, _TEXTS))
            unread = [each for each in strings if shown(each) not in texts]
            self.tally.read += len(strings)
            self.tally.unread.update(
                {f"{view}, {selector}, as {unread[0]!r}": len(unread)} if unread else {}
            )

    def library(self) -> None:
        """List every article."""
        page = self.page
        page.locator("#listed li").first.wait_for()
        while page.locator("#listed [data-do=more]").count():
            before = page.locator("#listed li").count()
            page.locator("#listed [data-do=more]").evaluate("each => each.click()")
            page.wait_for_function(f"document.querySelectorAll('#listed li').length > {before}")
        self.look("library", {"#listed .title": self.strings, "#listed bdi": self.strings})

    def answer(self) -> None:
        """Ask, and unfold what was found besides."""
        page = self.page
        page.fill("#question textarea", "Answer")
        page.click("#ask")
        page.locator("#current .turn[data-settled]").wait_for()
        page.locator("#current .also summary").evaluate("each => each.click()")
        spoken = (".said", ".publisher", ".cited blockquote", ".cited cite", ".also .title")
        self.look("answer", {f"#current {each}": self.strings for each in spoken})

    def reader(self) -> None:
        """Open the article of all strings at a quote, which marks every quote, and some others."""
        self._open("#current .chip", "#article mark.main")
        many = "\n\n".join(self.strings)
        self.look("reader", {"#article h2": [many], "#article footer bdi": self.strings})
        self._read_marks()
        for number in range(0, len(self.strings), max(1, len(self.strings) // OPENED)):
            words = self.strings[number]
            self.page.locator("#current .also .title").nth(number).evaluate("each => each.click()")
            self.page.locator("#article .text p", has_text=f"Keeper {number} says").wait_for()
            self.look("one article", {"#article h2": [words], "#article .imprint bdi": [words]})

    def _open(self, link: str, wanted: str) -> None:
        self.page.locator(link).first.evaluate("each => each.click()")
        self.page.locator(wanted).first.wait_for()

    def _read_marks(self) -> None:
        """Look for the strings in the marked text, whose blank lines are not shown."""
        marked = "".join(self.page.eval_on_selector_all("#article mark", _TEXTS))
        wanted = "".join(map(shown, self.strings))
        self.tally.read += 1
        if "".join(marked.split()) != "".join(wanted.split()):
            self.tally.unread["marked quotes"] += 1

    def try_through(self) -> None:
        """Go through every view; a page in which something no longer works is counted."""
        try:
            self.through()
        except Error as error:
            self.tally.broken.append(error.message.partition("\n")[0])

    def through(self) -> None:
        """Go through every view."""
        self.page.locator("#past section.welcome").wait_for()
        self.library()
        self.answer()
        self.reader()


# -- the page --------------------------------------------------------------------------------------


@contextmanager
def page_over(strings: Sequence[str], browser: Browser, tally: Tally) -> Iterator[Walk]:
    """Serve the page over some strings and open it in a fresh profile."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder), port=0)  # type: ignore[call-arg]
        found = articles(strings)
        assistant = FakeAssistant(found, settings)
        assistant.scripted["Answer"] = answer(strings, found[:-1])

        def make_app() -> Any:
            app = create_app(assistant, settings)
            mount(app, assistant, settings)
            return app

        with served(make_app) as home, browser.new_context(bypass_csp=True) as context:
            context.set_default_timeout(60_000)
            page = context.new_page()
            _watch(page, home, tally)
            page.goto(home)
            yield Walk(page, home, assistant, strings, tally)


def _watch(page: Page, home: str, tally: Tally) -> None:
    def sent(url: str) -> None:
        if url.startswith((f"{home}/", "data:", "blob:")):
            tally.note([f"request {url.partition(':')[0]} {urlsplit(url).path.split('/')[1:2]}"])
        else:
            tally.elsewhere.append(url)

    def opened(dialog: Any) -> None:
        tally.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: sent(request.url))
    page.on("dialog", opened)
    page.on("pageerror", lambda error: tally.errors.append(str(error)))


def main() -> None:
    """Walk over plain words, then over the hostile strings, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=0, help="how many, chosen at random")
    count = parser.parse_args().strings
    strings, tally = hostile_strings(), Tally()
    random.Random(7).shuffle(strings)
    strings = strings[: count or None]
    plain = [f"plain{number}" if number % 3 else f"plain\n{number}" for number in range(BATCH)]
    batches = [strings[at : at + BATCH] for at in range(0, len(strings), BATCH)]
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for number, batch in enumerate([plain, *batches]):
            with page_over(batch, browser, tally) as walk:
                walk.try_through()
            tally.learning = False
            print(f"{number} of {len(batches)} batches, {len(tally.known)} kinds known", flush=True)
        browser.close()
    print(f"{len(strings):,} strings\n{tally.report()}")


if __name__ == "__main__":
    main()
