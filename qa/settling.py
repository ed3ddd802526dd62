"""What becomes of a case in the end: a checked answer, quotes alone, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from qa.case import Case
from qa.checking import check_draft
from qa.citations import parse_draft, resolve
from qa.conflicts import Answered, Rival, reported, rivals, told
from qa.dates import as_of, in_words, resolved
from qa.drafting import Drafting
from qa.evidence import leans
from qa.quoting import best_quote, quoted, quoted_instead, with_the_nearest
from qa.refusing import (
    nearest_articles,
    nearest_evidence,
    nearest_sentence,
    not_mentioned,
    plain_title,
)
from qa.types import Answer, AnswerSentence, Citation, Evidence, Mode, Reported, Usage

__all__ = ["answered", "checked", "contradicting", "disputed", "quotes", "refusal"]

_KEPT = ("confidence", "mode", "model", "prompt_version", "usage")
"""What an answer keeps where its sentences are replaced by quotes that contradict each other."""


def checked(
    case: Case, drafting: Drafting, confidence: float, show_unsupported: bool = False
) -> Answer:
    """Return the answer that is left of a draft once its sentences are checked."""
    evidence = case.citable
    drafts, dropped = parse_draft(drafting.text, [each.number for each in case.evidence])
    if drafting.truncated and len(drafts) > 1:
        drafts.pop()  # the reply ended in the middle of it
    question = "\n".join((case.asked.standalone, *(case.asked.earlier or ())))
    case.judged = tuple(check_draft(drafts, evidence, question, case.surroundings()))
    kept = quoted_instead(case.judged, evidence, show_unsupported)
    if case.period and case.period.newest:
        kept = _newer(case, kept)
    kept = with_the_nearest(kept, case.evidence, evidence, case.asked.standalone)
    fields: dict[str, Any] = {
        **_written_by(drafting),
        "usage": replace(drafting.usage, dropped_citations=dropped),
    }
    if not kept:
        return quotes(case, confidence, **fields)
    return _told(case, kept, confidence=confidence, **fields)


def quotes(case: Case, confidence: float, **fields: Any) -> Answer:
    """Return the best evidence sentences as the answer, each its own quote."""
    sentences = tuple(
        AnswerSentence(each.text, (each.number,), "supported", "quoted word for word")
        for each in quoted(case.evidence)
    )
    return _told(case, sentences, mode="extractive", confidence=confidence, **fields)


def refusal(case: Case, confidence: float, mode: Mode) -> Answer:
    """Return the answer that the articles do not say, which names those that come nearest.

    Not for certain, where a sentence comes near: it is told with it.
    """
    drafting = case.drafting
    nearest = nearest_evidence(case.evidence, confidence)
    return case.answer(
        ("The articles do not say for certain." if nearest else "The articles do not say.")
        + nearest_articles(case.found)
        + not_mentioned(case.unmentioned)
        + nearest_sentence(nearest),
        nearest=nearest.number if nearest else None,
        abstained=True,
        confidence=confidence,
        mode="extractive" if mode == "extractive" else "generated",
        usage=drafting.usage if drafting else Usage(),
        **(_written_by(drafting) if drafting else {}),
    )


def contradicting(case: Case, answer: Answer) -> tuple[Rival, ...]:
    """Return the evidence of other articles that contradicts what an answer cites, surest first."""
    return rivals(
        case.asked.standalone, _cited(case, answer), case.all_evidence, case.articles, _said(answer)
    )


def answered(case: Case, answer: Answer) -> Answered:
    """Return what an answer says of what is asked, to be compared with what others may say.

    Its draft says less beside the answer than the quotes that may stand in its place.
    """
    drafted = " ".join(each.text for each in case.judged if each.verdict != "unsupported")
    return Answered.of(
        case.asked.standalone,
        (drafted, _said(answer)),
        _cited(case, answer),
        case.citable,
        case.articles,
    )


def disputed(case: Case, answer: Answer, found: Sequence[Rival]) -> Answer:
    """Return the answer that gives each of the values that contradict each other, as quotes.

    Where the newest is asked for, and one of them is newer than the others, it is the answer.
    """
    conflict = reported(found, case.citable, case.articles)
    if not conflict:
        return answer
    if case.period and case.period.newest and _is_newest(conflict[0], conflict[1:]):
        return _newest(case, answer, conflict)
    contrast = told(conflict, case.citable)
    cited = resolve(
        [number for each in conflict for number in each.numbers], case.citable, case.articles
    )
    return case.answer(
        contrast.text,
        sentences=contrast.sentences,
        citations=cited,
        conflict=conflict,
        **{name: getattr(answer, name) for name in _KEPT},
    )


def _is_newest(first: Reported, others: Iterable[Reported]) -> bool:
    """Return whether ``first``, of values with the newest first, is newer than all others."""
    return first.published is not None and all(
        each.published is not None and each.published < first.published for each in others
    )


def _newest(case: Case, answer: Answer, conflict: Sequence[Reported]) -> Answer:
    """Return what an answer says without the older values, or else the newest one as a quote."""
    newest, *others = (set(each.numbers) for each in conflict)
    older = set[int]().union(*others)
    kept = tuple(each for each in answer.sentences if older.isdisjoint(each.citations))
    if not any(newest & set(each.citations) for each in kept):
        number = conflict[0].numbers[0]
        quote = next(each.text for each in case.citable if each.number == number)
        reason = "quoted word for word; the newest of several answers"
        kept = (AnswerSentence(quote, (number,), "supported", reason),)
    return _told(case, kept, **{name: getattr(answer, name) for name in _KEPT})


def _newer(case: Case, sentences: tuple[AnswerSentence, ...]) -> tuple[AnswerSentence, ...]:
    """Return the best evidence, as a quote, in place of what older articles alone say."""
    cited = {number for each in sentences for number in each.citations}
    best = best_quote(case.evidence, case.asked.standalone)
    day = case.articles[best.article_id].published if best else None
    days = [
        case.articles[each.article_id].published for each in case.citable if each.number in cited
    ]
    if best is None or day is None or not days or not all(each and each < day for each in days):
        return sentences
    reason = "quoted word for word; newer than what else answers"
    return (AnswerSentence(best.text, (best.number,), "supported", reason),)


def _cited(case: Case, answer: Answer) -> list[Evidence]:
    numbers = {each.number for each in answer.citations}
    return [each for each in case.citable if each.number in numbers]


def _said(answer: Answer) -> str:
    return " ".join(each.text for each in answer.sentences)


def _told(case: Case, sentences: tuple[AnswerSentence, ...], **fields: Any) -> Answer:
    numbers = [number for each in sentences for number in each.citations]
    citations = resolve(numbers, case.citable, case.articles)
    noted = tuple(_noted(sentences, citations))
    newest = as_of(citations) if case.period and case.period.newest else None
    told_when = [f"As of {in_words(newest)}."] if newest else []
    return case.answer(
        " ".join([*(_marked(each, citations) for each in noted), *told_when]),
        sentences=noted,
        citations=citations,
        as_of=newest,
        **fields,
    )


def _noted(
    sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> Iterator[AnswerSentence]:
    """Yield sentences with notes: whom they lean on, and the days that relative dates mean."""
    before: set[str] = set()
    for sentence in sentences:
        cited = [each for each in citations if each.number in sentence.citations]
        articles = {each.article_id for each in cited}
        title = plain_title(cited[0].title) if cited and leans(sentence.text) else ""
        about = [f"in “{title}”"] if title and not articles & before else []
        yield replace(sentence, note="; ".join([*about, *_days(sentence, cited)]))
        before = articles


def _days(sentence: AnswerSentence, cited: Sequence[Citation]) -> Iterator[str]:
    """Yield the days that the relative dates of a sentence mean, each with its words."""
    meant = {
        each.words: str(each.span)
        for citation in cited
        if citation.published
        for each in resolved(citation.quote, citation.published)
        if each.words in sentence.text
    }
    yield from (f"{said}: {day}" for said, day in meant.items())


def _written_by(drafting: Drafting) -> dict[str, Any]:
    return {"model": drafting.model, "prompt_version": drafting.prompt_version}


def _marked(sentence: AnswerSentence, citations: Sequence[Citation]) -> str:
    markers = "".join(f" [{number}]" for number in sentence.citations)
    note = f" ({sentence.note})" if sentence.note else ""
    return f"{sentence.shown(citations)}{markers}{note}"
