"""Whether what a sentence speaks of only stands behind a preposition in the quote.

"For Baghdad it was signed by Araji" does not say that Baghdad was signed, nor "shares in Grenholm
fell" that Grenholm did. Looked at is the name that opens a sentence, with a noun or two behind it,
and the verb that follows. Where a quote says that in other words, or in a sentence without the
name, nothing is said against the sentence, nor where it takes the name up again before the verb.
"""

from __future__ import annotations

import re

from index.sentences import sentence_spans

__all__ = ["behind_preposition"]

_NAME = r"[^\W\d_a-zäöüß][\w’'.&-]*(?:\s(?:(?:of|de|van|von|al|the)\s)?[^\W\d_a-zäöüß][\w’'.&-]*)*"
_BE = "is|are|was|were|has|had|have|will|would|can|could|did|does|became"
_PAST = (
    "[a-z]{3,}ed|began|bought|broke|built|came|cut|drew|fell|found|gave|grew|held|hit|kept|left|led"
    "|lost|made|met|paid|ran|rose|said|sank|saw|set|shut|sold|spent|struck|took|went|won|wrote"
)
_OPENING = re.compile(
    rf"(?:The\s|An?\s)?(?P<name>{_NAME})(?:\s[a-zäöüß-]+){{0,2}}?,?\s"
    rf"(?P<told>(?:{_BE})\s(?:\w+ly\s)?\w+|(?:{_PAST})\b)"
)
"""A name, perhaps the noun it stands with, and the verb behind it: "Nordvik yard was tested"."""
_PREPOSITION = re.compile(
    r"\b(?i:in|of|at|on|from|for|with|by|near|than|against|under|over|between|among|during"
    r"|about|through|without|via|per|despite|within)"
    r"\s(?:(?:the|an?|its|his|her|their)\s)?[\"“'‘]?\Z"
)
_TAKEN_UP = re.compile(r"\b(?:who|whom|whose|which|that|he|she|they)\b|,\sthe\s")
"""What speaks of a name again: "for Eva Berg, who was elected"."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?\Z")
_NEAR = 60
"""Characters before a name among which its preposition stands."""


def behind_preposition(sentence: str, quoted: str) -> str | None:
    """Return the name that opens a sentence, where the quote says this of what the name goes with.

    None where the quote does not say it in these words, or may say it of the name.
    """
    opening = _OPENING.match(sentence)
    if opening is None:
        return None
    name = sentence[opening.start("name") : opening.start("told")].rstrip(" ,")
    told = re.compile(rf"\b{re.escape(opening['told'])}\b")
    before = [
        quoted[start : found.start()]
        for start, end in sentence_spans(quoted)
        for found in told.finditer(quoted, start, end)
        if not _PASSIVE.search(quoted, start, found.start())
    ]
    held = [each for each in before if re.search(_alone(name), each)]
    return name if held and all(_only_behind(name, each) for each in held) else None


def _only_behind(name: str, text: str) -> bool:
    """Return whether a name stands in a text, each time behind a preposition and for itself."""
    return all(
        _PREPOSITION.search(text[max(0, each.start() - _NEAR) : each.start()])
        and not _TAKEN_UP.search(text, each.end())
        for each in re.finditer(_alone(name), text)
    )


def _alone(name: str) -> str:
    """Return a pattern of a name that is no part of a word; it may end in a full stop."""
    return rf"(?<!\w){re.escape(name)}(?!\w)"
