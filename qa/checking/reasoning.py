"""Comparisons and reasons that a sentence makes and its quote does not.

Two facts of one quote are easily tied together: "because", "more than".
"""

from __future__ import annotations

import re

from qa.checking.facts import folded

__all__ = ["uncompared", "unreasoned"]

_COMPARED = re.compile(r"\b(?:more|less|fewer|rather|[a-z]{2,}er) than\b")
_COMPARES = re.compile(r"\bthan\b|\bexce(?:ed|ss)|\b(?:above|over|beyond|below|under)\b")
_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result|caused by|this is why|that is why|weil)\b"
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|so|therefore|thus|hence|caus\w+|reasons?|why"
    r"|result\w*|leads?|led|after|in response|blam\w+|driven|weil|denn|wegen|grund)\b"
)


def uncompared(sentence: str, quoted: str) -> str | None:
    """Return the comparison of a sentence ("more than") whose quote compares nothing."""
    compared = _COMPARED.search(folded(sentence))
    return compared.group() if compared and not _COMPARES.search(folded(quoted)) else None


def unreasoned(sentence: str, quoted: str) -> bool:
    """Return whether a sentence gives a reason, and its quote none."""
    return bool(_BECAUSE.search(folded(sentence)) and not _REASON.search(folded(quoted)))
