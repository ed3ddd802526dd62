"""How sure it is that the articles answer a question: one number from several signals.

A logistic regression, read from a TOML file: ``confidence.toml`` of the data folder, which ``qa
calibrate`` writes, else the one beside this module, which was fitted on public questions. Both
kinds of question weigh the same in a fit, however many there were of each, so that 0.5 is even odds
only where half of the questions are answerable. Knows nothing of how signals come about.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.errors import SettingsError

__all__ = [
    "CALIBRATION_NAME",
    "Calibration",
    "FittedOn",
    "SignalName",
    "Signals",
    "Weighting",
    "load_calibration",
    "logit",
    "read_calibration",
    "to_toml",
]

SignalName = Literal["yes", "evidence", "cosine", "overlap", "names"]
CALIBRATION_NAME = "confidence.toml"
_SHIPPED = Path(__file__).with_name(CALIBRATION_NAME)
_SUREST = 0.9999
"""Of probabilities with four digits the highest below 1, where log odds would be infinite."""
_HEADER = """\
# How sure an answer is: 1 / (1 + exp(-(intercept + each weight times its signal))).
# Answered is from the threshold on. Written by `qa calibrate`.
#
# yes       log odds of the probability that the model gave to Yes
# evidence  score of the best evidence sentence
# cosine    likeness in meaning of question and evidence, the best
# overlap   share of the question's words in the best evidence sentence and its title
# names     share of the question's names that stand in the evidence
# A signal that is missing counts as its usual value.
"""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; higher is better, None where a signal could not be had.

    ``yes`` is the probability (0..1) that the model gives to the evidence stating the answer;
    ``evidence`` the score of the best evidence sentence; ``cosine`` the best cosine of question and
    evidence; ``overlap`` the share (0..1) of the question's content words in the best evidence
    sentence and its title; ``names`` the share (0..1) of the question's names that stand anywhere
    in the evidence, None where it has no name.
    """

    yes: float | None = None
    evidence: float | None = None
    cosine: float | None = None
    overlap: float | None = None
    names: float | None = None


@dataclass(frozen=True, slots=True)
class Weighting:
    """What each signal counts, and the confidence (0..1) from which a question is answered.

    ``usual`` is what stands in for a signal that is missing; ``yes`` has none.
    """

    intercept: float
    weights: Mapping[SignalName, float]
    usual: Mapping[SignalName, float]
    threshold: float

    def confidence(self, signals: Signals) -> float:
        """Return how sure it is that the articles answer (0 to 0.9999, four digits).

        It never is 1, so that a threshold of 1 refuses everything.
        """
        terms = (weight * self._value(signals, name) for name, weight in self.weights.items())
        return min(round(_logistic(self.intercept + sum(terms)), 4), _SUREST)

    def _value(self, signals: Signals, name: SignalName) -> float:
        value: float | None = getattr(signals, name)
        if name == "yes":
            return logit(0.5 if value is None else value)
        return self.usual[name] if value is None else value


@dataclass(frozen=True, slots=True)
class FittedOn:
    """What a calibration was fitted on: how many questions, of which sets, when."""

    samples: int
    sets: tuple[str, ...]
    date: date


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two weightings: for questions that a model judged, and for those without a model."""

    with_model: Weighting
    without_model: Weighting
    fitted_on: FittedOn

    @property
    def version(self) -> str:
        """A short hash of what changes an answer."""
        told = json.dumps([asdict(self.with_model), asdict(self.without_model)], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def weighting(self, signals: Signals) -> Weighting:
        """Return the weighting for signals with or without the judgement of a model."""
        return self.without_model if signals.yes is None else self.with_model

    def confidence(self, signals: Signals | None) -> float:
        """Return how sure it is that the articles answer (0..1); 0 where there is no evidence."""
        return 0.0 if signals is None else self.weighting(signals).confidence(signals)

    def answers(self, signals: Signals | None, threshold: float | None = None) -> bool:
        """Return whether to answer rather than refuse; ``threshold`` replaces the fitted one.

        Without evidence there is nothing to answer with, whatever the threshold.
        """
        if signals is None:
            return False
        weighting = self.weighting(signals)
        least = weighting.threshold if threshold is None else threshold
        return weighting.confidence(signals) >= least


def load_calibration(data_dir: Path) -> Calibration:
    """Return the calibration of a data folder, else the shipped one; raise SettingsError."""
    own = data_dir / CALIBRATION_NAME
    return read_calibration(own if own.exists() else _SHIPPED)


def read_calibration(path: Path) -> Calibration:
    """Return the calibration of a TOML file; raise SettingsError that names what is wrong in it."""
    mend = "mend it, or delete it to have the shipped weights"
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).calibration()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}): check the path") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{path}: {where}: {reason}; {mend}") from None
    except ValueError as error:
        raise SettingsError(f"{path} is not TOML ({error}): {mend}") from None


def to_toml(calibration: Calibration) -> str:
    """Return the file that ``read_calibration`` reads back as the same calibration."""
    fitted = calibration.fitted_on
    sets = ", ".join(_quoted(each) for each in fitted.sets)
    return (
        f"{_HEADER}\n"
        f"[fitted_on]\nsamples = {fitted.samples}\nsets = [{sets}]\ndate = {fitted.date}\n\n"
        f"[with_model]\n{_section(calibration.with_model)}\n"
        f"[without_model]\n{_section(calibration.without_model)}"
    )


def logit(probability: float) -> float:
    """Return the log odds of a probability, which is first kept away from 0 and 1."""
    kept = min(max(probability, 1 - _SUREST), _SUREST)
    return math.log(kept / (1 - kept))


def _logistic(value: float) -> float:
    """Return 1 / (1 + exp(-value)), without overflow."""
    return (1 + math.tanh(value / 2)) / 2


def _section(weighting: Weighting) -> str:
    return (
        f"intercept = {float(weighting.intercept)!r}\n"
        f"weights = {_table(weighting.weights)}\n"
        f"usual = {_table(weighting.usual)}\n"
        f"threshold = {float(weighting.threshold)!r}\n"
    )


def _table(values: Mapping[SignalName, float]) -> str:
    pairs = ", ".join(f"{name} = {float(value)!r}" for name, value in values.items())
    return f"{{ {pairs} }}" if pairs else "{}"


def _quoted(text: str) -> str:
    """Return a TOML string; what cannot be printed, and no TOML file may hold, is left out."""
    return json.dumps("".join(filter(str.isprintable, text)), ensure_ascii=False)


class _WeightingIn(BaseModel):
    """A weighting as the file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    intercept: float
    weights: Annotated[dict[SignalName, float], Field(min_length=1)]
    usual: dict[SignalName, float]
    threshold: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _check_usual(self) -> Self:
        if set(self.usual) != set(self.weights) - {"yes"}:
            raise ValueError("give under usual a value for each signal that is weighed, but yes")
        return self


class _FittedOnIn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    samples: Annotated[int, Field(ge=0)]
    sets: tuple[str, ...]
    date: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fitted_on: _FittedOnIn
    with_model: _WeightingIn
    without_model: _WeightingIn

    @model_validator(mode="after")
    def _check_model(self) -> Self:
        if "yes" in self.without_model.weights:
            raise ValueError("without_model weighs yes, which only a model can say: leave it out")
        return self

    def calibration(self) -> Calibration:
        return Calibration(
            Weighting(**self.with_model.model_dump()),
            Weighting(**self.without_model.model_dump()),
            FittedOn(**self.fitted_on.model_dump()),
        )
