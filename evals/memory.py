"""Memory that a run needs: this process and those that it started, the model server among them."""

from __future__ import annotations

import psutil

__all__ = ["memory_in_use"]

_MIB = 1024 * 1024


def memory_in_use() -> float:
    """Return the resident memory in MiB; pages that processes share are counted for each."""
    own = psutil.Process()
    total = own.memory_info().rss
    for child in own.children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:  # it ended just now
            continue
    return round(total / _MIB, 1)
