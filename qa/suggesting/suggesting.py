"""Questions that a reader may ask next, each of which the articles answer.

A sentence near the answer is made into a question, by a model or by patterns; then the question is
asked, without a model, as a reader would ask it: it is kept where it is answered from that very
sentence. Sequential, and only in spare time (``qa.suggesting.spare``).
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import chain

from index.lexical import STOP_WORDS
from index.sentences import words
from index.types import Filters
from qa.directives import is_directive
from qa.errors import ModelError
from qa.llm import LanguageModel
from qa.prompts import Prompts
from qa.stemming import stems_of
from qa.suggesting.facts import Fact, facts_of, sentences_of
from qa.suggesting.flaws import flaw
from qa.suggesting.names import NameSorts
from qa.suggesting.patterns import formed, names_told
from qa.suggesting.spare import SpareTime
from qa.suggesting.statements import answers_in, name_beside
from qa.suggesting.terms import Term, terms_of
from qa.suggesting.wording import request, written
from qa.trace import Trace
from qa.types import Answer, Event, Mode

__all__ = ["Suggesting"]

_log = logging.getLogger(__name__)

Asking = Callable[
    [str, Sequence[tuple[str, str]], Filters | None, Mode], AsyncGenerator[Event, None]
]

_TRIES = 2
"""Sentences that a model writes about for each question that is wanted."""
_NAMES = 3
"""Names that are tried for each question that is wanted."""
_LONGEST = 75
"""Characters of a question that is shown on a button."""
_ALIKE = 0.7
"""Share of common words from which two questions are taken for the same."""
_PLAIN = re.compile(r"[\w ,.'’\"“”%£$€()&/:–-]+\?")
"""What a question is written in: nothing that any page or terminal could take for more."""
_ADDRESS = re.compile(r"://|\bwww\.")


@dataclass(slots=True)
class _Round:
    """Suggestions for one answer on their way: what they can be made of, and what there is.

    ``asked`` are the questions of the conversation; ``tries`` the sentences that the model, where
    there is one, may still write about.
    """

    trace: Trace
    facts: Sequence[Fact]
    names: NameSorts
    asked: Sequence[str]
    with_model: bool
    tries: int
    kept: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, trace: Trace, count: int) -> _Round:
        """Return the round for an answer; without a model where it was made without one."""
        answer = trace.answer
        earlier = [text for role, text in trace.history if role == "user"]
        return cls(
            trace,
            facts_of(trace),
            NameSorts(each.passage for each in answer.results),
            [*earlier, trace.question, answer.standalone_question],
            with_model=trace.mode != "extractive" and answer.notice is None,
            tries=_TRIES * count,
        )

    def may_show(self, question: str) -> bool:
        """Return whether a question is short, plain and none that was asked or is suggested."""
        return (
            len(question) <= _LONGEST
            and _PLAIN.fullmatch(question) is not None
            and not _ADDRESS.search(question)
            and not is_directive(question)
            and all(each.sort != "weekday" for each in terms_of(question))
            and not any(_alike(question, each) for each in (*self.asked, *self.kept))
        )


class Suggesting:
    """Makes suggestions for answers; ``ask`` answers a question and keeps no trace of it."""

    def __init__(
        self,
        ask: Asking,
        model: Callable[[], LanguageModel],
        prompts: Prompts,
        spare: SpareTime,
    ) -> None:
        self._ask = ask
        self._model = model
        self._prompts = prompts
        self._spare = spare

    async def suggest(self, trace: Trace, count: int) -> list[str]:
        """Return at most ``count`` questions; the same for the same trace and model.

        No error of the model is raised: patterns make the questions where it fails.
        """
        this = await asyncio.to_thread(_Round.of, trace, count)
        for fact in this.facts:
            if len(this.kept) >= count:
                break
            if question := await self._about(fact, this):
                this.kept.append(question)
        if not this.with_model:
            await self._add_names(this, count)
        return this.kept

    async def _about(self, fact: Fact, this: _Round) -> str | None:
        """Return a question that the articles answer with a fact, None where none is found."""
        worded = await self._worded(fact, this) if this.with_model and this.tries else None
        patterns = formed(fact.statement, this.names)
        for question in chain([worded] if worded else [], patterns):
            if this.may_show(question) and await self._answered(question, [fact], this.trace):
                return question
        return None

    async def _add_names(self, this: _Round, count: int) -> None:
        """Ask, without a model, about names of which several sentences tell."""
        asked = set(words(" ".join(this.asked)))
        told = names_told(sentences_of(this.trace))
        new = [name for name in told if not asked & (set(words(name)) - STOP_WORDS)]
        for name in new[: _NAMES * count]:
            question = f"What do the articles say about {name}?"
            if len(this.kept) >= count:
                break
            if this.may_show(question) and await self._answered(question, told[name], this.trace):
                this.kept.append(question)

    async def _worded(self, fact: Fact, this: _Round) -> str | None:
        """Return a model's question for a fact, None where it has none that is fit."""
        answer = _wanted(fact, this)
        name = name_beside(fact.statement, answer) if answer else None
        if answer is None or name is None:
            return None
        this.tries -= 1
        asked = request(fact.statement, answer, name, this.names.of(answer.words), self._prompts)
        try:
            question = await self._spare.run(lambda: written(self._model(), asked))
        except ModelError as error:
            _log.warning("suggestions are made without the model: %s", error)
            this.with_model = False
            return None
        return question if flaw(question, answer.words, fact.statement) is None else None

    async def _answered(self, question: str, sources: Sequence[Fact], trace: Trace) -> bool:
        """Return whether a question that follows the answer is answered from one of the facts."""
        answer = await self._spare.run(lambda: self._asked_next(question, trace))
        understood = answer.standalone_question == question and not answer.abstained
        return understood and any(
            evidence.article_id == fact.article_id
            and evidence.start < fact.end
            and fact.start < evidence.end
            for evidence in answer.evidence
            for fact in sources
        )

    async def _asked_next(self, question: str, trace: Trace) -> Answer:
        """Ask a question, without a model, behind the answer of a trace."""
        history = (*trace.history, ("user", trace.question), ("assistant", trace.answer.text))
        async with aclosing(self._ask(question, history, trace.filters, "extractive")) as events:
            answers = [event async for event in events if isinstance(event, Answer)]
        return answers[-1]


def _wanted(fact: Fact, this: _Round) -> Term | None:
    """Return the term of a fact to ask for: rather one whose sort is known, never one asked of."""
    asked = set(words(" ".join(this.asked)))
    terms = [each for each in answers_in(fact.statement) if not asked & set(words(each.words))]
    known = (each for each in terms if each.sort != "name" or this.names.of(each.words))
    return next(known, terms[0] if terms else None)


def _alike(one: str, other: str) -> bool:
    """Return whether two questions share so many words that they may be the same."""
    first, second = set(stems_of(one)), set(stems_of(other))
    shared = first & second
    return first <= second or len(shared) >= _ALIKE * len(first | second)
