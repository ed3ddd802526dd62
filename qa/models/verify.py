"""Whether a model's files are the ones that the catalogue names.

A full SHA-256 of a gigabyte takes a second or more, so a verified file leaves a record of its size,
modification time and inode; while none of the three has changed, the record is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from qa.models.catalogue import CatalogueFile, CatalogueModel

__all__ = ["FileState", "sha256_of", "state_of", "states_of"]

RECORDS = ".verified.json"


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of one file; ``found`` is its SHA-256 where it is damaged."""

    file: CatalogueFile
    state: Literal["ok", "missing", "damaged"]
    found: str = ""


@dataclass(frozen=True, slots=True)
class _Record:
    size: int
    mtime_ns: int
    inode: int
    sha256: str


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal; raise OSError when it is unreadable."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def states_of(model: CatalogueModel, folder: Path) -> tuple[FileState, ...]:
    """Return the state of each file of a model that lies in ``folder``."""
    return tuple(state_of(file, folder) for file in model.files)


def state_of(file: CatalogueFile, folder: Path) -> FileState:
    """Return whether ``folder`` holds the file with the right hash, hashing it where needed."""
    path = folder / file.path
    if not path.is_file():
        return FileState(file, "missing")
    records = _read_records(folder)
    record = _record_of(path, records[file.path].sha256 if file.path in records else "")
    if records.get(file.path) != record:
        record = _record_of(path, sha256_of(path))
        _write_records(folder, {**records, file.path: record})
    if record.sha256 == file.sha256:
        return FileState(file, "ok")
    return FileState(file, "damaged", record.sha256)


def _record_of(path: Path, sha256: str) -> _Record:
    status = path.stat()
    return _Record(status.st_size, status.st_mtime_ns, status.st_ino, sha256)


def _read_records(folder: Path) -> dict[str, _Record]:
    try:
        entries = json.loads((folder / RECORDS).read_text(encoding="utf-8"))
        return {path: _Record(**entry) for path, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # no record, or not ours: the files are hashed again


def _write_records(folder: Path, records: dict[str, _Record]) -> None:
    text = json.dumps({path: asdict(record) for path, record in records.items()}, indent=1)
    draft = folder / f"{RECORDS}.{os.getpid()}"
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(folder / RECORDS)
    except OSError:
        draft.unlink(missing_ok=True)  # a read-only folder: hashed again next time
