"""A question and a sentence, as far as a conflict between two sentences depends on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.lexical import STOP_WORDS
from index.sentences import words
from index.types import ArticleHeader
from qa.answer_type import AnswerType, answer_type
from qa.checking.facts import bare, folded
from qa.checking.pointing import opens_with_pronoun
from qa.conflicts.amounts import amounts
from qa.conflicts.days import days
from qa.conflicts.values import Value, people_and_places
from qa.stemming import stem
from qa.types import Evidence

__all__ = ["Asking", "Telling", "stemmed"]

Kind = AnswerType | Literal["price"] | None

_PRICE = re.compile(r"\b(?:costs?|price[sd]?|pay|paid|worth|fee|salary|fine)\b", re.IGNORECASE)
_ASKS_PRICE = re.compile(r"\bhow\s+much\b|\bwhat\b", re.IGNORECASE)
_ASKS_THING = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:how\s+many|(?:number|total|count)\s+of)\s+(?:of\s+)?(?:(?:the|these|those)\s+)?"
    r"((?:[\w’'-]+\s*){1,4})",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bhow\s+(?:many|much|old|long|tall|high|far|fast|deep|wide|large|big|often|heavy)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "name year date day month number count total amount kind type sort place time happen happened "
    "latest current currently present newest recent recently come came fall fallen fell get got "
    "make made take taken took become became cause caused give given go went".split()
)
"""Words of a question that say what sort of answer is asked for, or little, not about what."""
_SAME = {
    **dict.fromkeys("die died dies dead death deaths kill killed kills".split(), "die"),
    **dict.fromkeys("hurt injure injured injuries wounded".split(), "hurt"),
    **dict.fromkeys("build built builds construct constructed erected".split(), "build"),
    **dict.fromkeys("found founded established formed".split(), "founded"),
    **dict.fromkeys("open opens opened opening".split(), "open"),
    **dict.fromkeys("write wrote written writes author".split(), "write"),
    **dict.fromkeys("direct directed directs director".split(), "direct"),
    **dict.fromkeys("artist performed performer recorded sang singer sung".split(), "perform"),
    **dict.fromkeys("cost costs price priced".split(), "cost"),
}
"""Words that news use for one thing, of which a question may have another than a sentence."""
_DROPPED = STOP_WORDS | {""}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question asks about: stems of its names and of its other words.

    ``counted`` are the stems of what a "how many" counts; ``thing`` says whether a thing is asked
    for, with "what" or "which".
    """

    kind: Kind
    names: frozenset[str]
    topics: frozenset[str]
    counted: frozenset[str]
    thing: bool

    @classmethod
    def of(cls, question: str) -> Asking:
        """Read a question."""
        opening = re.search(r"\w+", question)
        rest = question[opening.end() :] if opening else ""
        names = stemmed(re.findall(r"\b[^\W\d_a-z][\w’'.-]*|\b\d[\w.,]*\w\b|\b\d\b", rest))
        match = _COUNTED.search(question)
        counted: list[str] = []
        for word in words(match[1]) if match else ():
            if word in STOP_WORDS:
                break
            counted.append(word)
        rest = _HOW.sub(" ", question)
        topics = stemmed(word for word in words(rest) if word not in _EMPTY) - names
        kind: Kind = answer_type(question)
        if kind in {None, "number"} and _PRICE.search(question) and _ASKS_PRICE.search(question):
            kind = "price"
        return cls(
            kind, names, topics, stemmed(counted) - names, bool(_ASKS_THING.search(question))
        )

    @property
    def stems(self) -> frozenset[str]:
        """Names and topics together."""
        return self.names | self.topics

    def holds(self, value: Value) -> bool:
        """Return whether the question itself holds a value, which then cannot be its answer."""
        return stemmed(words(value.text)) <= self.names

    def values(self, text: str, published: date | None) -> Sequence[Value]:
        """Return each mention in a text of something of the sort that is asked for, in order.

        A relative date is one only where the day is known on which the text was ``published``. A
        place is none: two that differ may lie in one another.
        """
        if self.kind == "date":
            return days(text, published)
        if self.kind in {"number", "price"}:
            return amounts(text)
        if self.kind == "person":
            return [x for x in people_and_places(text) if not stemmed(x.parts) <= self.names]
        return []


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with the stems of its words, of what it is about, and of its article.

    ``about`` are its own words and its title's, and where it opens with a pronoun also those of the
    evidence from its article; ``around`` are all of these in any case.
    """

    evidence: Evidence
    story: str
    published: date | None
    stems: frozenset[str]
    about: frozenset[str]
    around: frozenset[str]

    @classmethod
    def of(
        cls, sentence: Evidence, header: ArticleHeader | None, evidence: Iterable[Evidence]
    ) -> Telling:
        """Read a sentence; of an article without a header only its id is known."""
        title = stemmed(words(header.title)) if header else frozenset()
        around = " ".join(each.text for each in evidence if each.article_id == sentence.article_id)
        stems = stemmed(words(sentence.text))
        beside = title | stemmed(words(around))
        return cls(
            sentence,
            (header.copy_of or header.id) if header else sentence.article_id,
            header.published if header else None,
            stems,
            stems | (beside if opens_with_pronoun(sentence.text) else title),
            beside,
        )


def stemmed(found: Iterable[str]) -> frozenset[str]:
    """Return the stems of words, folded, without stop words."""
    plain = (bare(folded(word)).strip(".-'") for word in found)
    return frozenset(_SAME.get(word) or stem(word) for word in plain if word not in _DROPPED)
