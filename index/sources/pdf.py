"""Articles in PDF files, by pypdf."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from index.errors import ParseError
from index.sources.dates import find_date
from index.sources.found import Found
from index.sources.normal import MAX_TEXT, normalise
from index.sources.plaintext import read_plain
from index.sources.reflow import join_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from index.sources.records import Raw

MAX_PAGES = 2000
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft word|powerpoint|document\d*$|slide \d|"
    r".*\.(?:docx?|pdf|indd|tex|dvi|pages|rtf)$)",
    re.IGNORECASE,
)


def parse(raw: Raw) -> Found:
    """Return the text of a PDF. Raises ParseError: encrypted, damaged or without a text layer."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw.data))
        _unlock(reader)
        pages = list(_pages(reader))
        metadata = reader.metadata
    except PyPdfError as error:
        raise ParseError(f"damaged: {_short(error)}; save it again") from None
    text = normalise(join_pages(pages))
    if not any(character.isalnum() for character in text):
        raise ParseError(
            "no text layer: its pages hold pictures or nothing; run it through text recognition"
        )
    return _found(text, metadata)


def _unlock(reader: Any) -> None:
    from pypdf.errors import PyPdfError

    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (PyPdfError, NotImplementedError, ValueError, KeyError) as error:
        raise ParseError(f"encrypted: {_short(error)}; save it without protection") from None
    if not opened:
        raise ParseError("encrypted: it needs a password; save it without one")


def _pages(reader: Any) -> Iterator[str]:
    size = 0
    if len(reader.pages) > MAX_PAGES:
        raise ParseError(f"has more than {MAX_PAGES} pages; split it into parts")
    for page in reader.pages:
        text = page.extract_text() or ""
        size += len(text)
        if size > MAX_TEXT:
            raise ParseError(
                f"holds more than {MAX_TEXT:,} characters of text; split it into parts"
            )
        yield text


def _found(text: str, metadata: Any) -> Found:
    title = _words(metadata, "title")
    plain = read_plain(text, title=None if _NO_TITLE.match(title) else title or None)
    return Found(
        text=plain.text,
        title=plain.title,
        source=plain.source,
        author=plain.author or _words(metadata, "author") or None,
        published=plain.published or _day(metadata),
        credits=plain.credits,
        note=plain.note,
    )


def _words(metadata: Any, name: str) -> str:
    try:
        value = getattr(metadata, name, None)
    except Exception:  # noqa: BLE001 (a broken field is an absent field)
        return ""
    return value.strip() if isinstance(value, str) else ""


def _day(metadata: Any) -> date | None:
    stamp = re.match(r"D?:?(\d{4})(\d{2})(\d{2})", _words(metadata, "creation_date_raw"))
    return find_date("-".join(stamp.groups())) if stamp else None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:150] or type(error).__name__
