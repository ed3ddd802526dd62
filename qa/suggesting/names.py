"""Whether a name is a person's, a place's or a group's, by the company that it keeps.

Counted over the texts that are at hand and never guessed: a name without such company has no sort.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal

from index.sentences import sentence_spans
from index.types import Article, Passage
from qa.suggesting.terms import ADJECTIVE, GROUP, MONTHS, Term, terms_of

__all__ = ["NameSort", "NameSorts"]

NameSort = Literal["person", "place", "group"]

_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\b\.? ")
_BEFORE_PERSON = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|[Pp]resident|[Mm]inister|[Ss]ecretary|[Dd]irector"
    r"|[Pp]rofessor|[Ss]enator|[Ff]armer|[Ee]conomist|[Ss]pokes(?:man|woman)|author|actor|singer"
    r"|critic|teacher|leader|officer|judge|scientist|reporter|founder),?|\b(?:said|says|by))\s$"
)
_AFTER_PERSON = re.compile(
    r"^(?:,\s(?:\d\d,|who\b)|\s(?:said|says|told|wrote|warned|added|who\b|signed|was born)"
    r"|,\s[^,;.:]{3,80},\s(?:said|says|told|warned|argued|added)\b)"
)
_BEFORE_PLACE = re.compile(r"\b(?:in|In|near|Near|across|outside)\s$")
_PLACE = re.compile(
    r"\b(?:Street|Road|Avenue|Square|Island|Islands|River|Lake|County|Mount|Bay|Bridge|Airport"
    r"|Valley|Park)\b"
)


class NameSorts:
    """The sorts of the names in some articles or passages."""

    def __init__(self, texts: Iterable[Article | Passage]) -> None:
        votes: defaultdict[str, Counter[NameSort]] = defaultdict(Counter)
        for each in texts:
            for start, end in sentence_spans(each.text):
                sentence = each.text[start:end]
                for term in terms_of(sentence):
                    if term.sort == "name" and (sort := _company(sentence, term)):
                        votes[term.words][sort] += 1
        clear = {name: _clear(count) for name, count in votes.items()}
        self._sorts = {name: sort for name, sort in clear.items() if sort}
        self._votes = {name: votes[name].total() for name in self._sorts}

    def of(self, name: str) -> NameSort | None:
        """Return the sort of a name, None where its company does not tell."""
        return self._sorts.get(name)

    def all(self, sort: NameSort) -> list[str]:
        """Return the names of a sort, the surest first."""
        names = [name for name, each in self._sorts.items() if each == sort]
        return sorted(names, key=lambda name: (-self._votes[name], name))


def _company(sentence: str, term: Term) -> NameSort | None:
    before, after = sentence[: term.start], sentence[term.end :]
    if ADJECTIVE.fullmatch(term.words) or term.words in MONTHS:
        return None
    if _TITLED.match(term.words):
        return "person"
    if GROUP.search(term.words):
        return "group"
    if _PLACE.search(term.words):
        return "place"
    if " " in term.words and (_BEFORE_PERSON.search(before) or _AFTER_PERSON.match(after)):
        return "person"
    return "place" if _BEFORE_PLACE.search(before) else None


def _clear(count: Counter[NameSort]) -> NameSort | None:
    """Return the sort of at least two thirds of the votes."""
    sort, most = count.most_common(1)[0]
    return sort if 3 * most >= 2 * count.total() else None
