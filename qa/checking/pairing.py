"""Whether a number of a sentence belongs to the same thing in the quote.

In "£4.9 million for the roads, £2.1 million for the houses" each number has words of its own. A
number that a sentence puts beside the words of another one is mispaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.checking.facts import figures, stems

__all__ = ["mispaired"]

_FIGURE = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE
)
_MARGIN = 2
"""Words by which another number must fit better."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with the stems of the words between its neighbours."""

    value: str
    beside: frozenset[str]


def mispaired(sentence: str, quoted: str) -> str | None:
    """Return a number of the sentence whose words are those of another number in the quote."""
    held = _figures(quoted)
    for told in _figures(sentence):
        own = [len(told.beside & each.beside) for each in held if each.value == told.value]
        others = [len(told.beside & each.beside) for each in held if each.value != told.value]
        if own and max(others, default=0) >= max(own) + _MARGIN:
            return told.value
    return None


def _figures(text: str) -> list[_Figure]:
    matches = list(_FIGURE.finditer(text))
    found = []
    for at, match in enumerate(matches):
        start = matches[at - 1].end() if at else 0
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        beside = text[start : match.start()] + " " + text[match.end() : end]
        value = next(iter(figures(match.group())), match.group())
        found.append(_Figure(value, stems(beside)))
    return found
