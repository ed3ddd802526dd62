"""Whether a quote points to what is named beside it, or speaks of somebody of its own."""

from __future__ import annotations

import re

from index.sentences import words
from qa.checking.facts import bare, folded

__all__ = ["opens_with_pronoun", "points_beside"]

_LEANS = re.compile(
    r"\A\W*(?i:the|this|that|these|those)\b|\b(?i:he|she|it|they|his|her|hers|its|their|theirs|him"
    r"|them|er|sie|es|sein\w*|ihr\w*)\b"
)
"""What in a quote may stand for somebody or something that is named beside it."""
_OPENING = re.compile(r"\W*(?:it|they|he|she|its|their|his|her)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\W*[^\W\d_a-zäöüß]\w+(?: [^\W\d_a-zäöüß]\w+)+")
"""A name of several words that a quote begins with, and speaks of."""


def points_beside(sentence: str, quoted: str) -> bool:
    """Return whether a name of the sentence may stand for a word of the quote ("she", "the")."""
    subject = _SUBJECT.match(quoted)
    if subject and _bare_words(subject.group()).isdisjoint(_bare_words(sentence)):
        return False
    return _LEANS.search(quoted) is not None


def opens_with_pronoun(text: str) -> bool:
    """Return whether a text opens with a pronoun: what it is about is told beside it."""
    return _OPENING.match(text) is not None


def _bare_words(text: str) -> set[str]:
    return {bare(word) for word in words(folded(text))}
