"""Where a model's bytes may come from. A source is only transport: the caller checks every hash.

A source is told which files are wanted and puts them into a staging folder, or raises SourceFailed
with the reason; what it had fetched until then stays there, so that the next attempt goes on.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qa.models.catalogue import CatalogueFile, CatalogueModel
from qa.models.child import NOT_INSTALLED, child_command, child_environment

__all__ = [
    "FolderSource",
    "HuggingFaceSource",
    "OnBytes",
    "Source",
    "SourceFailed",
    "SourceSkipped",
]

OnBytes = Callable[[int], None]
"""Called with the number of bytes that have just been added."""

HUB_ENVIRONMENT = {"HF_HUB_DISABLE_TELEMETRY": "1"}
HUB_STALL = 60.0
"""Seconds without a byte after which a download from the hub is given up."""


class SourceFailed(Exception):
    """Why a source could not deliver, in one line."""


class SourceSkipped(SourceFailed):
    """Why a source was not even asked, in one line: nothing went wrong."""


class Source(Protocol):
    """One place that models come from."""

    @property
    def name(self) -> str:
        """The name that the catalogue uses."""
        ...

    def fetch(
        self,
        model: CatalogueModel,
        files: Sequence[CatalogueFile],
        staging: Path,
        on_bytes: OnBytes,
    ) -> None:
        """Put each of ``files`` at ``staging / file.path``; raise SourceFailed."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """Files that already lie in a folder, flat or in a subfolder of the model's name."""

    folder: Path
    name: str = "folder"

    def fetch(
        self,
        model: CatalogueModel,
        files: Sequence[CatalogueFile],
        staging: Path,
        on_bytes: OnBytes,
    ) -> None:
        """Copy each file."""
        for file in files:
            places = (self.folder / model.name / file.path, self.folder / file.path)
            found = next((place for place in places if place.is_file()), None)
            if found is None:
                raise SourceFailed(f"{self.folder} does not hold {file.path}")
            target = staging / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, target)
            on_bytes(file.size)


@dataclass(frozen=True, slots=True)
class HuggingFaceSource:
    """The hub, through its own library in a child process that can be ended when it stalls."""

    stall: float = HUB_STALL
    name: str = "hugging-face"

    def fetch(
        self,
        model: CatalogueModel,
        files: Sequence[CatalogueFile],
        staging: Path,
        on_bytes: OnBytes,
    ) -> None:
        """Download each file, going on where an earlier attempt stopped."""
        if model.hugging_face is None:
            raise SourceSkipped("the catalogue names no repository there")
        for file in files:
            self._download(model.hugging_face, file, staging, on_bytes)

    def _download(
        self, repository: str, file: CatalogueFile, staging: Path, on_bytes: OnBytes
    ) -> None:
        command = child_command("qa.models.hub_child", repository, file.path, str(staging))
        with subprocess.Popen(  # noqa: S603 - our own module, arguments from the catalogue
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=child_environment(**HUB_ENVIRONMENT),
        ) as child:
            stalled = _Stall(child, self.stall)
            assert child.stdout is not None
            last, here = "", 0
            for line in child.stdout:
                stalled.restart()
                last = line.strip()
                if last.isdigit():
                    on_bytes(int(last) - here)
                    here = int(last)
            stalled.cancel()
        if child.returncode == NOT_INSTALLED:
            raise SourceSkipped("huggingface_hub is not installed yet")
        if child.returncode:
            raise SourceFailed(
                f"no byte came for {self.stall:.0f} s" if stalled.fired else last or "it ended"
            )


class _Stall:
    """Ends a child process when ``restart`` has not been called for some seconds."""

    def __init__(self, child: subprocess.Popen[str], seconds: float) -> None:
        self.fired = False
        self._child = child
        self._seconds = seconds
        self._timer = self._start()

    def restart(self) -> None:
        self._timer.cancel()
        self._timer = self._start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _start(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self.fired = True
        self._child.kill()
