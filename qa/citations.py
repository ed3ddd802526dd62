"""Markers in a draft, such as ``[2]``, turned into sentences with resolved citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.sentences import sentence_spans
from index.types import ArticleHeader
from qa.types import Citation, Evidence

__all__ = ["DraftSentence", "parse_draft", "resolve"]

_MARKER = re.compile(
    r"\s*[\[【(](?:sentence\s+)?(\d{1,4}(?:\s*(?:[,;–-]|and)\s*\d{1,4})*)[\]】)]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft without its markers, and the known numbers that it cites."""

    text: str
    citations: tuple[int, ...]


def parse_draft(draft: str, known: Iterable[int]) -> tuple[list[DraftSentence], int]:
    """Return the sentences of a draft, and how many citations of unknown numbers were dropped.

    A marker belongs to the sentence that it stands in or directly behind.
    """
    known = set(known)
    text, markers = _without_markers(draft.strip())
    spans = sentence_spans(text)
    cited: list[list[int]] = [[] for _ in spans]
    dropped = 0
    for at, numbers in markers:
        sentence = sum(start < at for start, _ in spans) - 1
        for number in numbers:
            if number not in known or sentence < 0:
                dropped += 1
            elif number not in cited[sentence]:
                cited[sentence].append(number)
    sentences = [
        DraftSentence(text[start:end], tuple(numbers))
        for (start, end), numbers in zip(spans, cited, strict=True)
        if any(map(str.isalnum, text[start:end]))
    ]
    return sentences, dropped


def resolve(
    numbers: Iterable[int], evidence: Sequence[Evidence], articles: dict[str, ArticleHeader]
) -> tuple[Citation, ...]:
    """Return the citations behind evidence numbers, each once, in order of number."""
    by_number = {each.number: each for each in evidence}
    return tuple(
        _citation(by_number[number], articles[by_number[number].article_id])
        for number in sorted(set(numbers))
    )


def _citation(evidence: Evidence, article: ArticleHeader) -> Citation:
    return Citation(
        number=evidence.number,
        article_id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        quote=evidence.text,
        start=evidence.start,
        end=evidence.end,
    )


def _without_markers(draft: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """Return the text without markers, and each marker's place in it with its numbers."""
    parts: list[str] = []
    markers: list[tuple[int, list[int]]] = []
    length = last = 0
    for match in _MARKER.finditer(draft):
        opening = match.group().lstrip()[0]
        if opening == "(" and "sentence" not in match.group().lower():
            continue  # "(2015)" is a date, not a citation
        parts.append(draft[last : match.start()])
        length += match.start() - last
        markers.append((length, _numbers(match.group(1))))
        last = match.end()
    parts.append(draft[last:])
    return "".join(parts).strip(), markers


def _numbers(text: str) -> list[int]:
    """Return the numbers of a marker; ``2-4`` means 2, 3 and 4."""
    numbers: list[int] = []
    for part in re.split(r"[,;]|and", text):
        ends = [int(each) for each in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < 10:  # noqa: PLR2004 - a short range
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return numbers
