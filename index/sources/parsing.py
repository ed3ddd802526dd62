"""Which parser takes which kind; runs in the parser process."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import ParseError
from index.sources.found import Found, to_article
from index.sources.records import Raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.types import Article

_PARSERS = {
    "text": "plaintext",
    "markdown": "markdown",
    "html": "html",
    "fragment": "fragment",
    "pdf": "pdf",
    "docx": "docx",
    "jsonl": "jsonl",
}
KINDS = frozenset(_PARSERS)
"""The kinds of document that hold one article; feeds and sitemaps only lead to some."""


def perform(header: dict[str, Any], data: bytes) -> Any:
    """Do one request of the reader: parse a document, or list a feed's or a sitemap's entries."""
    raw = Raw.from_header(header["raw"], data)
    match header["task"]:
        case "articles":
            return [article.to_dict() for article in parse_document(raw)]
        case "feed":
            from index.sources.feeds import read_feed

            return read_feed(raw)
        case "sitemap":
            from index.sources.sitemaps import read_sitemap

            return read_sitemap(raw)
        case task:
            raise ParseError(f"no such task: {task}")


def parse_document(raw: Raw) -> list[Article]:
    """Return the articles of ``raw``. Raises ParseError with a plain reason."""
    if raw.kind not in _PARSERS:
        raise ParseError(f"of a kind that is not read ({raw.kind}); save it as text or HTML")
    module = import_module(f"index.sources.{_PARSERS[raw.kind]}")
    parse: Callable[[Raw], Found] = module.parse
    return [to_article(parse(raw), raw)]
