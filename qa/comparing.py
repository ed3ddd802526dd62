"""Whether other articles say otherwise than an answer: the model is asked about each alone.

What may contradict the answer comes from ``qa.conflicts``; what becomes of it from ``qa.settling``.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager

from qa.case import Case
from qa.citations import parse_draft
from qa.conflicts import Rival
from qa.drafting import Drafter, Drafting
from qa.errors import ModelError
from qa.settling import answered, contradicting, disputed
from qa.trace import Comparison
from qa.types import Answer, Evidence

__all__ = ["compared"]

_log = logging.getLogger(__name__)

_RIVALS = 2
"""Sentences that may contradict an answer about which the model is asked: each costs a prompt."""
_RIVAL_STATES = 0.5
"""P(Yes) that a contradicting sentence alone states an answer to the question."""
_OTHER_STATES = 0.9
"""The same for a sentence of which no words tell that it contradicts the answer."""


async def compared(case: Case, answer: Answer, drafter: Drafter) -> Answer:
    """Return an answer, or what contradicts it beside it where other articles say otherwise.

    Where the model fails over it, the answer stands.
    """
    try:
        found = await _rivals(case, answer, drafter) or await _others(case, answer, drafter)
    except ModelError as error:
        _log.warning("other articles were not compared, as the model failed: %s", error)
        return answer
    return disputed(case, answer, found)


async def _rivals(case: Case, answer: Answer, drafter: Drafter) -> list[Rival]:
    """Return the rivals of an answer in which the model finds an answer as well."""
    evidence = {each.number: each for each in case.all_evidence}
    found = []
    for rival in contradicting(case, answer)[:_RIVALS]:
        async with _alone(case, evidence[rival.number], drafter) as drafting:
            if await drafting.judge() >= _RIVAL_STATES:
                found.append(rival)
    return found


async def _others(case: Case, answer: Answer, drafter: Drafter) -> list[Rival]:
    """Return what the model answers from sentences of other articles, if it differs."""
    if answer.mode != "generated":
        return []
    given, found = answered(case, answer), []
    for sentence in given.others()[:_RIVALS]:
        async with _alone(case, sentence, drafter) as drafting:
            if await drafting.judge() < _OTHER_STATES:
                continue
            async with aclosing(drafting.write()) as tokens:
                async for _ in tokens:
                    pass
        drafts, _ = parse_draft(drafting.text, [sentence.number])
        other = given.otherwise(sentence, " ".join(each.text for each in drafts))
        if other is not None:
            found.append(other)
    return found


@asynccontextmanager
async def _alone(
    case: Case, sentence: Evidence, drafter: Drafter
) -> AsyncGenerator[Drafting, None]:
    """Give a draft of what one sentence answers, and end it; the case keeps what came of it."""
    drafting = drafter.start(case.asked.question, (sentence,), case.articles, case.asked.earlier)
    async with aclosing(drafting):
        yield drafting
    made = Comparison(sentence.number, drafting.confidence, drafting.text)
    case.compared = (*case.compared, made)
