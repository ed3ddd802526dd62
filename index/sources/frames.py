"""The messages between the reader and its parser process.

A frame is two lengths (32-bit, network order), a JSON header and raw bytes.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LENGTHS = struct.Struct(">II")
MAX_FRAME = 256 * 2**20
"""Bytes; far above what one article can take, so that a confused peer cannot fill the memory."""


def pack(header: dict[str, Any], data: bytes = b"") -> bytes:
    """Return the frame of ``header`` and ``data``."""
    head = json.dumps(header).encode("ascii")
    return LENGTHS.pack(len(head), len(data)) + head + data


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next header and data of ``stream``; None at its end."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, size = LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(size)
