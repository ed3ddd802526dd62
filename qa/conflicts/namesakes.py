"""Sentences that may answer of a namesake: two albums of one title, two townships of one name.

No words tell such a sentence from one on another matter, so that it counts only once a model, which
was shown nothing else, has answered the question from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.types import ArticleHeader
from qa.conflicts.asking import Asking, Telling
from qa.conflicts.rivals import Rival
from qa.conflicts.values import Value, differ, same
from qa.types import Evidence

__all__ = ["namesakes", "otherwise"]

_BEHIND = 2.0
"""How far the score of a sentence may fall behind that of the best cited one."""
_SURENESS = 0.5


def namesakes(
    question: str,
    cited: Sequence[Evidence],
    evidence: Sequence[Evidence],
    headers: Mapping[str, ArticleHeader],
    said: Sequence[str],
) -> tuple[Evidence, ...]:
    """Return the sentences of other stories that may give another answer, the best first.

    The answer is the first of ``said`` of which a ``cited`` sentence holds a value. Each sentence
    that is returned holds, with its title, all that the question names, and of the sort that is
    asked for a value that differs from all of the answer. Of a story there is the best one; none
    where the words of the question do not tell what sort of answer it asks for.
    """
    asking = Asking.of(question)
    told, base = _told(asking, cited, said)
    if not (asking.names and base):
        return ()
    least = max(each.score for each in base) - _BEHIND
    stories = {_story(each, headers) for each in base}
    found: dict[str, Evidence] = {}
    for each in sorted(evidence, key=lambda each: -each.score):
        if each.score >= least and (story := _story(each, headers)) not in stories:
            telling = Telling.of(each, headers.get(each.article_id), evidence)
            held = asking.values(each.text, telling.published)
            if asking.names <= telling.about and any(_new(x, told) for x in held):
                found.setdefault(story, each)
    return tuple(found.values())


def otherwise(
    question: str, cited: Sequence[Evidence], other: Evidence, said: Sequence[str], draft: str
) -> Rival | None:
    """Return how an answer differs from the ``draft`` that a model made of ``other`` alone.

    None where the draft holds no value that stands in its sentence and differs from all of the
    answer, which is read as ``namesakes`` does.
    """
    asking = Asking.of(question)
    told, base = _told(asking, cited, said)
    theirs = next((x for x in asking.values(draft, None) if _stands(x, asking, other)), None)
    if theirs is None or not _new(theirs, told):
        return None
    for value in told:
        for each in base:
            if _stands(value, asking, each):
                return Rival(other.number, theirs.text, each.number, value.text, _SURENESS)
    return None


def _told(
    asking: Asking, cited: Sequence[Evidence], said: Sequence[str]
) -> tuple[Sequence[Value], list[Evidence]]:
    """Return the values of an answer, and the cited sentences that hold one of them."""
    for each in said:
        values = asking.values(each, None)
        base = [x for x in cited if any(_stands(value, asking, x) for value in values)]
        if base:
            return values, base
    return (), []


def _new(value: Value, told: Sequence[Value]) -> bool:
    return all(differ(value, each) for each in told)


def _stands(value: Value, asking: Asking, evidence: Evidence) -> bool:
    return any(same(value, each) for each in asking.values(evidence.text, None))


def _story(evidence: Evidence, headers: Mapping[str, ArticleHeader]) -> str:
    header = headers.get(evidence.article_id)
    return (header.copy_of or header.id) if header else evidence.article_id
