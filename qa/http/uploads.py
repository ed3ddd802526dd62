"""Uploaded files on their way to the assistant.

A file's name comes from the caller, so no path is made of it: the folder is named after the hash
of the content, the file after the words of the name, and only an extension that is known is kept.
The folder lies in the data folder, the same content always has the same place (so that it is
recognised when it comes again), and it is removed when the articles have been read. Uploads of the
same content at the same time share it; the last one removes it.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import threading
import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import UploadFile

from index.types import AddItem, AddReport
from qa.errors import StoreError, StoreFull

__all__ = ["MAX_FILES", "Uploads", "keep", "let_go"]

MAX_FILES = 100
_EXTENSIONS = frozenset(
    ".txt .md .markdown .html .htm .xhtml .pdf .docx .jsonl .xml .rss .atom .gz".split()
)
_LONGEST_NAME = 100
_NO_SPACE = 28
_lock = threading.Lock()
_uses: Counter[Path] = Counter()  # of each folder, in this process, which alone owns the data


def keep(data_dir: Path, name: str, content: bytes) -> Path:
    """Write a file that was uploaded and return its path; ``let_go`` has to follow.

    Raises OSError.
    """
    folder = data_dir.absolute() / "uploads" / hashlib.sha256(content).hexdigest()[:16]
    with _lock:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _uses[folder] += 1
    draft = folder / f".{uuid.uuid4().hex}"
    try:
        draft.write_bytes(content)
        draft.replace(folder / name)  # whoever reads the same file never sees half of it
    except OSError:
        let_go(folder / name)
        raise
    return folder / name


def let_go(path: Path) -> None:
    """Remove the folder of a kept file, unless another upload of the same content needs it."""
    folder = path.parent
    with _lock:
        _uses[folder] -= 1
        if _uses[folder] > 0:
            return
        del _uses[folder]
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # files of other content are still there
            folder.parent.rmdir()


@dataclass(slots=True)
class Uploads:
    """The files of one request; ``limit`` is the size of the largest that is taken, bytes.

    ``names`` has for each path the name that the caller gave the file.
    """

    data_dir: Path
    limit: int
    names: dict[str, str] = field(default_factory=dict)
    _too_large: list[AddItem] = field(default_factory=list)
    _kept: list[Path] = field(default_factory=list)

    async def store(self, files: Iterable[UploadFile]) -> list[Path]:
        """Write the files; return their paths. Raises StoreFull or StoreError."""
        paths = []
        for file in files:
            name = shown_name(file.filename)
            if (file.size or 0) > self.limit:
                reason = f"larger than {self.limit / 1e6:g} MB: raise QA_FETCH_MAX_BYTES to take it"
                self._too_large.append(AddItem(name, reason=reason))
            else:
                content = await file.read()
                paths.append(await asyncio.to_thread(self._write, name, content))
        return paths

    def _write(self, name: str, content: bytes) -> Path:
        try:
            path = keep(self.data_dir, stored_name(name), content)
        except OSError as error:
            self.discard()
            if error.errno == _NO_SPACE:
                raise StoreFull("no space is left for the upload: free some, then retry") from None
            reason = f"an upload could not be written ({error.strerror})"
            raise StoreError(f"{reason}: check the rights of the data folder") from None
        self._kept.append(path)
        self.names[str(path)] = name
        return path

    def discard(self) -> None:
        """Let go of what was written."""
        while self._kept:
            let_go(self._kept.pop())

    def refused(self) -> AddReport:
        """Return the files that were not taken."""
        return AddReport(failed=tuple(self._too_large))


def shown_name(name: str | None) -> str:
    """Return a file's name as a caller may see it again: its last part, without controls."""
    last = re.split(r"[/\\]", name or "")[-1]
    return "".join(each for each in last if each.isprintable())[:_LONGEST_NAME] or "upload"


def stored_name(name: str) -> str:
    """Return a harmless file name with the words of ``name`` and, where known, its extension."""
    stem, dot, extension = name.rpartition(".")
    known = f".{extension.lower()}" if dot and f".{extension.lower()}" in _EXTENSIONS else ""
    words = re.findall(r"[^\W_]+", stem if known else name)
    return (
        "-".join(words)[:_LONGEST_NAME].encode()[:200].decode(errors="ignore") or "upload"
    ) + known
