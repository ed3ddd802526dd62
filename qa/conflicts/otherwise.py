"""Sentences of other articles that may answer otherwise, which only a model can tell.

Two albums of one title, two townships of one name, an older state of things: no words tell such a
sentence from one on another matter. It counts only once a model, which was shown nothing else, has
answered the question from it, with another value than the answer has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.types import ArticleHeader
from qa.conflicts.asking import Asking, Telling
from qa.conflicts.rivals import Rival
from qa.conflicts.values import Name, Value, differ, same
from qa.types import Evidence

__all__ = ["Answered"]

_BEHIND = 2.0
"""How far the score of a sentence may fall behind that of the best cited one."""
_PLACED = re.compile(
    r"(?<!trust )(?<!leader )(?<!confidence )(?<!faith )\b(?:in|near|outside|inside|across)\s"
    r"(?:the\s)?\Z",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\w+(?:ish|ese)|(?:Afric|Americ|Mexic)an|(?:As|Austral|Belg|Brazil|Canad|Ind|Iran|Ital|Jordan"
    r"|Lib|Palestin|Russ|Syr|Ukrain)ian|Dutch|European|French|German|Iraqi|Israeli|Korean"
)
_GOES_ON = re.compile(r"[ -][a-z]")
_SURENESS = 0.5
"""Below what shows a contradiction without a model."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer says of what is asked: its ``values``, and the ``cited`` that hold one.

    Both are empty where the words of the question do not tell what sort of answer it asks for.
    """

    asking: Asking
    values: tuple[Value, ...]
    cited: tuple[Telling, ...]
    evidence: tuple[Evidence, ...]
    headers: Mapping[str, ArticleHeader]

    @classmethod
    def of(
        cls,
        question: str,
        wordings: Iterable[str],
        cited: Sequence[Evidence],
        evidence: Sequence[Evidence],
        headers: Mapping[str, ArticleHeader],
    ) -> Answered:
        """Read an answer: the first of its ``wordings`` of which a cited sentence holds a value.

        ``evidence`` is all in which others are looked for; wordings have no citation markers.
        """
        asking = Asking.of(question)
        telling = [Telling.of(each, headers.get(each.article_id), evidence) for each in cited]
        for wording in wordings:
            values = tuple(_answers(asking, wording))
            holding = tuple(x for x in telling if any(_held(v, asking, x) for v in values))
            if holding:
                return cls(asking, values, holding, tuple(evidence), headers)
        return cls(asking, (), (), tuple(evidence), headers)

    def others(self) -> tuple[Evidence, ...]:
        """Return the sentences of other stories that may answer otherwise, the best first.

        Each holds, with its title, all that the question names, and a value of the sort that is
        asked for which differs from all of the answer. Of a story there is the best one.
        """
        if not (self.asking.names and self.cited):
            return ()
        least = max(each.evidence.score for each in self.cited) - _BEHIND
        stories = {each.story for each in self.cited}
        found: dict[str, Evidence] = {}
        for each in sorted(self.evidence, key=lambda each: -each.score):
            telling = self._telling(each)
            if each.score < least or telling.story in stories:
                continue
            values = _answers(self.asking, each.text)
            if self.asking.names <= telling.about and any(map(self._is_new, values)):
                found.setdefault(telling.story, each)
        return tuple(found.values())

    def otherwise(self, other: Evidence, draft: str) -> Rival | None:
        """Return how the answer differs from the ``draft`` that a model made of ``other`` alone.

        None where the draft repeats a value of the answer, or where it is not certain which of its
        values, as the sentence has them, is the other one.
        """
        telling = self._telling(other)
        held = [_held(value, self.asking, telling) for value in _answers(self.asking, draft)]
        theirs = {each.text: each for each in held if each is not None}
        if len(theirs) != 1 or not all(map(self._is_new, theirs.values())):
            return None
        (other_value,) = theirs
        for value in self.values:
            for each in self.cited:
                ours = _held(value, self.asking, each)
                if ours is not None:
                    against = each.evidence.number
                    return Rival(other.number, other_value, against, ours.text, _SURENESS)
        return None

    def _telling(self, sentence: Evidence) -> Telling:
        return Telling.of(sentence, self.headers.get(sentence.article_id), self.evidence)

    def _is_new(self, value: Value) -> bool:
        """Return whether a value is none of the answer, and of the same sort as one of them."""
        return not any(same(value, each) for each in self.values) and any(
            differ(value, each) for each in self.values
        )


def _answers(asking: Asking, text: str) -> Iterator[Value]:
    """Yield the values of a text that the question does not hold itself.

    A relative date is none: a draft does not say of which day it speaks.
    """
    for each in asking.values(text, None):
        placed = asking.kind == "person" and isinstance(each, Name) and _is_no_person(text, each)
        if not placed and not asking.holds(each):
            yield each


def _is_no_person(text: str, name: Name) -> bool:
    """Return whether a name is that of a place or a people: "in Baghdad", "Kurdish exiles"."""
    return bool(
        _PLACED.search(text, 0, name.start)
        or (_PEOPLE.fullmatch(name.text) and _GOES_ON.match(text, name.end))
    )


def _held(value: Value, asking: Asking, telling: Telling) -> Value | None:
    """Return a value as a sentence has it, None where it does not."""
    found = [each for each in _answers(asking, telling.evidence.text) if same(value, each)]
    if found and value.text in telling.evidence.text:
        return value
    return min(found, key=lambda each: abs(len(each.text) - len(value.text)), default=None)
