"""What went wrong with a sample, by kind, so that failures of one kind can be read together."""

from __future__ import annotations

from collections.abc import Callable

from evals.records import Result

__all__ = ["FAILURES", "failures"]

FAILURES = {
    "not-retrieved": "gold not retrieved",
    "not-in-evidence": "gold not in the evidence",
    "wrong-answer": "wrong answer",
    "wrongly-refused": "wrongly refused",
    "wrongly-answered": "wrongly answered",
    "citation-wrong": "citation wrong",
    "ungrounded": "ungrounded",
    "false-support": "false support",
    "error": "error",
}
"""The kinds in the order in which an answer comes about, with their names in words."""


def failures(result: Result) -> frozenset[str]:
    """Return the kinds of failure (keys of ``FAILURES``) that a result shows.

    A score that could not be given is no failure. A refused question is judged as a refusal alone:
    it has no answer that could be wrong.
    """
    return frozenset(kind for kind, failed in _TESTS.items() if failed(result))


def _score(result: Result, name: str) -> float | None:
    score = result.scores.get(name)
    return score.value if score else None


def _below_one(name: str) -> Callable[[Result], bool]:
    def below(result: Result) -> bool:
        value = _score(result, name)
        return value is not None and value < 1

    return below


def _not_retrieved(result: Result) -> bool:
    """Return whether no gold evidence is among the passages, as deep as the scorers looked."""
    hits = {name: score.value for name, score in result.scores.items() if name.startswith("hit@")}
    known = [value for value in hits.values() if value is not None]
    return bool(known) and max(known) == 0


def _wrong_answer(result: Result) -> bool:
    """Return whether an answer was given to an answerable question, and is not right."""
    if result.answer is None or result.answer.abstained or result.sample.answerable is False:
        return False
    right = _score(result, "answered_right")
    if right is not None:
        return right < 1
    return any(_below_one(name)(result) for name in ("contains_gold", "all_gold", "no_wrong"))


def _wrongly_refused(result: Result) -> bool:
    answer = result.answer
    return answer is not None and answer.abstained and result.sample.answerable is True


def _wrongly_answered(result: Result) -> bool:
    answer = result.answer
    return answer is not None and not answer.abstained and result.sample.answerable is False


def _citation_wrong(result: Result) -> bool:
    """Return whether a quote is not in its article, or no quote is gold evidence.

    A quote beside those that are gold is not wrong: the gold evidence is seldom all there is.
    """
    return _below_one("citation_exactness")(result) or _score(result, "citation_precision") == 0


def _false_support(result: Result) -> bool:
    value = _score(result, "false_support")
    return value is not None and value > 0


_TESTS: dict[str, Callable[[Result], bool]] = {
    "not-retrieved": _not_retrieved,
    "not-in-evidence": _below_one("gold_in_evidence"),
    "wrong-answer": _wrong_answer,
    "wrongly-refused": _wrongly_refused,
    "wrongly-answered": _wrongly_answered,
    "citation-wrong": _citation_wrong,
    "ungrounded": _below_one("groundedness"),
    "false-support": _false_support,
    "error": lambda result: result.error is not None,
}
