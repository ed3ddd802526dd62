"""Sitemaps: the addresses of a site's pages, or of further sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.sources.markup import sitemap_entries

if TYPE_CHECKING:
    from index.sources.records import Raw


def read_sitemap(raw: Raw) -> dict[str, Any]:
    """Return ``{"index": bool, "entries": [[address, lastmod], ...]}`` of a sitemap."""
    is_index, entries = sitemap_entries(raw.data)
    return {"index": is_index, "entries": entries}
