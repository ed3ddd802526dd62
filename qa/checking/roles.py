"""Whether somebody else does in the quote what a sentence says of a name.

"Grenholm sued Palatine" and "Palatine sued Grenholm" hold the same words. The doer is the name
directly before a verb, or behind the "by" that follows it; where a quote gives no name there (a
pronoun, a common noun), nothing is said against the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.checking.facts import bare, folded
from qa.checking.wording import foreign
from qa.stemming import stem

__all__ = ["misattributed", "unsaid"]

_CAPITALISED = r"[^\W\d_a-zäöüß][\w’'.-]*\w"
_NAME = re.compile(
    rf"(?<![\w’'-]){_CAPITALISED}(?:\s(?:(?:of|de|van|von|al|bin|the)\s)?{_CAPITALISED})*"
)
_VERB = r"(?P<verb>[a-zäöüß]{3,})\b"
_THEN_DOES = (
    r"\s(?:(?:who|which|that|has|had|have|did|does|will|would|could|may|might|can|also|then|later"
    rf"|first|once|still|never|not)\s){{0,4}}{_VERB}"
)
_DOES = (
    re.compile(rf",?{_THEN_DOES}"),
    re.compile(rf"(?:,\s[^,;:]{{1,80}},|\s\([^)]{{1,80}}\)){_THEN_DOES}"),
)
"""From a name to its verb: at once, or over an apposition."""
_DONE_BY = re.compile(
    rf"(?:,|\b(?:is|are|was|were|been|be|being))\s(?:(?!by\b)\w+\s){{0,2}}?{_VERB}"
    r"\s(?:(?!by\b)[\w’'.-]+,?\s){0,6}?by\s(?:[a-z’',-]+\s){0,6}?(?=[^\W\d_a-zäöüß]\w)"
)
"""From a form of "to be" to the name behind "by"."""
_PART_OF_ANOTHER = re.compile(
    r"\b(?i:in|of|at|on|from|for|to|with|by|near|than|against)\s(?:(?:the|an?|its|his|her|their)\s)?"
    r"(?:[a-z-]+\s)?\Z|\b[^\W\d_a-zäöüß][\w’'.-]*,?\s(?:and|or)\s\Z"
)
"""What stands before a name that is not the doer, or not alone: "shares in Grenholm rose"."""
_NO_VERBS = frozenset(
    "is are was were be been being has had have will would could might may can and or of in on at"
    " for from to with by as der die das den dem des und ist hat wird".split()
)
_NOBODY = frozenset(
    "january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday".split()
)
_TITLES = frozenset("mr mrs ms dr judge president minister professor prof sir king queen".split())
_SAYING = frozenset({"said", "says", "say"})
_NEAR = 80
"""Characters before a name among which a preposition is looked for."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb's stem, and the words of the name whose deed it is."""

    verb: str
    doer: frozenset[str]


def misattributed(sentence: str, quoted: str, known: str) -> str | None:
    """Return the name of whom the quote says what the sentence says of another name.

    ``known`` are texts by which the first word of a sentence is known for a name.
    """
    held = list(_deeds(quoted, known))
    for told in _deeds(sentence, known):
        doers = [each.doer for each in held if each.verb == told.verb]
        if doers and not any(told.doer <= doer or doer <= told.doer for doer in doers):
            return " ".join(sorted(doers[0]))
    return None


def unsaid(sentence: str, quoted: str, known: str) -> str | None:
    """Return the stem of a verb that the sentence says of a name, and the quote of nobody."""
    told = {each.verb for each in _deeds(sentence, known)}
    held = {stem(word) for word in words(folded(quoted))}  # with "say", which is a common word
    return min(foreign(told, held), default=None)


def _deeds(text: str, known: str) -> Iterator[_Deed]:
    passive = set()
    for done in _DONE_BY.finditer(text):
        if name := _NAME.match(text, done.end()):
            passive.add(done.start("verb"))
            yield from _deed(done["verb"], name, known)
    for name in _NAME.finditer(text):
        if _PART_OF_ANOTHER.search(text[max(0, name.start() - _NEAR) : name.start()]):
            continue
        for does in filter(None, (each.match(text, name.end()) for each in _DOES)):
            if does.start("verb") not in passive:
                yield from _deed(does["verb"], name, known)


def _deed(verb: str, name: re.Match[str], known: str) -> Iterator[_Deed]:
    verb, doer = folded(verb), _doer(name, known)
    if doer and verb not in _NO_VERBS and verb not in STOP_WORDS - _SAYING:
        yield _Deed(stem(verb), doer)


def _doer(name: re.Match[str], known: str) -> frozenset[str]:
    """Return the words of a name without titles; none where it may be a common word."""
    first, *others = name.group().split()
    before = name.string[: name.start()].rstrip(" \"'“‘(")
    if (not before or before[-1] in ".!?:;") and not _begins_name(first, others, known):
        others, first = others[1:], next(iter(others), "")
    found = {bare(folded(word)).strip(".,") for word in (first, *others) if word}
    found -= _TITLES | STOP_WORDS
    return frozenset() if found <= _NOBODY else frozenset(found)


def _begins_name(first: str, others: list[str], known: str) -> bool:
    """Return whether the first word of a sentence is part of a name."""
    if others and folded(first) not in STOP_WORDS:
        return True
    return bool(re.search(rf"[\w,;’'] {re.escape(first)}\b", known))
