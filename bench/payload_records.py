"""Some strings as everything that the chat page shows: articles, answers, failures, trust.

For ``bench.payloads``, which shows hostile ones; a string takes every place that it could take.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from index.additions import Addition
from index.types import Article, Passage, SearchResult
from qa.conversations.records import Turn
from qa.conversations.store import Conversations
from qa.errors import QuestionError
from qa.settings import Settings
from qa.trust import ModelCard, Trust
from qa.types import Answer, AnswerSentence, Citation, Event, Reported, TokenEvent
from tests.fakes.assistant import FakeAssistant
from tests.fakes.trust import EVALUATION, TRUST

__all__ = ["ALL", "BROKEN", "Echo", "echo", "failures", "joined", "keep"]

ALL = "all"
"""The id of the article that holds every string; the others count as its copies."""
BROKEN = "Break off"
"""The question whose answer breaks off after a draft."""
_DAY = date(2024, 1, 1)
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_NEAREST = 3


@dataclass
class Echo(FakeAssistant):
    """Suggests all its suggestions, shows what it is told has failed, breaks off when asked to."""

    failing: list[Addition] = field(default_factory=list)

    @property
    def addresses(self) -> set[str]:
        """The addresses of the articles and citations, which may stand in links."""
        cited = [each for answer in self.scripted.values() for each in answer.citations]
        return {each.url for each in (*self.store.values(), *cited) if each.url}

    async def astream(self, question: str, *args: Any) -> AsyncIterator[Event]:
        """Stream as ever, but for one question its whole draft as one token and then an error."""
        async for event in super().astream(question, *args):
            if question == BROKEN and isinstance(event, TokenEvent):
                yield TokenEvent(self.scripted[question].text)
                raise QuestionError(self.scripted[question].text)
            yield event

    async def asuggest(self, *_: Any) -> list[str]:
        """Return more than was asked for."""
        return self.suggestions

    async def aadditions(self, *_: Any, **__: Any) -> list[Addition]:
        """Return what is to be shown as failed."""
        return self.failing


def echo(strings: Sequence[str], settings: Settings) -> Echo:
    """Return an assistant that says these strings wherever it says something."""
    found = list(_articles(strings))
    said = _answer(strings, found)
    values = tuple(
        Reported(words, (number,), ALL, words, words, _DAY)
        for number, words in enumerate(strings, 1)
    )
    scripted = {
        "Answer": said,
        "Conflict": replace(said, question="Conflict", conflict=values),
        BROKEN: replace(said, question=BROKEN, text=joined(strings)),
    }
    whole = joined(strings)
    everything = Article(whole, whole, ALL, whole, whole, whole, credits=tuple(strings), note=whole)
    return Echo(
        [*found, everything],
        settings,
        scripted=scripted,
        suggestions=[whole],
        told=_trust(strings),
    )


def joined(strings: Sequence[str]) -> str:
    """Return the text of the article that holds every string."""
    return "\n\n".join(strings)


def keep(kept: Conversations, owner: str, strings: Sequence[str], titles: Sequence[str]) -> str:
    """Keep a conversation for each title, and one of refusals last; return the id of this one."""
    for words, title in zip(strings, titles, strict=True):
        begun = kept.begin(owner, Turn(words, datetime.now(UTC)))
        kept.rename(begun.id, owner, title)
    first, *others = _refusals(strings)
    refused = kept.begin(owner, first).id
    for each in others:
        kept.put(refused, owner, None, each)
    return refused


def failures(strings: Sequence[str]) -> list[Addition]:
    """Return a failed addition for each string."""
    return [Addition(_NOW, "failed", words, words, words, words) for words in strings]


def _refusals(strings: Sequence[str]) -> list[Turn]:
    """Return refusals in which each string is asked and stands in a nearest passage."""
    turns = []
    for at in range(0, len(strings), _NEAREST):
        some = strings[at : at + _NEAREST]
        base = _answer(some, list(_articles(some)))
        answer = replace(base, abstained=True, sentences=(), citations=(), text=joined(some))
        turns.append(Turn(joined(some), _NOW, answer))
    return turns


def _articles(strings: Sequence[str]) -> Iterator[Article]:
    for number, words in enumerate(strings):
        yield Article(
            id=f"{words[:400]} {number}",
            title=words,
            text=f"Keeper {number} says:\n{words}",
            url=_address(words, number),
            source=words,
            author=words,
            published=_DAY,
            copy_of=ALL,
        )


def _address(words: str, number: int) -> str:
    """Return the words as an address, or one of either scheme that ends in them."""
    schemes = {0: "https", 2: "http"}
    return words if number % 2 else f"{schemes[number % 4]}://example.org/{words}"


def _citations(strings: Sequence[str]) -> Iterator[Citation]:
    """Yield a citation of each string in the article that holds all of them."""
    start = 0
    for number, words in enumerate(strings, 1):
        end = start + len(words)
        url = _address(words, number)
        yield Citation(number, ALL, words, words, url, _DAY, words, start, end)
        start = end + len(joined(["", ""]))


def _answer(strings: Sequence[str], found: Sequence[Article]) -> Answer:
    """Return an answer that says, quotes and finds each string."""
    return Answer(
        text="See below.",
        question="Answer",
        standalone_question="Answer",
        sentences=tuple(
            AnswerSentence(words, (number,), "partly", words, words)
            for number, words in enumerate(strings, 1)
        ),
        citations=tuple(_citations(strings)),
        results=tuple(map(_result, found, strings, range(1, len(found) + 1))),
        model=joined(strings),
        notice=joined(strings),
        trace_id="answer",
    )


def _result(article: Article, words: str, rank: int) -> SearchResult:
    start = article.text.index(words)
    passage = Passage("", article.id, words, start, start + len(words), 0)
    return SearchResult(passage, article.header, 0.5, rank)


def _trust(strings: Sequence[str]) -> Trust:
    whole, words = joined(strings), tuple(strings)
    card = ModelCard(whole, whole, whole, whole)
    return replace(
        TRUST,
        model=card,
        embedding_model=card,
        data_dir=whole,
        models_dir=whole,
        evaluation=replace(EVALUATION, name=whole, model=whole, notes=words),
        changed=words,
        calibration=replace(TRUST.calibration, sets=words),
        leaves=words,
    )
