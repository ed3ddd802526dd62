"""A question on its way to an answer: what was found for it, and what became of it so far."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from index.types import ArticleHeader
from qa.confidence import Signals
from qa.dates import Period
from qa.drafting import Drafting
from qa.retrieval import Found
from qa.standalone import Asked
from qa.trace import Candidate, Comparison, Trace
from qa.types import Answer, AnswerSentence, Evidence, Timings

__all__ = ["Case", "Stopwatch"]


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds since the question arrived."""

    clock: Callable[[], float]
    began: float
    timings: Timings

    @classmethod
    def started(cls, clock: Callable[[], float]) -> Stopwatch:
        """Return a watch that runs from now."""
        return cls(clock, clock(), Timings())

    def lap(self, stage: str) -> None:
        """Note the time at which a stage was reached; a stage is noted once."""
        if getattr(self.timings, stage) is None:
            passed = round((self.clock() - self.began) * 1000, 1)
            self.timings = replace(self.timings, **{stage: passed})


@dataclass(slots=True)
class Case:
    """A question with what was found for it.

    ``portions`` is the evidence in the order in which it is put before the model, of which
    ``shown`` portions were so far; ``spare`` is what only a draft is compared with, and where it is
    looked for what other articles say (see ``qa.evidence``). ``signals`` say how well it fits; they
    are None where there is none, or where it leaves names and years of the question
    ``unmentioned``. ``judged`` are the sentences of the draft with their verdicts, those that are
    not shown included; ``compared`` what the model was asked about alone after it. ``period`` is
    the time that is asked about, counted from the day ``asked_on``.
    """

    asked: Asked
    found: Found
    portions: tuple[tuple[Evidence, ...], ...]
    signals: Signals | None
    articles: dict[str, ArticleHeader]
    watch: Stopwatch
    count_tokens: Callable[[str], int]
    asked_on: date
    period: Period | None = None
    spare: tuple[Evidence, ...] = ()
    unmentioned: tuple[str, ...] = ()
    shown: int = 1
    drafting: Drafting | None = None
    judged: tuple[AnswerSentence, ...] = field(default=())
    compared: tuple[Comparison, ...] = field(default=())

    @classmethod
    def without_search(cls, asked: Asked, watch: Stopwatch, asked_on: date) -> Case:
        """Return the case of words that ask for nothing."""
        nothing = Found((), np.zeros((0, 0), dtype=np.float32))
        return cls(asked, nothing, (), None, {}, watch, len, asked_on)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence that was put before the model so far."""
        return tuple(each for portion in self.portions[: self.shown] for each in portion)

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every portion."""
        return tuple(each for portion in self.portions for each in portion)

    @property
    def citable(self) -> tuple[Evidence, ...]:
        """All sentences that an answer may cite, those included that the model does not see."""
        return self.all_evidence + self.spare

    def answer(self, text: str, **fields: Any) -> Answer:
        """Return an Answer with everything that any outcome carries."""
        self.watch.lap("total")
        cited = {each.number for each in fields.get("citations", ())}
        evidence = self.evidence
        evidence += tuple(
            each
            for each in self.citable
            if each.number in cited and each not in evidence  # found only when it was checked
        )
        answer = replace(
            Answer(
                text=text,
                question=self.asked.question,
                standalone_question=self.asked.standalone,
                evidence=evidence,
                results=self.found.results(),
                timings=self.watch.timings,
                trace_id=uuid.uuid4().hex,
                unmentioned=self.unmentioned,
            ),
            **fields,
        )
        tokens = sum(self.count_tokens(each.text) for each in evidence)
        return replace(answer, usage=replace(answer.usage, evidence_tokens=tokens))

    def surroundings(self) -> dict[int, tuple[str, str]]:
        """Return for each piece of evidence the heading of its article and its passage."""
        passages = [each.stored.passage for each in self.found.passages]
        around = {}
        for each in self.citable:
            article = self.articles[each.article_id]
            heading = f"{article.title}\n{article.source}\n{article.published or ''}"
            beside = [
                passage.text
                for passage in passages
                if passage.article_id == each.article_id
                and passage.start <= each.start < passage.end
            ]
            around[each.number] = heading, " ".join(beside)
        return around

    def candidates(self) -> tuple[Candidate, ...]:
        """Return the passages that were found, for the trace."""
        return tuple(
            Candidate(
                passage.id,
                passage.article_id,
                passage.start,
                passage.end,
                round(each.score, 4),
                round(each.cosine, 4),
                dict(each.methods),
            )
            for each in self.found.passages
            for passage in (each.stored.passage,)
        )

    def trace(self, answer: Answer, **asked: Any) -> Trace:
        """Return the trace of an answer; ``asked`` are the fields that the call itself gave."""
        return Trace(
            question=self.asked.question,
            queries=self.asked.queries,
            candidates=self.candidates(),
            prompt=self.drafting.messages if self.drafting else (),
            draft=self.drafting.reply if self.drafting else "",
            sentences=self.judged,
            compared=self.compared,
            answer=answer,
            signals=self.signals,
            asked_on=self.asked_on,
            **asked,
        )
