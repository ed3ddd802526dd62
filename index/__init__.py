"""Articles in: read, cleaned, split, embedded, stored and searched."""

from __future__ import annotations

from index.types import (
    AddItem,
    AddProgress,
    AddReport,
    Article,
    ArticleHeader,
    Filters,
    Passage,
    SearchResult,
)

__all__ = [
    "AddItem",
    "AddProgress",
    "AddReport",
    "Article",
    "ArticleHeader",
    "Filters",
    "Passage",
    "SearchResult",
]
