"""Evidence sentences word for word: as an answer without a model, in and beside one of a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer_type import holds_answer
from qa.checking.claim import states
from qa.checking.facts import stems
from qa.checking.wording import foreign
from qa.repeats import without_repeats
from qa.types import AnswerSentence, Evidence

__all__ = ["best_quote", "quoted", "quoted_instead", "with_the_nearest"]

_MOST = 3
_CLOSE = 1.5
"""Log-odds by which a further sentence may fall behind the best and still be quoted (citation F1 of
the best alone, and so: clapnq_dev 0.42, 0.55; squad2_500 0.87, 0.81; qed_nq 0.61, 0.63), and what
an answer cites without the best being quoted beside it."""
_LONG = 8
"""Words from which a sentence that is a part of its quote is no short answer."""
_TELLING = re.compile(
    r"\b(?:[^\W\d_A-Z]{2,}|About|Almost|Around|Nearly|Only|Over|Roughly|Some|Up)\b"
)
"""Words that tell more than a name or a place does."""
_PRONOUN = re.compile(r"\b(?:it|its|he|his|she|her|they|their)\b", re.IGNORECASE)
_SAYING_LITTLE = frozenset("mani name year date time kind type sort".split())
"""Stems of a question that say what sort of thing is asked for, not about what."""
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
        if 0 < len(held) <= _LONGEST and (each.verdict == "partly" or _is_cut(each, held)):
            reason = f"quoted word for word; {each.reason}"
            each = AnswerSentence(held, each.citations[:1], "supported", reason)  # noqa: PLW2901
        shown.append(each)
    return without_repeats(shown)


def _is_cut(sentence: AnswerSentence, held: str) -> bool:
    """Return whether a long sentence is how its quote ends, without how that begins.

    "Around" may be lost so, or a first name, or whose words they are; a place and a date before a
    report, or a number in a list, may well be.
    """
    told, whole = " ".join(sentence.text.split()).rstrip("."), " ".join(held.split())
    begins = len(whole.rstrip(".")) - len(told)
    return (
        sentence.verdict == "supported"
        and len(sentence.citations) == 1
        and len(told.split()) >= _LONG
        and begins > 0
        and whole.rstrip(".").casefold().endswith(f" {told.casefold()}")
        and bool(_TELLING.search(whole[:begins]))
    )


def with_the_nearest(
    sentences: tuple[AnswerSentence, ...],
    evidence: Sequence[Evidence],
    citable: Sequence[Evidence],
    question: str,
) -> tuple[AnswerSentence, ...]:
    """Return the sentences and, where what they cite falls behind it, the best evidence.

    Far behind by score, or in the words of the question that it holds.

    ``citable`` is what may be cited, ``evidence`` what the model was shown of it. What a small
    model cites and what the search finds best are wrong about different questions: the reader sees
    both.
    """
    best = best_quote(evidence, question)
    told = [each for each in citable if any(each.number in x.citations for x in sentences)]
    if best is None or not told or best in told:
        return sentences
    behind = best.score >= max(each.score for each in told) + _CLOSE
    if not behind and not _holds_more(question, best, told):
        return sentences
    reason = "quoted word for word; it comes nearest to the question"
    return (*sentences, AnswerSentence(best.text, (best.number,), "supported", reason))


def best_quote(evidence: Sequence[Evidence], question: str) -> Evidence | None:
    """Return the best evidence sentence, if it can stand as a quote; None if not.

    It has to state something, and where a sort of answer is asked for, to hold one.
    """
    best = max(evidence, key=lambda each: each.score, default=None)
    if best is None or len(best.text) > _LONGEST or not states(best.text):
        return None
    return None if holds_answer(question, best.text) is False else best


def _holds_more(question: str, best: Evidence, told: Sequence[Evidence]) -> bool:
    """Return whether a sentence holds all words of a question that others hold, and more.

    What a pronoun stands for, others may hold as well.
    """
    if any(_PRONOUN.search(each.text) for each in told):
        return False
    asked = stems(question) - _SAYING_LITTLE
    here = foreign(asked, stems(best.text))
    there = foreign(asked, stems(" ".join(each.text for each in told)))
    return here < there
