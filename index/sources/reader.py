"""Sources to raw documents, and raw documents to articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.errors import SourceError
from index.sources.files import files_under, read_file, reason_of, shown
from index.sources.following import Following
from index.sources.records import FetchLimits, Page, Raw, Unreadable
from index.sources.sandbox import Sandbox
from index.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from index.sources.web import Fetcher, Resolve

_URL = re.compile(r"[a-z][a-z0-9+.-]*://|https?:", re.IGNORECASE)


class SourceReader:
    """Reads files, folders, URLs, feeds and sitemaps; parses in a process of its own.

    ``resolve`` replaces the system's resolver of host names.
    """

    def __init__(self, limits: FetchLimits | None = None, resolve: Resolve | None = None) -> None:
        self._limits = limits or FetchLimits()
        self._resolve = resolve
        self._sandbox = Sandbox()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the parser process."""
        self._sandbox.close()

    def read(self, source: str | Path) -> Iterator[Raw | Unreadable]:
        """Yield each document of ``source`` as it is reached, or the reason why it was not.

        ``source`` is a file, a folder or an http(s) URL. Feeds and sitemaps are followed to their
        articles. Never raises for a bad source.
        """
        from index.sources.web import Fetcher  # an HTTP client is loaded when first used

        reading = _Reading(Fetcher(self._limits, self._resolve), self._sandbox)
        if isinstance(source, str) and _URL.match(source.strip()):
            yield from reading.url(source.strip())
        elif str(source).strip():
            yield from reading.path(Path(source))
        else:
            yield Unreadable("", "no source; give a file, a folder or a URL")

    def parse(self, raw: Raw) -> list[Article]:
        """Return the articles of ``raw``. Raises ParseError with a plain reason."""
        found = self._sandbox.call({"task": "articles", "raw": raw.to_header()}, raw.data)
        return [Article(**fields) for fields in found]


class _Reading:
    """One call of ``read``: what it remembers ends with it."""

    def __init__(self, fetcher: Fetcher, sandbox: Sandbox) -> None:
        self._fetcher = fetcher
        self._following = Following(fetcher, sandbox)

    def path(self, path: Path) -> Iterator[Raw | Unreadable]:
        for entry in files_under(path):
            if isinstance(entry, OSError):
                yield Unreadable(str(entry.filename), reason_of(entry))
            else:
                yield from self._file(entry)

    def url(self, url: str) -> Iterator[Raw | Unreadable]:
        try:
            page = self._fetcher.get(url)
            yield from self._following.documents(url, page)
        except SourceError as error:
            yield Unreadable(url, str(error))

    def _file(self, path: Path) -> Iterator[Raw | Unreadable]:
        origin = shown(path)
        try:
            data = read_file(path)
            name = path.name.lower().removesuffix(".gz")
            yield from self._following.documents(origin, Page("", data), name)
        except SourceError as error:
            yield Unreadable(origin, str(error))
