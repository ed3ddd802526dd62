"""Names of a text, as far as capitals show them.

A name is a run of capitalised words. Knows the words that open a sentence with a capital
(``common_words``); written for English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evals.metrics.common_words import COMMON
from evals.metrics.dates import MONTHS, month
from evals.metrics.wording import fold

__all__ = ["Name", "names_in", "small_words"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_PIECES = re.compile(r"[-&/]|(?<=\w\w)\.(?=\w\w)")
_OPENING = re.compile(r"(?:^|[.!?:…\n“‘\"«(\[*•–—])[\s“”‘’'\"«(\[*•–—-]*$")
_BEFORE_NAMES = frozenset(
    "the a an i mr mrs ms mx dr prof sir st gen sen rep gov col lt sgt".split()
)
_ALONE = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and its words in the form in which they are compared."""

    shown: str = field(compare=False)
    words: tuple[str, ...]


def names_in(text: str, *, opening_words: bool = False) -> Iterator[Name]:
    """Yield the names of a text, in order.

    Without titles and articles, and, unless ``opening_words``, without common words where a
    sentence or a quotation opens. Months and weekdays are names of their own.
    """
    for run in _runs(text):
        words = run if opening_words else _without_openers(text, run)
        if words:
            shown = text[words[0].start() : words[-1].end()]
            yield Name(shown, tuple(piece for word in words for piece in _compared(word.group())))


def small_words(text: str) -> frozenset[str]:
    """Return the words of a text that have no capital, in the form in which they are compared."""
    pieces = (piece for word in _WORD.findall(text) for piece in _PIECES.split(word))
    return frozenset(_plain_word(each) for each in pieces if each == each.lower())


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield runs of capitalised words with nothing but a blank between them."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not (_compared(word.group()) and _joined(text, run[-1], word)):
            yield run
            run = []
        if _compared(word.group()):
            run.append(word)
    if run:
        yield run


def _joined(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    if _ALONE.intersection((*_compared(before.group()), *_compared(word.group()))):
        return False
    gap = text[before.end() : word.start()].strip()
    shortened = len(before.group()) == 1 or "." in before.group() or _is_title(before.group())
    return not gap or (gap == "." and shortened)


def _without_openers(text: str, run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    opening = _OPENING.search(text[max(0, run[0].start() - 10) : run[0].start()])
    for at, word in enumerate(run):
        if not (_is_title(word.group()) or (opening and _is_common(word.group()))):
            return run[at:]
    return ()


def _is_title(word: str) -> bool:
    return fold(word).split("'")[0] in _BEFORE_NAMES  # "I'll" as well


def _is_common(word: str) -> bool:
    """Return whether a word is a common one; US and WHO are not "us" and "who"."""
    if word.isupper():
        return False
    first = _PIECES.split(fold(word))[0]
    return first in COMMON or re.sub(r"(?:n't|'\w+)$", "", first) in COMMON


def _compared(word: str) -> tuple[str, ...]:
    """Return the pieces of a capitalised word that have a capital or a digit; none of others."""
    if not word[0].isalpha() or word == word.lower():
        return ()
    pieces = _PIECES.split(word)
    return tuple(_plain_word(each) for each in pieces if each != each.lower() or each.isdigit())


def _plain_word(word: str) -> str:
    """Return a word folded, without 's, points and the s of a plural; months in full."""
    bare = re.sub(r"[.']", "", re.sub(r"'s$", "", fold(word)))
    plural = len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss")  # noqa: PLR2004
    return bare[:-1] if plural else month(bare)
