"""From one file or page to its documents: lines of JSONL, articles of a feed or a sitemap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import ParseError, SourceError
from index.sources.jsonl import read_line
from index.sources.records import Hints, Page, Raw, Unreadable
from index.sources.sniff import is_gzip, kind_of, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.sandbox import Sandbox
    from index.sources.web import Fetcher

MAX_ENTRIES = 500
"""Articles that one feed or one sitemap, with all those it lists, may lead to."""
MAX_SITEMAPS = 50
_WHOLE = 1200
"""Characters of text from which an entry is taken to carry the whole article."""
_SUBSTANTIAL = 300
"""Characters of text that are worth keeping when the article cannot be fetched."""


class Following:
    """Turns what was read into documents, fetching what feeds and sitemaps lead to."""

    def __init__(self, fetcher: Fetcher, sandbox: Sandbox) -> None:
        self._fetcher = fetcher
        self._sandbox = sandbox

    def documents(
        self, origin: str, page: Page, name: str | None = None, hints: Hints | None = None
    ) -> Iterator[Raw | Unreadable]:
        """Yield the documents of ``page``. Raises SourceError when it is none as a whole.

        ``name`` is a file's name, for its ending; a page's URL serves otherwise.
        """
        raw = _raw(origin, page, name, hints or Hints())
        if raw.kind == "jsonl":
            yield from _lines(raw)
        elif raw.kind == "feed":
            yield from self._feed(raw)
        elif raw.kind == "sitemap":
            yield from self._sitemap(raw)
        else:
            yield raw

    def _feed(self, raw: Raw) -> Iterator[Raw | Unreadable]:
        feed = self._sandbox.call({"task": "feed", "raw": raw.to_header()}, raw.data)
        for at, entry in enumerate(feed["entries"]):
            yield self._entry(raw, entry, at)
        if feed["total"] > len(feed["entries"]):
            left = feed["total"] - len(feed["entries"])
            reason = f"{left} more entries were left out; a feed is read up to {MAX_ENTRIES}"
            yield Unreadable(raw.origin, reason)

    def _entry(self, feed: Raw, entry: dict[str, Any], at: int) -> Raw | Unreadable:
        hints = Hints(**entry["hints"])
        own = Raw(
            origin=f"{feed.origin}#{entry['id'] or at + 1}",
            kind="fragment",
            data=entry["html"].encode("utf-8", "replace"),
            hints=hints,
            charset="utf-8",
        )
        letters = entry["letters"]
        if letters >= _WHOLE and not entry["teaser"]:
            return own
        if not hints.url:
            return (
                own
                if letters
                else Unreadable(own.origin, "an entry without link and text; skip it")
            )
        linked = self._article(feed, hints.url, hints)
        return own if isinstance(linked, Unreadable) and letters >= _SUBSTANTIAL else linked

    def _sitemap(self, raw: Raw, budget: list[int] | None = None) -> Iterator[Raw | Unreadable]:
        sitemap = self._sandbox.call({"task": "sitemap", "raw": raw.to_header()}, raw.data)
        entries = sitemap["entries"]
        if not entries:
            raise ParseError("a sitemap without addresses; nothing to add")
        if sitemap["index"]:
            yield from self._sitemaps(raw, [address for address, _ in entries], budget)
            return
        budget = budget if budget is not None else [MAX_ENTRIES]
        for address, _ in entries[: budget[0]]:
            yield self._article(raw, address, Hints())
        left = len(entries) - budget[0]
        budget[0] = max(0, -left)
        if left > 0:
            reason = f"{left} more pages were left out; a sitemap is read up to {MAX_ENTRIES}"
            yield Unreadable(raw.origin, reason)

    def _sitemaps(
        self, raw: Raw, addresses: list[str], budget: list[int] | None
    ) -> Iterator[Raw | Unreadable]:
        if budget is not None:
            raise ParseError("a sitemap index inside another, which is not followed; add it itself")
        budget = [MAX_ENTRIES]
        for at, address in enumerate(addresses):
            if not budget[0] or at >= MAX_SITEMAPS:
                left = len(addresses) - at
                yield Unreadable(
                    raw.origin, f"{left} more sitemaps were left out; add them one by one"
                )
                return
            try:
                inner = _raw(address, self._fetcher.get(address), None, Hints())
                if inner.kind != "sitemap":
                    raise ParseError("no sitemap, though its index says so; tell its publisher")
                yield from self._sitemap(inner, budget)
            except SourceError as error:
                yield Unreadable(address, str(error))

    def _article(self, listed_in: Raw, url: str, hints: Hints) -> Raw | Unreadable:
        """Fetch one page that must itself be an article; a failure names the list as well."""
        origin = f"{listed_in.origin}#{url}"
        try:
            raw = _raw(url, self._fetcher.get(url), None, hints)
        except SourceError as error:
            return Unreadable(origin, str(error))
        if raw.kind in ("feed", "sitemap", "jsonl"):
            return Unreadable(origin, f"a {raw.kind} inside another list; add it by itself")
        return raw


def _raw(origin: str, page: Page, name: str | None, hints: Hints) -> Raw:
    """Return the document that a page or file is. Raises ParseError when it is of no known kind."""
    data = unpack(page.data, 50_000_000) if is_gzip(page.data) else page.data
    path = name if name is not None else urlsplit(page.url).path.lower().removesuffix(".gz")
    kind = kind_of(data, path, page.media_type)
    return Raw(origin, kind, data, page.url or None, hints, page.charset)


def _lines(raw: Raw) -> Iterator[Raw | Unreadable]:
    """Yield each line of a JSONL file as a document of its own."""
    for number, line in enumerate(raw.data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            name = read_line(line).id or f"line-{number}"
        except ParseError as error:
            yield Unreadable(raw.origin, f"line {number}: {error}")
        else:
            yield replace(raw, origin=f"{raw.origin}#{name}", data=line)
