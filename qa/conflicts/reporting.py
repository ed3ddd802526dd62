"""What articles that disagree say, each value with who says it, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.types import ArticleHeader
from qa.conflicts.rivals import Rival
from qa.conflicts.values import agree
from qa.dates import in_words
from qa.types import AnswerSentence, Evidence, Reported

__all__ = ["LEAD", "Told", "reported", "told"]

LEAD = "The articles give different answers."


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that gives each value.

    ``text`` introduces every quote by publisher and date, which are the article's own data;
    ``sentences`` are the quotes alone, so that nothing in them is unchecked.
    """

    text: str
    sentences: tuple[AnswerSentence, ...]


def reported(
    found: Sequence[Rival],
    evidence: Sequence[Evidence],
    headers: Mapping[str, ArticleHeader],
) -> tuple[Reported, ...]:
    """Return the values that contradict each other, newest first, undated last.

    ``found`` are the rivals that are to be shown: the values that they contradict come with them.
    Articles that give the same value are one entry. Two entries at least, or none.
    """
    by_number = {each.number: each for each in evidence}
    said = {each.against: each.cited_value for each in found}
    said |= {each.number: each.value for each in found}
    single = [
        _reported(value, by_number[number], headers)
        for number, value in sorted(said.items())
        if number in by_number
    ]
    grouped: list[Reported] = []
    for each in sorted(single, key=_newest_first):
        same = next((at for at, known in enumerate(grouped) if _same(known, each)), None)
        if same is None:
            grouped.append(each)
        else:
            grouped[same] = _joined(grouped[same], each)
    return tuple(grouped) if len(grouped) > 1 else ()


def told(found: Iterable[Reported], evidence: Sequence[Evidence]) -> Told:
    """Return the answer that quotes one article for each value, in the order given."""
    by_number = {each.number: each for each in evidence}
    lines, sentences = [LEAD], []
    for each, introduced in _introduced(tuple(found)):
        quote = by_number[each.numbers[0]].text
        lines.append(f"{introduced}: “{' '.join(quote.split())}” {_markers(each.numbers)}")
        reason = "quoted word for word; the articles disagree"
        sentences.append(AnswerSentence(quote, each.numbers[:1], "supported", reason))
    return Told("\n".join(lines), tuple(sentences))


def _reported(value: str, sentence: Evidence, headers: Mapping[str, ArticleHeader]) -> Reported:
    header = headers.get(sentence.article_id) or ArticleHeader(sentence.article_id, "")
    return Reported(
        value=value,
        numbers=(sentence.number,),
        article_id=sentence.article_id,
        title=header.title,
        source=header.source,
        published=header.published,
    )


def _newest_first(each: Reported) -> tuple[int, int]:
    return -(each.published.toordinal() if each.published else 0), each.numbers[0]


def _same(one: Reported, other: Reported) -> bool:
    return one.value == other.value or bool(agree(one.value, other.value))


def _joined(newest: Reported, other: Reported) -> Reported:
    """Return an entry with the citations of another article that gives the same value."""
    return replace(newest, numbers=newest.numbers + other.numbers)


def _markers(numbers: Sequence[int]) -> str:
    first, *others = (f"[{number}]" for number in numbers)
    return f"{first} (also {', '.join(others)})" if others else first


def _introduced(found: Sequence[Reported]) -> Iterator[tuple[Reported, str]]:
    """Yield each value with who gives it and when, and the title where that is said of several."""
    plain = [_introduction(each) for each in found]
    for each, said in zip(found, plain, strict=True):
        title = " ".join(each.title.split())
        yield each, f"“{title}”, {said}" if title and plain.count(said) > 1 else said


def _introduction(each: Reported) -> str:
    """Return ``Bergens Tidende, 3 May 2024``; the title stands in for a missing publisher."""
    who = " ".join((each.source or each.title).split()) or "An article without a title"
    return f"{who}, {in_words(each.published)}" if each.published else who
