"""What an assistant holds and runs on, as ``qa doctor`` and ``/api/status`` tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.types import json_ready
from qa.trace import Provenance

__all__ = ["Status"]


@dataclass(frozen=True, slots=True)
class Status:
    """What an assistant holds and runs on."""

    articles: int
    passages: int
    data_dir: str
    corpus_version: str
    embedding_model: str
    model: str
    model_server: str
    """``embedded``, or the base URL of the server that is used instead."""

    vector_index: str
    """How it was opened: ``sealed``, ``checked``, ``rebuilt``; ``closed`` before the first use."""

    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return json_ready(self)
