"""The language of a text, as a two-letter code."""

from __future__ import annotations

import functools
import re
from typing import Any

MIN_CHARACTERS = 200
"""Below this a guess is wrong too often to be worth showing."""
_CERTAIN = 0.9
_SAMPLE = 3000


def declared_language(label: str | None) -> str | None:
    """Return ``en`` for ``en-US``, ``EN`` or ``en_GB``; None for what is no language tag."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", label or "")
    code = match[1].lower() if match else None
    return None if code in (None, "und", "mul", "zxx") else code


def guess_language(text: str) -> str | None:
    """Return the language of ``text``; None when it is short or the guess is unsure."""
    if len(text) < MIN_CHARACTERS:
        return None
    try:
        identifier = _identifier()
    except OSError:  # its model is unpacked to a temporary file: a full disk costs only the guess
        return None
    language, probability = identifier.classify(text[:_SAMPLE])
    return str(language) if probability >= _CERTAIN else None


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
