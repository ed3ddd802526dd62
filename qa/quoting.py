"""Evidence sentences word for word: as an answer without a model, in and beside one of a model."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer_type import holds_answer
from qa.checking.claim import states
from qa.repeats import without_repeats
from qa.types import AnswerSentence, Evidence

__all__ = ["quoted", "quoted_instead", "with_the_nearest"]

_MOST = 3
_CLOSE = 1.5
"""Log-odds by which a further sentence may fall behind the best and still be quoted (citation F1 of
the best alone, and so: clapnq_dev 0.42, 0.55; squad2_500 0.87, 0.81; qed_nq 0.61, 0.63), and what
an answer cites without the best being quoted beside it."""
_LONGEST = 400
"""Characters up to which a quote is read in the place of a sentence."""


def quoted(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the sentences to quote, all of one article, in order of number."""
    best_first = sorted(evidence, key=lambda each: -each.score)
    best = best_first[0]
    close = [
        each
        for each in best_first
        if each.score >= best.score - _CLOSE and each.article_id == best.article_id
    ][:_MOST]
    return tuple(sorted(close, key=lambda each: each.number))


def quoted_instead(
    sentences: Sequence[AnswerSentence],
    evidence: Sequence[Evidence],
    show_unsupported: bool = False,
) -> tuple[AnswerSentence, ...]:
    """Return the sentences that may be shown, those in doubt replaced by what they cite.

    Unsupported ones are left out, unless they are to be shown as what they are. The words of the
    article cannot say more than the article does; a quote that is too long to be read in passing
    leaves its sentence as it is, marked.
    """
    by_number = {each.number: each for each in evidence}
    shown: list[AnswerSentence] = []
    for each in sentences:
        if each.verdict == "unsupported" and not show_unsupported:
            continue
        held = by_number[each.citations[0]].text if each.citations else ""
        if each.verdict == "partly" and 0 < len(held) <= _LONGEST:
            reason = f"quoted word for word; {each.reason}"
            each = AnswerSentence(held, each.citations[:1], "supported", reason)  # noqa: PLW2901
        shown.append(each)
    return without_repeats(shown)


def with_the_nearest(
    sentences: tuple[AnswerSentence, ...],
    evidence: Sequence[Evidence],
    citable: Sequence[Evidence],
    question: str,
) -> tuple[AnswerSentence, ...]:
    """Return the sentences and, where all that they cite falls far behind it, the best evidence.

    ``citable`` is what may be cited, ``evidence`` what the model was shown of it. What a small
    model cites and what the search finds best are wrong about different questions: the reader sees
    both. Where a sort of answer is asked for, the quote has to hold one.
    """
    best = max(evidence, key=lambda each: each.score, default=None)
    scores = {each.number: each.score for each in citable}
    cited = [scores[number] for each in sentences for number in each.citations if number in scores]
    if best is None or not cited or best.score < max(cited) + _CLOSE or len(best.text) > _LONGEST:
        return sentences
    if not states(best.text) or holds_answer(question, best.text) is False:
        return sentences
    reason = "quoted word for word; it comes nearest to the question"
    return (*sentences, AnswerSentence(best.text, (best.number,), "supported", reason))
