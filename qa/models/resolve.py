"""From the name that a setting gives to a model file that may be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.errors import ModelDamaged, ModelMissing, ModelUnknown
from qa.models.catalogue import CatalogueModel, catalogue, find
from qa.models.verify import FileState, states_of

__all__ = ["ModelFile", "ModelStatus", "damaged", "list_models", "model_folder", "resolve"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that is here and verified.

    ``path`` is a GGUF file, or the folder of an embedding model. ``sha256`` is that of the weights;
    empty for a file that is not in the catalogue, which has nothing to be compared with.
    ``context`` is the longest that it was trained for, in tokens; 0 where it is not known.
    """

    name: str
    path: Path
    sha256: str = ""
    context: int = 0


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model of the catalogue and whether its files are here."""

    model: CatalogueModel
    state: Literal["ready", "missing", "damaged"]
    folder: Path


def model_folder(model: CatalogueModel, models_dir: Path) -> Path:
    """Return the folder that the files of a model are pulled into."""
    return models_dir / model.name


def list_models(models_dir: Path) -> list[ModelStatus]:
    """Return every model of the catalogue with its state, hashing files that have changed."""
    return [_status(model, models_dir) for model in catalogue()]


def resolve(name_or_path: str, models_dir: Path) -> ModelFile:
    """Return the model of that catalogue name, or the GGUF file at that path, verified.

    Raises ModelUnknown, ModelMissing, or ModelDamaged.
    """
    if "/" in name_or_path or name_or_path.lower().endswith(".gguf"):
        return _own_file(Path(name_or_path).expanduser())
    model = find(name_or_path)
    folder = model_folder(model, models_dir)
    states = states_of(model, folder)
    for each in states:
        if each.state == "damaged":
            raise damaged(model, each)
    if any(each.state == "missing" for each in states):
        raise ModelMissing(
            f"model {model.name} is not in {models_dir}: run `qa models pull {model.name}`"
        )
    path = folder / model.files[0].path if len(model.files) == 1 else folder
    return ModelFile(model.name, path, model.weights.sha256, model.context)


def damaged(model: CatalogueModel, state: FileState) -> ModelDamaged:
    """Return the error that names a file, the hash it should have and the one it has."""
    return ModelDamaged(
        f"model {model.name}: {state.file.path} has SHA-256 {state.found}, "
        f"expected {state.file.sha256}: run `qa models pull {model.name}` to replace it"
    )


def _own_file(path: Path) -> ModelFile:
    if not path.is_file():
        raise ModelUnknown(f"no model file at {path}: give the path of a GGUF file, or a name")
    with path.open("rb") as stream:
        if stream.read(4) != b"GGUF":
            raise ModelUnknown(f"{path} is not a GGUF file: give one that is, or a name")
    return ModelFile(path.stem, path.resolve())


def _status(model: CatalogueModel, models_dir: Path) -> ModelStatus:
    folder = model_folder(model, models_dir)
    states = {each.state for each in states_of(model, folder)}
    if "damaged" in states:
        return ModelStatus(model, "damaged", folder)
    return ModelStatus(model, "missing" if "missing" in states else "ready", folder)
