"""Files and folders: what is in them, in order, without following a loop."""

from __future__ import annotations

import os
import stat
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from index.errors import ParseError
from index.sources.sniff import is_gzip, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IGNORE_FILE = ".qaignore"
MAX_FILE = 100_000_000
MAX_UNPACKED = 50_000_000


def files_under(folder: Path) -> Iterator[Path | OSError]:
    """Yield the files under ``folder``, sorted, without hidden ones; an OSError for what is closed.

    Names that match a line of the ``.qaignore`` beside them are left out, too.
    A folder that was reached before, through a link, is not entered again.
    """
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                waiting.extend(reversed(_entries(path, entered)))
            else:
                yield path
        except OSError as error:
            yield error


def _entries(folder: Path, entered: set[tuple[int, int]]) -> list[Path]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in entered:
        return []
    entered.add((status.st_dev, status.st_ino))
    ignored = _ignored(folder)
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(".")
        and not any(fnmatchcase(path.name, pattern) for pattern in ignored)
    )


def _ignored(folder: Path) -> list[str]:
    """Return the name patterns in a folder's ``.qaignore``: one a line, ``#`` begins a comment."""
    try:
        lines = (folder / IGNORE_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, unpacked when it is gzip. Raises ParseError with the reason."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ParseError("not a regular file; give a file or a folder")
        if status.st_size > MAX_FILE:
            raise ParseError(f"larger than {MAX_FILE:,} bytes; split it into parts")
        data = path.read_bytes()
    except OSError as error:
        raise ParseError(reason_of(error)) from None
    except ValueError:  # a name that holds a NUL
        raise ParseError("not a path; check it") from None
    return unpack(data, MAX_UNPACKED) if is_gzip(data) else data


def reason_of(error: OSError) -> str:
    """Return a reason for a person."""
    match error:
        case FileNotFoundError():
            return "no such file or folder; check the path"
        case PermissionError():
            return "may not be read; change its permissions"
        case _:
            return f"cannot be read ({error.strerror or error}); check the path"


def shown(path: Path) -> str:
    """Return the absolute path as text that can be stored, whatever bytes the name is made of."""
    # Path.absolute keeps "..", Path.resolve follows links: neither gives one name for one file.
    absolute = os.path.abspath(path)  # noqa: PTH100
    return os.fsencode(absolute).decode("utf-8", "backslashreplace")
