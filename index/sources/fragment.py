"""The text that a feed entry itself carries, as HTML or plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.sources.apart import set_apart
from index.sources.encoding import decode
from index.sources.found import Found
from index.sources.markup import fragment_text
from index.sources.normal import normalise

if TYPE_CHECKING:
    from index.sources.records import Raw


def parse(raw: Raw) -> Found:
    """Return the whole of an HTML fragment as an article's text."""
    text = normalise(fragment_text(decode(raw.data, raw.charset)))
    ending = set_apart(text, raw.hints.author)
    return Found(text=ending.body, author=ending.author, credits=ending.credits, note=ending.note)
