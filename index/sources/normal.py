"""The one normalisation that every text goes through, so that quotes can be exact afterwards."""

from __future__ import annotations

import re
import unicodedata

from index.errors import ParseError

MAX_TEXT = 5_000_000
"""Characters of one article; more is refused rather than cut."""

# Controls but tab and newline; lone surrogates; soft hyphen; zero-width and bidirectional
# controls (Unicode TR 36 and 39: they hide or reorder what a reader sees); BOM; interlinear
# annotation; tag characters; noncharacters. ZWJ and ZWNJ go too: search must not depend on them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Return ``text`` in the form in which it is stored; applying it twice changes nothing.

    Line ends become LF; control, zero-width and bidirectional control characters and lone
    surrogates are removed; every kind of space becomes a plain one; spaces at the end of a line
    go; three or more line ends become two; blank lines at both ends go; the rest is put into
    Unicode NFC. Raises ParseError above MAX_TEXT characters.
    """
    if len(text) > MAX_TEXT:
        raise ParseError(f"holds more than {MAX_TEXT:,} characters of text; split it into parts")
    text = _NEWLINES.sub("\n", text)
    text = _SPACES.sub(" ", _DROPPED.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text))
    return text.strip("\n").rstrip()


def one_line(text: str | None, limit: int = 300) -> str:
    """Return ``text`` as one line for a title or a name, cut at a word to ``limit`` characters."""
    line = " ".join(normalise((text or "")[: 20 * limit]).split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head[: head.rfind(" ")] if " " in head[limit // 2 :] else head).rstrip(
        " ,;:\u2013\u2014-"
    ) + "…"
