"""Articles in Word files, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from index.errors import ParseError
from index.sources.found import Found
from index.sources.normal import normalise
from index.sources.plaintext import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.records import Raw

MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
_HARMLESS = 2_000_000
"""Unpacked bytes below which the ratio does not matter: a short text packs well."""


def parse(raw: Raw) -> Found:
    """Return the article of a Word file. Raises ParseError: damaged, encrypted, or a bomb."""
    import docx
    from docx.opc.exceptions import OpcError

    check_archive(raw.data)
    try:
        document = docx.Document(io.BytesIO(raw.data))
        text = "\n\n".join(_blocks(document))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ParseError(f"damaged: {str(error)[:150]}; save it again") from None
    return _found(normalise(text), document.core_properties)


def check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks to more than MAX_UNPACKED bytes or MAX_RATIO times itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ParseError(f"damaged: {str(error)[:150]}; save it again") from None
    if any(member.flag_bits & 1 for member in members):
        raise ParseError("encrypted: it needs a password; save it without one")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > max(_HARMLESS, MAX_RATIO * len(data)):
        raise ParseError(f"unpacks to {unpacked:,} bytes, more than is read; save it again smaller")


def _blocks(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = (" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows)
            yield "\n".join(rows)
        elif block.text.strip():
            yield block.text


def _found(text: str, properties: Any) -> Found:
    plain = read_plain(text, title=properties.title or None)
    author = properties.author if properties.author != "python-docx" else None
    return Found(
        text=plain.text,
        title=plain.title,
        source=plain.source,
        author=plain.author or author or None,
        published=plain.published or (properties.created and properties.created.date()),
        language=plain.language or properties.language or None,
        credits=plain.credits,
        note=plain.note,
    )
