"""What becomes of a case in the end: a checked answer, quotes alone, or a refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qa.case import Case
from qa.checking import check_draft
from qa.citations import parse_draft, resolve
from qa.drafting import Drafting
from qa.quoting import quoted, quoted_instead
from qa.refusing import nearest_articles
from qa.types import Answer, AnswerSentence, Mode, Usage

__all__ = ["checked", "quotes", "refusal"]


def checked(case: Case, drafting: Drafting, confidence: float) -> Answer:
    """Return the answer that is left of a draft once its sentences are checked."""
    evidence = case.all_evidence
    drafts, dropped = parse_draft(drafting.text, [each.number for each in case.evidence])
    if drafting.truncated and len(drafts) > 1:
        drafts.pop()  # the reply ended in the middle of it
    question = " ".join((case.asked.standalone, *(case.asked.earlier or ())))
    case.judged = tuple(check_draft(drafts, evidence, question, case.surroundings()))
    kept = quoted_instead(case.judged, evidence)
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
    """Return the answer that the articles do not say, which names those that come nearest."""
    drafting = case.drafting
    return case.answer(
        f"The articles do not say.{nearest_articles(case.found)}",
        abstained=True,
        confidence=confidence,
        mode="extractive" if mode == "extractive" else "generated",
        usage=drafting.usage if drafting else Usage(),
        **(_written_by(drafting) if drafting else {}),
    )


def _told(case: Case, sentences: tuple[AnswerSentence, ...], **fields: Any) -> Answer:
    numbers = [number for each in sentences for number in each.citations]
    return case.answer(
        " ".join(map(_marked, sentences)),
        sentences=sentences,
        citations=resolve(numbers, case.all_evidence, case.articles),
        **fields,
    )


def _written_by(drafting: Drafting) -> dict[str, Any]:
    return {"model": drafting.model, "prompt_version": drafting.prompt_version}


def _marked(sentence: AnswerSentence) -> str:
    markers = "".join(f" [{number}]" for number in sentence.citations)
    return f"{' '.join(sentence.text.split())}{markers}"
