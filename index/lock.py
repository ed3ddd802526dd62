"""One process owns a data folder: an advisory file lock that names its owner.

The kernel frees the lock when its owner dies, so a stale file needs no repair. The file is readable
by its user alone: when the owner is a server it holds that server's address and key, by which
commands of the same user can ask it instead.
"""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Self

from index.errors import StoreError, StoreLocked

__all__ = ["DataLock"]


class DataLock:
    """The lock of one data folder; held from ``acquire`` to ``release``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file: int | None = None

    def acquire(self) -> Self:
        """Take the lock, or raise StoreLocked with the owner's pid and, for a server, address."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"the data folder {self._path.parent} cannot be written ({error.strerror}): "
                "choose another with QA_DATA_DIR, or give yourself the right to write there"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = _read(file)
            os.close(file)
            raise _locked(self._path.parent, owner) from None
        self._file = file
        self._write({"pid": os.getpid()})
        return self

    def announce(self, address: str, key: str) -> None:
        """Let commands of the same user find the server that owns the folder."""
        self._write({"pid": os.getpid(), "address": address, "key": key})

    def release(self) -> None:
        """Give the lock back; without effect when it is not held."""
        if self._file is not None:
            self._write({})
            os.close(self._file)
            self._file = None

    def _write(self, owner: dict[str, str | int]) -> None:
        assert self._file is not None
        os.fchmod(self._file, 0o600)
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps(owner).encode(), 0)


def _read(file: int) -> dict[str, str | int]:
    try:
        owner = json.loads(os.pread(file, 4096, 0) or b"{}")
    except ValueError:
        return {}
    return owner if isinstance(owner, dict) else {}


def _locked(folder: Path, owner: dict[str, str | int]) -> StoreLocked:
    pid = int(owner.get("pid", 0))
    address = owner.get("address")
    key = owner.get("key")
    return StoreLocked(
        f"{folder} is in use by process {pid or 'unknown'}: wait for it to end, stop it, "
        "or use another folder with QA_DATA_DIR",
        pid=pid,
        address=str(address) if address else None,
        key=str(key) if key else None,
    )
