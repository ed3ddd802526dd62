"""What kind of document some bytes are: judged by content first, then by name or media type."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

from index.errors import ParseError

_BY_NAME = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".docx": "docx",
}
_BY_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")
READ = ".txt .md .html .pdf .docx .jsonl, feeds and sitemaps"
_ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html",
}
_PROLOG = re.compile(
    r"\s*(?:<\?[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?\s*>|\s)*", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"<(?:\w+:)?([a-z]+)[\s>/]", re.IGNORECASE)
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old or protected Office file",
    b"OggS": "a sound or film",
    b"ID3": "a sound",
}
_HEAD = 4096


def kind_of(data: bytes, name: str = "", media_type: str = "") -> str:
    """Return the kind of ``data``: a parser's name, ``feed`` or ``sitemap``.

    ``name`` is a file name or URL path, ``media_type`` what an HTTP header said. Raises ParseError
    that says what it is instead.
    """
    suffix = PurePath(name.lower()).suffix
    by_name = _BY_TYPE.get(media_type) or _BY_NAME.get(suffix)
    if not data.strip():
        raise ParseError("empty; nothing to add")
    if (marked := _by_magic(data)) is not None:
        return marked
    if (by_root := _by_root(data, by_name)) is not None:
        return by_root
    if by_name is None and not suffix and media_type in _UNSAID and _is_text(data):
        by_name = "text"
    if by_name is None:
        raise ParseError(
            f"of a kind that is not read ({suffix or media_type or 'unknown'}); {READ} are"
        )
    if by_name not in ("pdf", "docx") and not _is_text(data):
        raise ParseError("not text, in spite of its name; save it as text again")
    return by_name


def unpack(data: bytes, limit: int) -> bytes:
    """Return what gzip ``data`` holds, all members. Raises ParseError above ``limit`` bytes."""
    unpacked = bytearray()
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            unpacked += member.decompress(data, limit + 1 - len(unpacked))
        except zlib.error as error:
            raise ParseError(f"damaged: gzip {error}; pack it again") from None
        if len(unpacked) > limit:
            raise ParseError(f"unpacks to more than {limit:,} bytes; split it into parts")
        if not member.eof:
            raise ParseError("damaged: its gzip data is cut off; fetch or pack it again")
        data = member.unused_data.lstrip(b"\0")
    return bytes(unpacked)


def is_gzip(data: bytes) -> bool:
    """Whether ``data`` begins as gzip does."""
    return data.startswith(b"\x1f\x8b\x08")


def _by_magic(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/document" in data:
            return "docx"
        raise ParseError(f"an archive or Office file that is not read; {READ} are")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise ParseError(f"{what}, which is not read; {READ} are")
    return None


def _by_root(data: bytes, by_name: str | None) -> str | None:
    """Return the kind that the first element shows; Markdown and JSONL are what their name says."""
    if by_name in ("markdown", "jsonl"):
        return None
    head = _head_text(data)
    rest = head[_PROLOG.match(head).end() :]  # type: ignore[union-attr]  # it matches nothing, too
    root = _ROOT.match(rest)
    kind = _ROOTS.get(root[1].lower()) if root else None
    if kind is None and re.match(r"\s*<!doctype\s+html", head, re.IGNORECASE):
        return "html"
    return kind


def _head_text(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) > len(head[:200]) // 4:
        head = head.replace(b"\0", b"")
    return head.decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")


def _is_text(data: bytes) -> bool:
    """Whether ``data`` may be text: no zero bytes, or those of UTF-16 and UTF-32."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)  # noqa: PLR2004 (C0 controls, not ESC)
    return controls <= len(head) // 20 or head.count(0) >= len(head) // 4
