"""How long the library of the page takes to draw itself: ``python -m bench.page_library 5000``.

The articles are made up and embedded by their words alone, so no model is needed; what the browser
takes to show the HTML is not measured.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from index.types import Article
from qa.assistant import Assistant
from qa.settings import Settings
from qa.ui.library.handlers import LibraryHandlers
from qa.ui.library.listing import Choice
from qa.ui.library.view import Shelf
from tests.fakes.embedder import WordEmbedder

ROUNDS = 9
UNTOUCHED = ("", "published", [], "", "")


def articles(count: int) -> list[Article]:
    return [
        Article(
            title=f"Report {number} on lighthouse {number % 97} and what its keepers say of it",
            text=f"Keeper {number} lit lamp {number}.",
            url=f"https://example.org/{number}",
            source=f"Paper {number % 37}",
            author=f"Writer {number % 211}",
            published=date(2010, 1, 1) + timedelta(days=number),
        )
        for number in range(count)
    ]


def events(handlers: LibraryHandlers, first_id: str) -> dict[str, Callable[[], Awaitable[Any]]]:
    seen = (Choice(), Shelf())
    tick = gr.EventData(None, {"do": "choose", "id": first_id})
    every = gr.EventData(None, {"do": "choose-all", "id": ""})
    narrowed = ("lighthouse 11", "title", ["Paper 3", "Paper 4"], "2011-01-01", "")
    return {
        "open": lambda: handlers.list(*seen, *UNTOUCHED),
        "search and filter": lambda: handlers.narrow(*seen, *narrowed),
        "order by title": lambda: handlers.narrow(*seen, "", "title", [], "", ""),
        "tick": lambda: handlers.choose(tick, *seen, *UNTOUCHED),
        "ask only these": lambda: handlers.choose(every, *seen, *UNTOUCHED),
        "show more": lambda: handlers.more(*seen, *UNTOUCHED),
    }


async def measure(assistant: Assistant) -> None:
    handlers = LibraryHandlers(assistant, partial(datetime.now, UTC))
    for name, event in events(handlers, assistant.headers()[0].id).items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            drawn = await event()
            times.append((time.perf_counter() - begun) * 1000)
        letters = sum(len(each) for each in drawn if isinstance(each, str))
        print(f"{name:18} {statistics.median(times):6.1f} ms, {letters / 1000:5.1f} kB of HTML")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        with Assistant(settings, embedder=WordEmbedder()) as assistant:
            assistant.add_articles(articles(count))
            print(f"{count} articles, median of {ROUNDS}")
            asyncio.run(measure(assistant))


if __name__ == "__main__":
    main()
