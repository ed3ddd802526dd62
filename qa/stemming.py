"""Words without their endings, so that a question and a sentence compare."""

from __future__ import annotations

import re

from index.lexical import content_words

__all__ = ["name_stems", "stem", "stems_of"]

_ENDING = re.compile(r"(?:[’']s|ing|ed|es|ly|s)$")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
_SHORT = 4
"""Letters of words that are left as they are."""


def stem(word: str) -> str:
    """Return a word without a common English ending, so that ``signed`` matches ``signs``."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word


def name_stems(question: str) -> frozenset[str]:
    """Return the stems of a question's capitalised words but the first."""
    return frozenset(stem(word.lower()) for word in _CAPITALISED.findall(question[1:]))


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's content words, in order, without repeats."""
    return list(dict.fromkeys(map(stem, content_words(text))))
