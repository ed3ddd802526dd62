"""What has changed since answers were measured, in words."""

from __future__ import annotations

from qa.trace import Provenance

__all__ = ["changed_since"]

_WORDS = {
    "corpus": "the articles",
    "embedding_model": "the embedding model",
    "embedding_sha256": "the embedding model",
    "model": "the answering model",
    "model_sha256": "the answering model",
    "prompts": "the prompts",
    "code": "the program",
}
_OF_A_MODEL = {"model", "model_sha256", "prompts"}


def changed_since(before: Provenance, now: Provenance) -> tuple[str, ...]:
    """Return what answers of now depend on that is not as it was, each named once.

    Answers that were made of quotes alone (``before`` has no model) depend on no model and prompt.
    """
    unused = set() if before.model else _OF_A_MODEL
    differing = [
        words
        for name, words in _WORDS.items()
        if name not in unused and getattr(before, name) != getattr(now, name)
    ]
    return tuple(dict.fromkeys([*differing, *_settings(before.settings, now.settings)]))


def _settings(before: dict[str, str], now: dict[str, str]) -> list[str]:
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return ["the calibration" if name == "calibration" else f"the setting {name}" for name in names]
