"""How far the words of a sentence are those of a quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from index.sentences import words
from qa.checking.facts import folded, in_digits, names, stems
from qa.stemming import stem

__all__ = ["foreign", "root", "shared_order", "shared_words"]

_NO_NAME = "x"
"""Before a text it keeps the first word of that from being taken for an opening."""
_LETTERS = 4
"""Letters that a word must share with another form of it: Iran, Iranian."""
_LAST = re.compile(r"[es]\Z|(?<=([bdgkmnprt]))\1\Z")
"""What the stems of one word may differ by: mov(ed), move; starr(ed), star."""


def shared_words(sentence: str, quoted: str, around: str = "") -> float:
    """Return the share (0..1) of a sentence's content words of which the quote has a form.

    Names may be those of the text around it, which says whom a quote speaks of. Numbers do not
    count: other rules compare them.
    """
    told = {word for word in stems(sentence) if not word[0].isdigit()}
    held = stems(quoted) | {stem(name) for name in names(f"{_NO_NAME} {around}")}
    return 1 - len(foreign(told, held)) / len(told) if told else 1.0


def shared_order(sentence: str, quoted: str) -> float:
    """Return the share (0..1) of all words of a sentence that stand in the quote in their order."""
    told, held = _stemmed(sentence), _stemmed(quoted)
    runs = SequenceMatcher(None, told, held, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs) / len(told) if told else 1.0


def foreign(told: Iterable[str], held: Collection[str]) -> set[str]:
    """Return the words that are told and of which none that is held is a form."""
    roots = set(map(root, held))
    new = {word for word in told if root(word) not in roots}
    return {word for word in new if not any(_begin_alike(word, other) for other in held)}


def root(word: str) -> str:
    """Return what the stems of one word share: that of ``moved`` and of ``move``."""
    return _LAST.sub("", word)


def _begin_alike(one: str, other: str) -> bool:
    """Return whether one word begins with the other."""
    shared = min(len(one), len(other))
    return shared >= _LETTERS and one[:shared] == other[:shared]


def _stemmed(text: str) -> list[str]:
    return [stem(in_digits(word)) for word in words(folded(text))]
