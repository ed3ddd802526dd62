"""What speaks for the answers: the last evaluation, models, licences, what leaves the machine."""

from __future__ import annotations

from qa.trust.evaluation import (
    EVALUATION_NAME,
    Evaluation,
    Figure,
    evaluation_json,
    latest_evaluation,
    read_evaluation,
)
from qa.trust.leaving import open_to_others, server_address, server_name
from qa.trust.record import ModelCard, Trust, trust_of

__all__ = [
    "EVALUATION_NAME",
    "Evaluation",
    "Figure",
    "ModelCard",
    "Trust",
    "evaluation_json",
    "latest_evaluation",
    "open_to_others",
    "read_evaluation",
    "server_address",
    "server_name",
    "trust_of",
]
