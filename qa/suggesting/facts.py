"""Sentences near an answer that it does not use: what a reader might ask next.

Taken from the passages that were found for the question, so that they are about the same or about
something close to it. Rules for English; of articles in another language there are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from index.sentences import sentence_spans, words
from index.types import SearchResult
from qa.directives import directives, is_directive, without_directives
from qa.stemming import stems_of
from qa.suggesting.flaws import key_stems, stems
from qa.suggesting.statements import Statement, leans, states_fact
from qa.trace import Trace

__all__ = ["Fact", "facts_of", "sentences_of"]

_NEAR = 0.5
"""Share of the best passage's score from which an article that is not cited counts as near."""
_TOLD = 0.8
"""Share of a sentence's words that the conversation holds where it would tell nothing new."""
_REPORTED = re.compile(r"[:“”„«»\"]|\B[‘']|[’']\B")
"""Where what somebody said may begin or end."""
_ENGLISH = frozenset("the of and to for by with that from has had at this on is are were".split())
_ENOUGH_ENGLISH = 2
_FOREIGN = frozenset(
    "wer wen wem wann wo wie warum wieso welche welcher welches qui quoi quand où combien pourquoi "
    "comment quel quelle quels quelles quién quiénes cuándo dónde cómo cuánto cuántos qué chi "
    "quando dove come perché wie wat waar wanneer hoe waarom".split()
)
"""How questions begin in languages that the suggestions are not written in."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement and where it stands: ``article.text[start:end] == statement.sentence``."""

    article_id: str
    start: int
    end: int
    statement: Statement


def facts_of(trace: Trace) -> list[Fact]:
    """Return what the found passages state beside the answer, nearest to the question first.

    Articles take turns. Of ``sentences_of`` those are left out that the answer cites or the
    conversation tells, that lean on the sentence before, or state no fact.
    """
    told = _conversation(trace)
    new = [
        each
        for each in sentences_of(trace)
        if states_fact(each.statement.sentence)
        and not leans(each.statement.sentence)
        and not _cited(each, trace)
        and not _known(each, told)
    ]
    return list(_in_turn(sorted(new, key=lambda fact: -_score(fact, trace))))


def sentences_of(trace: Trace) -> list[Fact]:
    """Return the sentences of the passages near an answer, best passage first.

    What gives orders to a model, or reports such orders, is left out; there are none where the
    question or the article is not in English.
    """
    if set(words(trace.question)[:1]) & _FOREIGN:
        return []
    found = dict.fromkeys(chain.from_iterable(map(_read, _near(trace))))
    cited = {each.article_id for each in trace.answer.citations}
    asked = key_stems(f"{trace.question} {trace.answer.standalone_question}")
    return [each for each in found if each.article_id in cited or _shares(each, asked)]


def _near(trace: Trace) -> list[SearchResult]:
    """Return the passages of articles that are cited, or about as near as the nearest."""
    results = trace.answer.results
    least = _NEAR * max((each.score for each in results), default=0.0)
    near = {each.article.id for each in results if each.score >= least}
    near |= {each.article_id for each in trace.answer.citations}
    return [each for each in results if each.article.id in near]


def _read(result: SearchResult) -> Iterator[Fact]:
    """Yield the sentences of a passage in order."""
    passage, article = result.passage, result.article
    spans = sentence_spans(passage.text)
    sentences = [passage.text[start:end] for start, end in spans]
    orders = _orders(sentences)
    title = without_directives(article.title)
    for at, (start, end) in enumerate(spans):
        sentence, before = sentences[at], sentences[at - 1] if at and not orders[at - 1] else ""
        if not orders[at] and _is_english(sentence, article.language):
            statement = Statement(sentence, before, title, article.source, passage.text)
            yield Fact(article.id, passage.start + start, passage.start + end, statement)


def _orders(sentences: Sequence[str]) -> list[bool]:
    """Return which sentences give orders to a model, those within quotation marks included."""
    return [
        found or any(map(is_directive, _REPORTED.split(each)))
        for each, found in zip(sentences, directives(sentences), strict=True)
    ]


def _is_english(sentence: str, language: str | None) -> bool:
    if language:
        return language == "en"
    return len(_ENGLISH & set(words(sentence))) >= _ENOUGH_ENGLISH


def _shares(fact: Fact, asked: set[str]) -> bool:
    """Return whether a sentence, or the title of its article, has a key word of the question."""
    return bool(asked & stems(f"{fact.statement.sentence} {fact.statement.title}"))


def _conversation(trace: Trace) -> frozenset[str]:
    """Return the stems of everything that was said so far; of a refusal only the question."""
    said = [text for _, text in trace.history] + [trace.question]
    said += [] if trace.answer.abstained else [trace.answer.text]
    return frozenset(stems_of(" ".join(said)))


def _known(fact: Fact, told: frozenset[str]) -> bool:
    own = stems_of(fact.statement.sentence)
    return len(told.intersection(own)) >= _TOLD * len(own)


def _cited(fact: Fact, trace: Trace) -> bool:
    return any(
        each.article_id == fact.article_id and each.start < fact.end and fact.start < each.end
        for each in trace.answer.citations
    )


def _score(fact: Fact, trace: Trace) -> float:
    """Return how likely a sentence was to answer the question; lowest where it was no evidence."""
    return max(
        (
            each.score
            for each in trace.answer.evidence
            if each.article_id == fact.article_id and each.start == fact.start
        ),
        default=float("-inf"),
    )


def _in_turn(facts: Sequence[Fact]) -> Iterable[Fact]:
    """Yield the facts so that articles take turns, each in the order that is given."""
    of_article: defaultdict[str, list[Fact]] = defaultdict(list)
    for each in facts:
        of_article[each.article_id].append(each)
    turns = zip_longest(*of_article.values())
    return (each for turn in turns for each in turn if each is not None)
