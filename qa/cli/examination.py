"""What ``qa doctor`` finds. Looks only: makes no folder, loads no model."""

from __future__ import annotations

import os
import platform
import shutil
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_settings import (
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)

from qa.errors import ArticleQAError, StoreLocked
from qa.models import list_models
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.cli.session import Session

__all__ = ["Examination", "ModelFact", "SettingFact", "examine"]

_PACKAGES = (
    "torch",
    "sentence-transformers",
    "chromadb",
    "llama-index-core",
    "xllamacpp",
    "gradio",
)
_SECRET = {"llm_api_key", "token"}
_ENOUGH_BYTES = 500_000_000
_NONE_YET = "none yet"


@dataclass(frozen=True, slots=True)
class SettingFact:
    """A setting: its value, where that comes from, what it means and within which bounds."""

    name: str
    value: str
    origin: str
    meaning: str
    bounds: str


@dataclass(frozen=True, slots=True)
class ModelFact:
    """A model of the catalogue, or the one that the settings name."""

    name: str
    state: str
    used: bool


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything found; ``to_do`` holds what stands in the way of answers, as things to do."""

    installed: dict[str, str]
    here: dict[str, str]
    models: tuple[ModelFact, ...]
    settings: tuple[SettingFact, ...]
    to_do: tuple[str, ...]

    @property
    def conclusion(self) -> str:
        """What it comes to, in a line; ``to_do`` follows where there is any."""
        if self.to_do:
            return "To do"
        if self.here.get("articles", "").startswith(_NONE_YET):
            return "Nothing to do but qa add: there are no articles to ask yet."
        return "Nothing to do: questions can be answered."

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return asdict(self)


def examine(session: Session) -> Examination:
    """Look at the installation, the data folder and the models. Raises SettingsError."""
    settings = session.settings()
    installed, missing = _installed()
    models, model_advice = _models(settings)
    here, here_advice = _here(session, settings)
    return Examination(
        installed=installed,
        here=here,
        models=models,
        settings=_settings(settings, given={"data_dir"} if session.data else set()),
        to_do=(*missing, *model_advice, *here_advice),
    )


def _installed() -> tuple[dict[str, str], list[str]]:
    found = {"Python": platform.python_version()}
    missing = []
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
            missing.append(f"install {name}: run `make setup`")
    return found, missing


def _models(settings: Settings) -> tuple[tuple[ModelFact, ...], list[str]]:
    answering = "" if settings.llm_base_url else settings.model
    wanted = {settings.embedding_model, answering} - {""}
    facts = [
        ModelFact(each.model.name, each.state, each.model.name in wanted)
        for each in list_models(settings.models_dir)
    ]
    own = wanted - {fact.name for fact in facts}
    facts += [
        ModelFact(name, "ready" if Path(name).expanduser().is_file() else "missing", used=True)
        for name in sorted(own)
    ]
    advice = [
        f"{fact.name} is {fact.state}: run `qa models pull {fact.name}`"
        if fact.name not in own
        else f"{fact.name} is no model of the catalogue and no file: set QA_MODEL to one"
        for fact in facts
        if fact.used and fact.state != "ready"
    ]
    return tuple(facts), advice


def _here(session: Session, settings: Settings) -> tuple[dict[str, str], list[str]]:
    folder = settings.data_dir
    free = shutil.disk_usage(_existing(folder)).free
    here = {
        "data folder": str(folder.absolute()),
        "models folder": str(settings.models_dir),
        "free disk space": f"{free / 1e9:.1f} GB",
        "cores": str(os.cpu_count()),
        "answers come from": settings.llm_base_url or f"{settings.model}, run by qa itself",
    }
    advice = [] if free > _ENOUGH_BYTES else ["free some disk space: less than 0.5 GB are left"]
    held, more = _held(session, folder)
    return {**here, **held}, [*advice, *more]


def _held(session: Session, folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return what the data folder holds and who owns it."""
    if not folder.is_dir():
        return {"articles": f"{_NONE_YET}; qa add makes the folder"}, []
    try:
        with session.assistant() as assistant:
            status = assistant.status()
            address = getattr(assistant, "address", None)
    except StoreLocked as locked:
        return {"owner": f"process {locked.pid}"}, []
    except ArticleQAError as error:
        return {"articles": "not readable"}, [str(error)]
    owner = f"the server at {address}" if address else "nobody else"
    held = str(status.articles) if status.articles else _NONE_YET
    return {"articles": held, "passages": str(status.passages), "owner": owner}, []


def _existing(folder: Path) -> Path:
    """Return the nearest folder that exists."""
    return next(each for each in (folder, *folder.absolute().parents) if each.is_dir())


def _settings(settings: Settings, given: set[str]) -> tuple[SettingFact, ...]:
    origins = _origins(given)
    return tuple(
        SettingFact(
            name=name,
            value="(set)"
            if name in _SECRET and getattr(settings, name)
            else _shown(settings, name),
            origin=origins.get(name, "default"),
            meaning=field.description or "",
            bounds=_bounds(field.metadata),
        )
        for name, field in Settings.model_fields.items()
    )


def _origins(given: set[str]) -> dict[str, str]:
    """Return where each setting that is not at its default comes from; stronger sources last."""
    toml = os.environ.get("QA_CONFIG", "qa.toml")
    sources: tuple[tuple[str, PydanticBaseSettingsSource], ...] = (
        (toml, TomlConfigSettingsSource(Settings, toml)),
        (".env", DotEnvSettingsSource(Settings)),
        ("environment", EnvSettingsSource(Settings)),
    )
    origins = {name: label for label, source in sources for name in source()}
    return {**origins, **dict.fromkeys(given, "argument")}


def _shown(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)


def _bounds(metadata: list[Any]) -> str:
    names = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    found = [
        f"{words} {getattr(each, name)}"
        for each in metadata
        for name, words in names.items()
        if getattr(each, name, None) is not None
    ]
    lengths = [each.min_length for each in metadata if getattr(each, "min_length", 0)]
    found += ["not empty" if least == 1 else f"at least {least} characters" for least in lengths]
    return ", ".join(found)
