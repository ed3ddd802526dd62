"""Hostile strings of the shared data through the whole chat page: ``python -m bench.payloads``.

    python -m bench.payloads                    # all of them: 20 minutes on two cores
    python -m bench.payloads --strings 600      # a sample: two minutes
    python -m bench.payloads --batches 1 14     # some of the batches that are counted on the way

Each line of the texts in ``../shared/data/badinput/payloads_patt``, each of its short files as a
whole and each string of ``blns`` is made title, publisher, author, text, address, file name and
more, and shown in a headless Chromium by the real server, whose content security policy is switched
off: nothing but escaping protects. A scripted assistant answers; no model is needed.

The same walk is done over plain words first. A string *executes* when it opens a dialog, raises an
error in the page, makes an element, an attribute or a link that the walk over plain words does not
show (``bench.payload_kinds`` says what is compared), or a request that it does not send. A string
is *readable* when a visible element has exactly its characters as text, save for those that
``qa.ui.markup`` replaces because nothing can show them. Every count should be 0. Data is only read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.payload_records import echo
from bench.payload_tally import Tally, shown
from bench.payload_walk import Walk
from bench.question_sets import DATA
from qa.http import create_app
from qa.settings import Settings
from qa.ui import mount
from tests.qa.ui.conftest import ARGUMENTS, CHROMIUM, served

BATCH = 95
"""Strings that are shown at once: the page lists a hundred conversations."""
_WHOLE_CHARS = 5000
"""Files up to this size are also taken as a whole."""


def hostile_strings() -> list[str]:
    """Return the strings of both collections, each once, without those of white space alone."""
    folder = DATA / "badinput"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: this measurement needs the data beside the repository")
    found = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    for path in sorted((folder / "payloads_patt").rglob("*")):
        try:
            content = path.read_bytes().decode("utf-8") if path.is_file() else ""
        except UnicodeDecodeError:  # a picture
            continue
        found += re.split(r"\r\n|\n", content)
        found += [content] if len(content) <= _WHOLE_CHARS else []
    return list(dict.fromkeys(each for each in found if shown(each).strip()))


@contextmanager
def page_over(strings: Sequence[str], browser: Browser, tally: Tally) -> Iterator[Walk]:
    """Serve the page over some strings, to a fresh profile."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder), port=0)
        assistant: Any = echo(strings, settings)

        def make_app() -> Any:
            app = create_app(assistant, settings)
            mount(app, assistant, settings)
            return app

        with served(make_app) as home, browser.new_context(bypass_csp=True) as context:
            context.set_default_timeout(60_000)
            _watch(context, home, tally)
            yield Walk(context.new_page(), home, assistant, strings, tally)


def _watch(context: BrowserContext, home: str, tally: Tally) -> None:
    def sent(url: str) -> None:
        if url.startswith((f"{home}/", "data:", "blob:")):
            tally.note([f"request {url.partition(':')[0]} {urlsplit(url).path.split('/')[1:2]}"])
        else:
            tally.elsewhere.append(url)

    def opened(dialog: Any) -> None:
        tally.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("request", lambda request: sent(request.url))
    context.on("dialog", opened)
    context.on("weberror", lambda error: tally.errors.append(str(error.error)))


def main() -> None:
    """Walk over plain words, then over the hostile strings, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=0, help="how many, chosen at random")
    parser.add_argument("--batches", type=int, nargs="+", help="only these, counted from 1")
    options = parser.parse_args()
    strings, tally = hostile_strings(), Tally()
    random.Random(7).shuffle(strings)
    strings = strings[: options.strings or None]
    plain = [f"plain{number}" if number % 3 else f"plain\n{number}" for number in range(BATCH)]
    parts = (strings[at : at + BATCH] for at in range(0, len(strings), BATCH))
    batches = dict(enumerate(parts, 1))
    chosen = {number: batches[number] for number in options.batches or batches}
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for number, batch in {0: plain, **chosen}.items():
            with page_over(batch, browser, tally) as walk:
                walk.try_through()
            tally.learning = False
            print(f"{number} of {len(batches)} batches: {tally.counts}", flush=True)
        browser.close()
    print(f"{sum(map(len, chosen.values())):,} strings\n{tally.report()}")


if __name__ == "__main__":
    main()
