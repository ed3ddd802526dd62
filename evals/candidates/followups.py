"""Follow-up questions: the second of two about one article refers to the first by a pronoun.

Both questions are written to stand alone, and judged so. Then, by rule, the name that they share
becomes a pronoun in the second. Only where it is clear what it means: the first sentence tells of
no other person, group or place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.candidates.facts import Fact, facts_of
from index.sentences import words
from qa.suggesting.names import NameSort, NameSorts
from qa.suggesting.statements import unresolved
from qa.suggesting.terms import Term

__all__ = ["Pair", "pair_of", "referring"]

_FORMS = {"he": ("he", "him", "his"), "she": ("she", "her", "her"), "it": ("it", "it", "its")}
"""As subject, as object, as owner."""
_SOON = 4
"""Facts after one that may be asked about next."""
_PRONOUNS: dict[NameSort, str] = {"place": "there", "group": "it"}
_PLACED = re.compile(r"\b(?:in|at|near|from|of|the)\s$", re.IGNORECASE)
_AUXILIARIES = r"(?:did|does|do|was|were|is|are|will|would|has|have|had|can|could|may|might|should)"
_GOES_ON = (
    r"(?=\?|,| (?:in|on|at|of|for|from|to|by|with|as|and|or|after|before|during|since|until|between"
    r"|when|while|this|that|who|which|according)\b)"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences in a row about ``name``; ``pronoun`` (he, she, it, there) can stand for it."""

    first: Fact
    second: Fact
    name: str
    pronoun: str


def pair_of(fact: Fact, names: NameSorts) -> Pair | None:
    """Return a fact with the next one about which a question can follow up, if there is one."""
    after = [each for each in facts_of(fact.article, leaning=True) if each.start > fact.end]
    pairs = (_led_on(fact, each, names) or _sharing(fact, each, names) for each in after[:_SOON])
    return next(filter(None, pairs), None)


def referring(question: str, name: str, pronoun: str) -> str | None:
    """Return a question with a pronoun in the place of a name, None where that would read badly."""
    called = rf"(?:the )?{_wordings(name)}"
    if len(re.findall(called, question)) != 1:
        return None
    if pronoun == "there":
        return _with(question, rf"\b(?P<name>(?:in|at) {_wordings(name)}){_GOES_ON}", pronoun)
    subject, object_, owner = _FORMS[pronoun]
    return (
        _with(question, rf"(?P<name>{called}[’']s?)(?= [a-z])", owner)
        or _with(question, rf"\b{_AUXILIARIES} (?P<name>{called})(?= [a-z])", subject)
        or _with(question, rf"(?P<name>{called}){_GOES_ON}", object_)
    )


def _with(question: str, pattern: str, pronoun: str) -> str | None:
    found = re.search(pattern, question)
    if found is None:
        return None
    start, end = found.span("name")
    return question[:start] + pronoun + question[end:]


def _wordings(name: str) -> str:
    """Return a pattern for a name: whole, or its last word alone, with a title or without."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    return rf"(?:{re.escape(name)}|(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?<![\w-]){last})(?![\w-])"


def _only(fact: Fact, names: NameSorts, sort: NameSort) -> str | None:
    """Return the one name of a sort in a sentence, None where there are several."""
    found = {each.words for each in fact.terms if _sort(fact, each, names) == sort}
    return found.pop() if len(found) == 1 else None


def _sort(fact: Fact, term: Term, names: NameSorts) -> NameSort | None:
    """Return the sort of a name; one of several words that is in no place may be a person's."""
    if term.sort != "name":
        return None
    unplaced = " " in term.words and not _PLACED.search(fact.sentence[: term.start])
    return names.of(term.words) or ("person" if unplaced else None)


def _led_on(first: Fact, second: Fact, names: NameSorts) -> Pair | None:
    """Return a pair whose second sentence goes on about the only person of the first."""
    pronoun = words(second.sentence)[0]
    if pronoun not in {"he", "she"} or second.before != first.sentence:
        return None
    person = _only(first, names, "person")
    clear = unresolved(second.sentence) == pronoun
    return Pair(first, second, person, pronoun) if person and clear else None


def _sharing(first: Fact, second: Fact, names: NameSorts) -> Pair | None:
    """Return a pair of sentences that stand alone and name the same place or group."""
    shared = set() if unresolved(second.sentence) else {each.words for each in second.terms}
    for sort, pronoun in _PRONOUNS.items():
        name = _only(first, names, sort)
        if name in shared:
            return Pair(first, second, name, pronoun)
    return None
