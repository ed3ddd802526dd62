"""Articles in: sources are read lazily, parsed in a process of their own, and become articles.

    SourceReader.read(source)  ─▶ Raw | Unreadable      files, folders, URLs, feeds, sitemaps
    SourceReader.parse(raw)    ─▶ list[Article]         in a child process with limits

``Raw.fingerprint`` tells whether parsing again would give anything new.
"""

from __future__ import annotations

from index.sources.reader import SourceReader
from index.sources.records import FetchLimits, Hints, Raw, Unreadable

__all__ = ["FetchLimits", "Hints", "Raw", "SourceReader", "Unreadable"]
