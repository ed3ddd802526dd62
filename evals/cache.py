"""Answers that were given already, on disk: a killed run goes on where it stopped.

One file for each provenance, one line for each answer, written before the next question is asked.
An answer is found again only when everything that it depends on is the same.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.records import Result, Sample
from index.types import json_ready
from qa.trace import Provenance
from qa.wire import from_dict

__all__ = ["AnswerCache", "cache_key", "without_model"]

_KEPT_FILES = 20
"""Files of other provenances that are kept; the oldest go."""


def cache_key(sample: Sample, mode: str, provenance: Provenance) -> str:
    """Return what two equal questions under equal conditions share: a SHA-256."""
    asked = [sample.question, sample.history, sample.context, mode, json_ready(provenance)]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def without_model(provenance: Provenance) -> Provenance:
    """Return what an answer that is made of quotes depends on."""
    changes: dict[str, Any] = json_ready(provenance) | {"model": "", "model_sha256": ""}
    return from_dict(Provenance, changes | {"prompts": ""})


class AnswerCache:
    """The answers under one provenance; ``folder`` holds a file for each."""

    def __init__(self, folder: Path, provenance: Provenance) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(json.dumps(json_ready(provenance), sort_keys=True).encode())
        self._path = folder / f"{name.hexdigest()[:16]}.jsonl"
        self._lines = self._read()
        _forget_oldest(folder, self._path)

    def get(self, key: str) -> Result | None:
        """Return the result that was kept under a key."""
        line = self._lines.get(key)
        return from_dict(Result, line) if line else None

    def answered(self, key: str, answer: Callable[[], Result]) -> Result:
        """Return the kept result, else make, keep and return one; errors are not kept."""
        if (kept := self.get(key)) is not None:
            return kept
        result = answer()
        if result.error is None:
            self._keep(key, json_ready(result))
        return result

    def forget(self) -> None:
        """Drop every answer of this provenance."""
        self._path.unlink(missing_ok=True)
        self._lines = {}

    def _keep(self, key: str, result: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "result": result}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._lines[key] = result

    def _read(self) -> dict[str, dict[str, Any]]:
        """Return what is there; a last line that a kill cut off is taken away."""
        if not self._path.exists():
            return {}
        whole, _, cut = self._path.read_bytes().rpartition(b"\n")
        if cut:
            os.truncate(self._path, len(whole) + 1 if whole else 0)
        rows = map(json.loads, whole.splitlines())
        return {row["key"]: row["result"] for row in rows}


def _forget_oldest(folder: Path, own: Path) -> None:
    others = sorted(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [each for each in others if each != own][_KEPT_FILES:]:
        path.unlink()
