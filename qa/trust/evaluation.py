"""What an evaluation said of a collection: a small file beside the articles that were asked.

``qa eval`` writes it, the assistant of that data folder reads it. An evaluation is about a
collection when it was made on its data folder, or on another one that holds the very same articles.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from index.types import json_ready
from qa.trace import Provenance

__all__ = [
    "EVALUATION_NAME",
    "Evaluation",
    "Figure",
    "evaluation_json",
    "latest_evaluation",
    "read_evaluation",
]

EVALUATION_NAME = "evaluation.json"
_SORT = "article-qa evaluation summary"
_FORMAT = 1
_log = logging.getLogger("qa.trust")

Number = Annotated[float, Field(ge=0, le=1e12)]
"""A figure in any unit; bounded, so that a damaged file is noticed when it is read."""
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric with its 95 % interval, None where it has none.

    ``samples`` is how many questions it is about: of the share of unanswerable questions that were
    refused, the unanswerable ones. ``unit``: ``share`` (0..1), ``ms``, ``tokens``, ``MiB``.
    """

    name: str
    value: Number
    low: Number | None
    high: Number | None
    samples: int
    unit: str = "share"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run of questions over a collection.

    ``name`` is that of the questions' file or set, ``samples`` how many were asked, of which
    ``errors`` got no answer. ``model`` is empty where answers were quotes alone. ``coverage`` are
    the points (coverage, risk), each 0..1, of answering ever less certain questions: the share of
    the questions that is answered, and how much of that is wrong (lower is better). ``notes`` say
    what to mind when the figures are read.
    """

    name: str
    when: AwareDatetime
    samples: int
    errors: int
    model: str
    provenance: Provenance
    figures: tuple[Figure, ...]
    coverage: tuple[tuple[Share, Share], ...] = ()
    notes: tuple[str, ...] = ()


class _File(BaseModel):
    """An evaluation as its file has it."""

    model_config = ConfigDict(frozen=True)

    sort: Literal["article-qa evaluation summary"]
    format: Literal[1]
    evaluation: Evaluation


def evaluation_json(evaluation: Evaluation) -> bytes:
    """Return the content of the file that ``read_evaluation`` reads back as the same evaluation.

    A lone surrogate, of a file name in another encoding, becomes a question mark.
    """
    content = {"sort": _SORT, "format": _FORMAT, "evaluation": json_ready(evaluation)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def read_evaluation(folder: Path) -> Evaluation | None:
    """Return the evaluation that lies in a data folder; None where none does that can be read.

    One that is damaged, or of another version, is as good as none: ``qa eval`` makes it again.
    """
    path = folder / EVALUATION_NAME
    try:
        return _File.model_validate_json(path.read_bytes()).evaluation
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        _log.warning("%s cannot be read (%s): run `qa eval` again", path, type(error).__name__)
        return None


def latest_evaluation(data_dir: Path, evals_dir: Path, corpus: str) -> Evaluation | None:
    """Return what was last said about the articles of a data folder, None where nothing was.

    Its own evaluation counts first. Else that of a collection below ``evals_dir`` whose articles
    were the same, which ``corpus`` (see ``Provenance``) tells.
    """
    own = read_evaluation(data_dir)
    if own is not None:
        return own
    same = (each for each in _others(evals_dir) if each.provenance.corpus == corpus)
    return max(same, key=lambda each: each.when, default=None)


def _others(evals_dir: Path) -> Iterator[Evaluation]:
    for path in evals_dir.glob(f"*/collection/{EVALUATION_NAME}"):
        found = read_evaluation(path.parent)
        if found is not None:
            yield found
