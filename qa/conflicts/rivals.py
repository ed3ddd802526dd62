"""Sentences of other articles that answer the same question with another value.

Two ways to see one. *Parallel*: the sentences are word for word the same but for one piece, which
is a value. *Alike*: both share what the question asks about, and in each the value stands at the
same words of the question. What is not sure by one of them is no rival: precision goes before
recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.types import ArticleHeader
from qa.conflicts.alike import alike
from qa.conflicts.asking import Asking, Telling
from qa.conflicts.parallel import parallel
from qa.conflicts.values import agree
from qa.types import Evidence

__all__ = ["Rival", "rivals"]


@dataclass(frozen=True, slots=True)
class Rival:
    """Evidence ``number`` says ``value`` where the cited one, ``against``, says ``cited_value``.

    ``sureness`` is in 0..1, higher is surer; it ranks rivals and is no probability.
    """

    number: int
    value: str
    against: int
    cited_value: str
    sureness: float


def rivals(
    question: str,
    cited: Sequence[Evidence],
    evidence: Sequence[Evidence],
    headers: Mapping[str, ArticleHeader],
    said: str = "",
) -> tuple[Rival, ...]:
    """Return the sentences of other stories that contradict the cited ones, the surest first.

    ``said`` is the sentence of the answer: of several values in a cited sentence only those count
    that it repeats. Copies of one story are one (``ArticleHeader.copy_of``). A sentence is a rival
    once, against the cited sentence that it contradicts most surely; of two cited sentences that
    contradict each other the later one is the rival.
    """
    asking = Asking.of(question)
    telling = [Telling.of(each, headers.get(each.article_id), evidence) for each in evidence]
    numbers = {each.number for each in cited}
    own = [each for each in telling if each.evidence.number in numbers]
    found = [
        rival
        for other in telling
        for rival in _strongest(asking, [x for x in own if _may_contradict(x, other)], other, said)
        if rival.number not in numbers or rival.against < rival.number
    ]
    return tuple(sorted(found, key=lambda each: (-each.sureness, each.number)))


def _strongest(asking: Asking, own: Iterable[Telling], other: Telling, said: str) -> list[Rival]:
    """Return the surest contradiction between the cited sentences and another one, if any."""
    found = [
        Rival(other.evidence.number, theirs, each.evidence.number, ours, round(sure, 4))
        for each in own
        for method in (parallel, alike)
        for ours, theirs, sure in method(asking, each, other)
        if agree(ours, said) is not False
    ]
    return [max(found, key=lambda each: each.sureness)] if found else []


def _may_contradict(cited: Telling, other: Telling) -> bool:
    return cited.story != other.story and cited.evidence.text != other.evidence.text
