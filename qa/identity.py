"""What answers depend on beside articles and code: the answering model's name, the settings.

Words that may be shown to anybody: without passwords and without paths.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from qa.errors import ModelError
from qa.models import resolve
from qa.settings import Settings
from qa.trust import server_address

__all__ = ["answer_settings", "model_identity", "model_server"]

_ANSWER_SETTINGS = (
    "passage_tokens", "top_k", "candidates", "evidence_tokens", "more_evidence_tokens",
    "answer_tokens", "answer_threshold", "reword_follow_ups", "show_unsupported",
)  # fmt: skip
"""The settings that change an answer; models and prompts are known by their hashes."""


def answer_settings(settings: Settings) -> dict[str, str]:
    """Return the settings that change an answer, by their names."""
    plain = {name: str(getattr(settings, name)) for name in _ANSWER_SETTINGS}
    return plain | {"cross_encoder": _cross_encoder(settings)}


def _cross_encoder(settings: Settings) -> str:
    """Return the cross-encoder's name; of a folder its last name, and a hash of the whole path."""
    name = str(settings.cross_encoder)
    if not Path(name).is_dir():
        return name
    path = Path(name).absolute()
    return f"{path.name} {hashlib.sha256(bytes(path)).hexdigest()[:8]}"


def model_identity(settings: Settings) -> tuple[str, str]:
    """Return the answering model's name and SHA-256, as far as they can be known without it."""
    if settings.llm_base_url:
        return f"{settings.llm_model} at {model_server(settings)}", ""
    try:
        model = resolve(settings.model, settings.models_dir)
    except ModelError:
        return Path(settings.model).name, ""  # quotes alone need no model
    return model.name, model.sha256


def model_server(settings: Settings) -> str:
    """Return the model server's address without a password; empty for the embedded one."""
    return server_address(settings.llm_base_url) if settings.llm_base_url else ""
