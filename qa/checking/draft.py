"""A draft settled: each sentence with the citations that bear it out best."""

from __future__ import annotations

from collections.abc import Sequence

from qa.checking.claim import Claim
from qa.checking.rules import check, coverage
from qa.citations import DraftSentence
from qa.directives import without_directives
from qa.types import AnswerSentence, Evidence, Verdict

__all__ = ["Surroundings", "check_draft"]

_ORDER: dict[Verdict, int] = {"unsupported": 0, "partly": 1, "supported": 2}
Surroundings = dict[int, tuple[str, str]]
"""By evidence number: the heading of its article, and the sentences beside it."""


def check_draft(
    sentences: Sequence[DraftSentence],
    evidence: Sequence[Evidence],
    question: str,
    around: Surroundings,
) -> list[AnswerSentence]:
    """Return each sentence with the citations that bear it out best, its verdict and reason.

    A sentence without a citation, or whose citation does not hold, is given the evidence sentence
    that supports it best, if one does. Orders to a model that stand around a quote count for
    nothing.
    """
    around = {
        number: (without_directives(heading), without_directives(nearby))
        for number, (heading, nearby) in around.items()
    }
    by_number = {each.number: each for each in evidence}
    return [_settled(sentence, by_number, question, around) for sentence in sentences]


def _settled(
    sentence: DraftSentence, evidence: dict[int, Evidence], question: str, around: Surroundings
) -> AnswerSentence:
    def judged(numbers: tuple[int, ...]) -> tuple[Verdict, str, float]:
        claim = Claim(
            sentence.text,
            [evidence[number].text for number in numbers],
            question,
            " ".join(around.get(number, ("", ""))[0] for number in numbers),
            " ".join(around.get(number, ("", ""))[1] for number in numbers),
        )
        return (*check(claim), coverage(claim, claim.quoted))

    verdict, reason, _ = judged(sentence.citations)
    citations = sentence.citations
    if verdict != "supported" and evidence:
        others = {(number,): judged((number,)) for number in evidence}
        best = max(
            others,
            key=lambda each: (_ORDER[others[each][0]], others[each][2], evidence[each[0]].score),
        )
        if _ORDER[others[best][0]] > _ORDER[verdict]:
            citations, (verdict, reason, _) = best, others[best]
    return AnswerSentence(sentence.text, citations, verdict, reason)
