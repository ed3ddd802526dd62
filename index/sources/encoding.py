"""Bytes to text: what is declared is tried first, then the encoding is guessed.

Labels mean what browsers take them to mean (WHATWG Encoding Standard): ``iso-8859-1`` is read as
windows-1252, ``gb2312`` as gb18030, and so on: the wider one reads all that the named one does.
"""

from __future__ import annotations

import codecs
import re

_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_ASCII = bytes(range(128))
_BEYOND_CHANCE = 20
_SAMPLE = 200_000
_MOSTLY, _SOMETIMES = 0.9, 0.1
"""Shares of zero bytes at one place of four: unused upper halves; spaces among wide letters."""


def decode(data: bytes, charset: str | None = None, *, markup: bool = False) -> str:
    """Return the text of ``data``; never raises.

    A byte order mark is believed first, then UTF-8 if it fits, then ``charset`` (from an HTTP
    header), then, with ``markup``, the XML prolog and the meta element, then the guess. A declared
    encoding that does not fit the bytes is passed over.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    labels = (charset, *(_declared(data) if markup else ()))
    # A text with this many bytes beyond ASCII does not fit UTF-8 by chance, whatever a template
    # declares; a word or two of Chinese can.
    is_wide = len(data[:_SAMPLE].translate(None, _ASCII)) >= _BEYOND_CHANCE
    for label in ("utf-8", *labels) if is_wide else labels:
        text = _strict(data, label)
        if text is not None:
            return text
    return guess(data)


def browser_encoding(label: str) -> str:
    """Return the encoding that browsers read for ``label``. Raises LookupError for none."""
    name = codecs.lookup(label).name
    return _WIDER.get(name, name)


def guess(data: bytes) -> str:
    """Return the text of ``data`` in the encoding that is most likely, without any declaration."""
    for encoding in (_wide(data), "utf-8"):
        text = _strict(data, encoding)
        if text is not None and not _is_escaped(data):
            return text
    encoding = _likely(data[:_SAMPLE]) or "cp1252"
    return data.decode(encoding, "replace")


def _declared(data: bytes) -> list[str]:
    head = data[:4096]
    return [match[1].decode("ascii") for match in (_XML.search(head), _META.search(head)) if match]


def _strict(data: bytes, label: str | None) -> str | None:
    if not label:
        return None
    try:
        codec = codecs.lookup(label.strip())
        # A codec such as "hex" or "zip" is no character encoding, and must not run.
        if not getattr(codec, "_is_text_encoding", True) or codec.name in ("utf-7", "idna"):
            return None
        if codec.name.startswith(("utf-16", "utf-32")) and _wide(data) is None:
            return None
        return data.decode(browser_encoding(codec.name))
    except (LookupError, ValueError):
        return None


def _wide(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 where the pattern of zero bytes shows it without a mark."""
    head = data[:4000]
    size = len(head) // 4
    zero = [head[at::4].count(0) / size if size else 0.0 for at in range(4)]
    if min(zero[:2]) > _MOSTLY > zero[3]:
        return "utf-32-be"
    if min(zero[2:]) > _MOSTLY > zero[0]:
        return "utf-32-le"
    even, odd = (zero[0] + zero[2]) / 2, (zero[1] + zero[3]) / 2
    if max(even, odd) > _SOMETIMES and min(even, odd) < max(even, odd) / 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _is_escaped(data: bytes) -> bool:
    """Whether seven-bit bytes use the escapes of ISO 2022, as older Japanese and Korean do."""
    return b"\x1b$" in data or b"\x1b(" in data


def _likely(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, preemptive_behaviour=False).best()
    if best is None:
        return None
    return browser_encoding(best.encoding)
