"""Thresholds that a report must keep to, from a file that is committed beside the code.

```toml
[metrics]
"hit@5" = { min = 0.95 }
citation_exactness = { min = 1.0 }
time_total_p50 = { max = 6000 }  # in the unit of the metric: milliseconds
```
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.records import Metric, Report
from qa.errors import EvalError

__all__ = ["Gate", "GateFailure", "Threshold", "check_gate", "read_gate"]


class Threshold(BaseModel):
    """The least and the most that a metric may be, in its unit; both inclusive."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> Threshold:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self

    def holds(self, value: float) -> bool:
        """Return whether a value is within; what is not a number never is."""
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


class Gate(BaseModel):
    """The thresholds of a file, by the name of the metric."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metrics: Annotated[dict[str, Threshold], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class GateFailure:
    """A metric that does not keep to its threshold; ``value`` is None where there is none."""

    metric: str
    value: float | None
    threshold: str
    reason: str

    def __str__(self) -> str:
        return f"{self.metric}: {self.reason}"


def read_gate(path: Path) -> Gate:
    """Return the thresholds of a TOML file; raise EvalError that names what is wrong in it."""
    try:
        return Gate.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise EvalError(f"{path} cannot be read ({error.strerror}): check the path") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise EvalError(
            f"{path}: {where}: {first['msg'].removeprefix('Value error, ')}; write a line such as "
            '"hit@5" = { min = 0.95 } under [metrics]'
        ) from None
    except ValueError as error:
        raise EvalError(f"{path} is not TOML: {error}; mend it") from None


def check_gate(report: Report, gate: Gate) -> tuple[GateFailure, ...]:
    """Return the metrics that do not keep to their thresholds; none: the gate is open.

    A metric that the report lacks, or that nothing was scored for, fails: a gate that passes what
    was never measured would guard nothing.
    """
    checked = (
        _failure(name, report.metric(name), threshold) for name, threshold in gate.metrics.items()
    )
    return tuple(each for each in checked if each)


def _failure(name: str, metric: Metric | None, threshold: Threshold) -> GateFailure | None:
    if metric is None:
        return GateFailure(name, None, _words(threshold, "share"), "the report does not have it")
    words = _words(threshold, metric.unit)
    if metric.value is None:
        return GateFailure(name, None, words, "no sample could be scored")
    if threshold.holds(metric.value):
        return None
    reason = f"{_number(metric.value, metric.unit)} is not {words}"
    return GateFailure(name, metric.value, words, reason)


def _words(threshold: Threshold, unit: str) -> str:
    least = "" if threshold.min is None else f"at least {_number(threshold.min, unit)}"
    most = "" if threshold.max is None else f"at most {_number(threshold.max, unit)}"
    return " and ".join(filter(None, (least, most)))


def _number(value: float, unit: str) -> str:
    """Return a number unrounded, as the file has it: 0.9496 is not at least 0.95."""
    return f"{value:.9g}" if unit == "share" else f"{value:.9g} {unit}"
