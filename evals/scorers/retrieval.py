"""Scorers of what was found: the order of the passages, the gold answer in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evals.records import GoldQuote, Sample, Score
from evals.scorers.gold import NO_EVIDENCE, ArticleText, Scorer, held, without_gold
from index.types import Passage
from qa.types import Answer

__all__ = ["gold_in_evidence", "ranked"]


def ranked(metric: Callable[[Sequence[str], dict[str, int]], float | None]) -> Scorer:
    """Return the scorer of a ranking metric over the passages that were found."""

    def scorer(sample: Sample, answer: Answer, _: ArticleText) -> Score:
        if not sample.evidence:
            return NO_EVIDENCE
        ranked, relevant = _ranking(sample, [each.passage for each in answer.results])
        return Score(metric(ranked, relevant))

    return scorer


def _ranking(sample: Sample, passages: Iterable[Passage]) -> tuple[list[str], dict[str, int]]:
    """Return the ids of passages in their order, and which of them are relevant.

    A gold quote is one relevant thing, whichever passage holds it; quotes that one passage holds
    together are one. A passage that holds nothing new is not relevant.
    """
    missing = list(enumerate(sample.evidence))
    ranked, relevant = [], {}
    for passage in passages:
        held = [number for number, gold in missing if _holds(passage, gold)]
        name = f"gold {held[0]}" if held else passage.id
        ranked.append(name)
        if held:
            relevant[name] = 1
            missing = [pair for pair in missing if pair[0] not in held]
    return ranked, relevant | {f"gold {number}": 1 for number, _ in missing}


def _holds(passage: Passage, gold: GoldQuote) -> bool:
    """Return whether a passage meets a gold quote, in its article or in a copy of it."""
    same = passage.article_id == gold.article_id
    meets = same and passage.start < gold.end and gold.start < passage.end
    return meets or gold.quote in passage.text


def gold_in_evidence(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Score 1 where the sentences of evidence hold what is asked for, else 0."""
    unscored = without_gold(sample)
    if unscored:
        return unscored
    shown = " \n".join(each.text for each in answer.evidence)
    return Score(held(sample, shown))
