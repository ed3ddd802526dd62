"""The parser process: reads documents from its standard input, answers with articles or a reason.

Started by ``index.sources.sandbox`` as ``python -m index.sources.worker BYTES``. It bounds its own
memory, writes no core file, leaves the network where the kernel lets it, and ends with its parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import IO, Any

from index.errors import SourceError
from index.sources.frames import pack, read_frame
from index.sources.parsing import perform

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_MAX_WRITTEN = 100 * 2**20
"""Bytes of a file; py3langid unpacks its model, 68 MB, to a temporary one."""
_TIRED_KB = 700_000
"""Resident size above which the process asks to be replaced."""


def main() -> None:
    """Serve requests until standard input ends."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the frames.
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    confine(int(sys.argv[1]))
    serve(requests, replies)


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer each frame of ``requests`` with one on ``replies``."""
    while (frame := read_frame(requests)) is not None:
        replies.write(pack(answer(*frame)))
        replies.flush()


def answer(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what ``perform`` gives, or the reason why it gave nothing."""
    try:
        reply = {"result": perform(header, data)}
    except SourceError as error:
        reply = {"reason": str(error)}
    except MemoryError:
        return {"reason": "needed too much memory; split it into parts", "tired": True}
    except RecursionError:
        reply = {"reason": "damaged: nested too deeply; save it again in another form"}
    except Exception as error:  # noqa: BLE001 (a library's any failure is a reason, not the end)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        reply = {"reason": f"damaged: {what}; save it again in another form"}
    return {**reply, "tired": resident_kb() > _TIRED_KB}


def resident_kb() -> int:
    """Return the resident size in kB.

    Not the peak that getrusage tells: a process begins with that of the one that started it.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize() // 1024


def confine(memory: int) -> None:
    """Bound this process: ``memory`` bytes of address space, no core file, no network."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_WRITTEN, _MAX_WRITTEN))
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_NEW_NET):
            libc.unshare(_NEW_USER | _NEW_NET)


if __name__ == "__main__":
    main()
