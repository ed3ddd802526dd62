"""An answer written out in paragraphs, for a style: its sentences with [n], then its sources.

The words around an answer stand here once; a ``Style`` knows how to make text from articles safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.dates import in_words
from qa.types import Answer, AnswerSentence, Citation, Reported

__all__ = ["Style", "answer_paragraphs", "imprint", "showable"]

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VERDICTS = {
    "supported": "",
    "partly": "partly supported",
    "unsupported": "not found in the articles",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How paragraphs are set: each function takes text as it is, and returns it safe."""

    line: Callable[[str], str]
    """Text from anywhere, as one line that is no markup."""

    aside: Callable[[str], str]
    """Words of ours about the answer; they are safe already."""

    item: Callable[[str], str]
    """An entry of a list; what is in it is safe already."""

    heading: Callable[[str], str]
    """The heading over the sources, in words of ours."""

    source: Callable[[Citation], str]
    """A citation with its number, imprint and exact quote."""


def answer_paragraphs(answer: Answer, style: Style) -> list[str]:
    """Return what a reader of the answer should know, in order; the sources come last."""
    sources = [style.source(each) for each in answer.citations]
    return [
        *(style.aside(each) for each in _remarks(answer)),
        *_body(answer, style),
        *((style.heading("Sources"), *sources) if sources else ()),
    ]


def imprint(citation: Citation | Reported) -> list[str]:
    """Return title, publisher and date of what is cited, as far as they are known."""
    published = in_words(citation.published) if citation.published else ""
    return [each for each in (citation.title, citation.source, published) if each.strip()]


def showable(text: str) -> str:
    """Return a text with a sign for each control character and lone surrogate."""
    return _UNSHOWABLE.sub("\ufffd", text)


def _remarks(answer: Answer) -> list[str]:
    remarks = []
    if answer.abstained:
        remarks.append("Not answered.")
    if answer.incomplete:
        remarks.append("This answer is incomplete: it stopped before its end.")
    if answer.conflict:
        remarks.append("The articles give different answers.")
    elif answer.mode == "extractive" and answer.sentences:
        remarks.append("In the words of the articles:")
    if answer.as_of:
        remarks.append(f"As of {in_words(answer.as_of)}, the date of the newest article cited.")
    return remarks


def _body(answer: Answer, style: Style) -> list[str]:
    notice = [style.line(answer.notice)] if answer.notice else []
    if not answer.sentences:
        return [*notice, style.line(answer.text)]
    said = [_sentence(each, answer.citations, style) for each in answer.sentences]
    if answer.conflict:
        return [*notice, "\n".join(_opposed(answer.conflict, said, style))]
    return [*notice, " ".join(said)]


def _opposed(conflict: tuple[Reported, ...], said: list[str], style: Style) -> list[str]:
    """Return who gives each value and the sentence that does; apart where they are not as many."""
    told = [style.line(", ".join([each.value, *imprint(each)])) for each in conflict]
    if len(told) == len(said):
        return [style.item(f"{who}: {what}") for who, what in zip(told, said, strict=True)]
    numbered = [f"{who} {_markers(each.numbers)}" for who, each in zip(told, conflict, strict=True)]
    return [style.item(each) for each in (*numbered, *said)]


def _sentence(sentence: AnswerSentence, citations: Sequence[Citation], style: Style) -> str:
    verdict = _VERDICTS[sentence.verdict]
    parts = (
        style.line(sentence.shown(citations)),
        _markers(sentence.citations),
        style.line(f"({sentence.note})") if sentence.note else "",
        style.aside(f"({verdict})") if verdict else "",
    )
    return " ".join(filter(None, parts))


def _markers(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)
