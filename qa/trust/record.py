"""What an assistant can say for itself, in one record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.types import json_ready
from qa.confidence import CALIBRATION_NAME, Calibration, FittedOn, read_calibration
from qa.models.catalogue import catalogue
from qa.settings import Settings
from qa.trust.changes import changed_since
from qa.trust.evaluation import Evaluation, latest_evaluation
from qa.trust.leaving import is_private, leaves, open_to_others, server_name

if TYPE_CHECKING:
    from qa.status import Status

__all__ = ["ModelCard", "Trust", "trust_of"]

_SHIPPED_CALIBRATION = Path(__file__).parents[1] / CALIBRATION_NAME


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model by its name, and its licence; empty for one that is not in the catalogue.

    ``server`` is the host and port of the server that runs it, empty where it runs in this program.
    """

    name: str
    title: str
    licence: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What speaks for the answers of an assistant, and against them.

    ``evaluation`` is the last that was made of these articles, None without one; ``changed`` names
    what is no longer as it was then. ``calibration`` is what refusals were fitted on,
    ``calibrated_here`` whether by the user of this data folder. ``data_dir`` and ``models_dir`` are
    paths; their last names alone where the settings may let others in. ``private`` is whether
    articles, questions and answers stay on this machine; ``leaves`` has a sentence for each thing
    that does not, or may not.
    """

    model: ModelCard
    embedding_model: ModelCard
    articles: int
    passages: int
    data_dir: str
    models_dir: str
    evaluation: Evaluation | None
    changed: tuple[str, ...]
    calibration: FittedOn
    calibrated_here: bool
    private: bool
    leaves: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; what the evaluation depends on is told by ``changed`` alone."""
        told = json_ready(self)
        if told["evaluation"] is not None:
            del told["evaluation"]["provenance"]
        return told


def trust_of(settings: Settings, status: Status, calibration: Calibration) -> Trust:
    """Return what can be said under these settings; reads the files of evaluations."""
    now = status.provenance
    evaluation = latest_evaluation(settings.data_dir, settings.evals_dir, now.corpus)
    shipped = read_calibration(_SHIPPED_CALIBRATION)
    return Trust(
        model=_answering_model(settings),
        embedding_model=_card(status.embedding_model),
        articles=status.articles,
        passages=status.passages,
        data_dir=_shown(settings.data_dir, settings),
        models_dir=_shown(settings.models_dir, settings),
        evaluation=evaluation,
        changed=changed_since(evaluation.provenance, now) if evaluation else (),
        calibration=calibration.fitted_on,
        calibrated_here=calibration != shipped,
        private=is_private(settings),
        leaves=leaves(settings),
    )


def _answering_model(settings: Settings) -> ModelCard:
    if settings.llm_base_url:
        name = settings.llm_model or ""
        return ModelCard(name, name, server=server_name(settings.llm_base_url))
    return _card(settings.model)


def _card(name: str) -> ModelCard:
    """Return the card of a model of the catalogue, or of the file that ``name`` is the path of."""
    for model in catalogue():
        if model.name == name:
            return ModelCard(name, model.title, model.licence)
    last = Path(name).name
    return ModelCard(last, last)


def _shown(folder: Path, settings: Settings) -> str:
    path = folder.absolute()
    return path.name if open_to_others(settings) else str(path)
