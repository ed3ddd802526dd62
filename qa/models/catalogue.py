"""The catalogue: each model once, with the hashes that make its bytes trusted.

Reads ``models.toml`` beside it. Knows nothing of networks or of what has been pulled. Only the
standard library is needed, so that models can be pulled before anything is installed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from qa.errors import ModelUnknown

__all__ = ["CatalogueFile", "CatalogueModel", "Part", "Role", "catalogue", "find", "read_catalogue"]

Role = Literal["embeddings", "answers", "tests"]
CATALOGUE_PATH = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive bytes of a file: where in which package's wheel they lie, ``size`` in bytes."""

    package: str
    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One file of a model: its path in the model's folder, ``size`` in bytes, and its SHA-256."""

    path: str
    size: int
    sha256: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """One model: ``context`` in tokens; ``sources`` in the order in which they are tried."""

    name: str
    title: str
    role: Role
    licence: str
    context: int
    files: tuple[CatalogueFile, ...]
    default: bool = False
    sources: tuple[str, ...] = ("folder", "hugging-face", "packages")
    hugging_face: str | None = None

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)

    @property
    def weights(self) -> CatalogueFile:
        """The largest file, whose hash stands for the model."""
        return max(self.files, key=lambda file: file.size)


@cache
def catalogue() -> tuple[CatalogueModel, ...]:
    """Return the models of the catalogue that comes with the product."""
    return read_catalogue(CATALOGUE_PATH.read_text(encoding="utf-8"))


def read_catalogue(text: str) -> tuple[CatalogueModel, ...]:
    """Return the models of a catalogue in TOML; raise KeyError or TypeError when malformed."""
    return tuple(_model(entry) for entry in tomllib.loads(text)["model"])


def find(name: str, models: tuple[CatalogueModel, ...] | None = None) -> CatalogueModel:
    """Return the model of that name; raise ModelUnknown with the names that exist."""
    models = catalogue() if models is None else models
    for model in models:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in models)
    raise ModelUnknown(
        f"no model is named {name!r}: choose one of {names}, or give the path of a GGUF file"
    )


def _model(entry: dict[str, Any]) -> CatalogueModel:
    files = tuple(_file(each) for each in entry.pop("file"))
    sources = tuple(entry.pop("sources", ("folder", "hugging-face", "packages")))
    return CatalogueModel(files=files, sources=sources, **entry)


def _file(entry: dict[str, Any]) -> CatalogueFile:
    whole = {"size": entry["size"], "sha256": entry["sha256"]}
    parts = tuple(Part(**(whole | part)) for part in entry.pop("parts", ()))
    return CatalogueFile(parts=parts, **entry)
