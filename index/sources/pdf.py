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
from index.sources.running import Line, without_running_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from index.sources.records import Raw

MAX_PAGES = 2000
_SHOWS_TEXT = re.compile(rb"T[jJ]|Do|['\"]")
"""The operators without which a page has no text (ISO 32000, tables 86 and 107)."""
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
    text = normalise(join_pages(without_running_lines(pages)))
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


def _pages(reader: Any) -> Iterator[list[Line]]:
    size = 0
    if len(reader.pages) > MAX_PAGES:
        raise ParseError(f"has more than {MAX_PAGES} pages; split it into parts")
    for page in reader.pages:
        lines = list(_lines(page))
        size += sum(len(line.text) for line in lines)
        if size > MAX_TEXT:
            raise ParseError(
                f"holds more than {MAX_TEXT:,} characters of text; split it into parts"
            )
        yield lines


def _lines(page: Any) -> Iterator[Line]:
    """Yield the lines of a page in pypdf's order, each at the height where its text begins."""
    text, height = "", 0.0
    for piece, at in [*_pieces(page), ("\n", 0.0)]:
        for part in piece.splitlines(keepends=True):
            height = height if text.strip() else at
            text += part
            if part.splitlines() != [part]:
                yield Line(text.strip(), height)
                text = ""


def _pieces(page: Any) -> list[tuple[str, float]]:
    """Return what pypdf joins to the text of a page, piece by piece, with its height."""
    pieces: list[tuple[str, float]] = []

    def visit(piece: str, of_page: Sequence[float], of_text: Sequence[float], *_: object) -> None:
        # the vertical part of the text matrix times the matrix of the page (ISO 32000, 9.4.2)
        height = of_text[4] * of_page[1] + of_text[5] * of_page[3] + of_page[5]
        pieces.append((piece, height))

    if _may_hold_text(page):
        page.extract_text(visitor_text=visit)
    return pieces


def _may_hold_text(page: Any) -> bool:
    """Return False for a map or a plan, which would take a second a megabyte to go through."""
    try:
        contents = page.get_contents()
        return contents is not None and bool(_SHOWS_TEXT.search(contents.get_data()))
    except Exception:  # noqa: BLE001 (whether it matters is found when the text is taken)
        return True


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
