"""HTTP content encodings, with a bound on what they unpack to."""

from __future__ import annotations

import zlib

from index.errors import ParseError
from index.sources.sniff import unpack

_MAX_LAYERS = 2


def inflate(data: bytes, encodings: str, limit: int) -> bytes:
    """Return ``data`` without its content encodings. Raises ParseError above ``limit`` bytes."""
    layers = [each.strip().lower() for each in encodings.split(",") if each.strip()]
    layers = [each for each in layers if each != "identity"]
    if len(layers) > _MAX_LAYERS:
        raise ParseError(f"packed {len(layers)} times over; download it and add the file")
    for layer in reversed(layers):
        if layer in ("gzip", "x-gzip"):
            data = unpack(data, limit)
        elif layer == "deflate":
            data = _deflate(data, limit)
        else:
            raise ParseError(f"packed in a way that was not asked for ({layer[:20]}); try later")
    return data


def _deflate(data: bytes, limit: int) -> bytes:
    for bits in (15, -15):  # with the zlib header, as the standard says, or without, as many do
        stream = zlib.decompressobj(wbits=bits)
        try:
            unpacked = stream.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise ParseError(f"unpacks to more than {limit:,} bytes; download it and add the file")
        return unpacked
    raise ParseError("damaged: its deflate data cannot be read; try again later")
