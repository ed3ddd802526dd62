"""An article read again from where it came."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from index.errors import ParseError, SourceError
from index.sources import Hints, Raw, SourceReader, Unreadable
from index.types import Article

__all__ = ["address_of", "read_again"]

_WEB = re.compile(r"https?://", re.IGNORECASE)


def address_of(article: Article, *, files: bool) -> str:
    """Return the page, or where ``files`` allows it the file, that an article can be read from.

    That is where it was read, else its URL; an entry of a feed has only its URL, as reading the
    feed would fetch what else is in it. Raises SourceError where there is neither.
    """
    origin, url = article.origin or "", article.url or ""
    if _WEB.match(origin) and ("#" not in origin or not _WEB.match(url)):
        return origin
    if files and origin and not _WEB.match(origin):
        return origin
    if _WEB.match(url):
        return url
    raise SourceError("the article has no address to read it from again: add it anew instead")


def read_again(reader: SourceReader, article: Article, address: str) -> tuple[Raw, Article]:
    """Return the document at an address, and the article in it under the id that it has.

    What the document leaves open stays as it was. Raises SourceError where it cannot be read, or
    does not hold exactly one article.
    """
    raw = _document(reader, address)
    hints = Hints(
        title=raw.hints.title,  # to know one from elsewhere would change where a text begins
        author=article.author,
        source=article.source or None,
        published=article.published,
        language=article.language,
        url=article.url,
    )
    articles = reader.parse(replace(raw, hints=hints))
    if len(articles) != 1:
        raise ParseError(f"holds {len(articles)} articles by now: add it anew instead")
    again = articles[0]
    # a page that does not name its publisher is given its host, which says less than a name
    named = again.source and again.source != urlsplit(address).netloc.removeprefix("www.")
    source = again.source if named else article.source or again.source
    return raw, replace(again, id=article.id, source=source)


def _document(reader: SourceReader, address: str) -> Raw:
    """Return the one document of a page or file, or of a list in a file the one that is meant."""
    source = address if _WEB.match(address) else address.partition("#")[0]
    for each in reader.read(source):
        if isinstance(each, Raw) and each.origin == address:
            return each
        if isinstance(each, Unreadable) and each.origin == source:
            raise SourceError(each.reason)
        if _WEB.match(address):
            break  # a list of articles: what else is in it is not fetched
    raise ParseError("the article is no longer there: add it anew, or keep what is stored")
