"""From a question to a checked answer: search, evidence, judgement, draft, check.

Each step is a function elsewhere; this module puts them in order and turns their failures into
answers that say so.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from index.embedding import Embedder
from index.types import ArticleHeader, Filters
from qa.checking import check_draft
from qa.citations import parse_draft, resolve
from qa.drafting import Drafter, Drafting
from qa.errors import ModelError, ModelInterrupted
from qa.evidence import select_evidence
from qa.quoting import quote, quoted_instead
from qa.refusing import nearest_articles, relevant
from qa.retrieval import Found, Retriever
from qa.standalone import Asked, standalone
from qa.trace import Candidate, Provenance, Trace
from qa.types import (
    Answer,
    AnswerSentence,
    Event,
    Evidence,
    EvidenceEvent,
    Mode,
    Timings,
    TokenEvent,
    Usage,
)

__all__ = ["Answering"]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Stopwatch:
    """Milliseconds since the question arrived."""

    clock: Callable[[], float]
    began: float
    timings: Timings

    def lap(self, stage: str) -> None:
        """Note the time at which a stage was reached; a stage is noted once."""
        if getattr(self.timings, stage) is None:
            passed = round((self.clock() - self.began) * 1000, 1)
            self.timings = replace(self.timings, **{stage: passed})


@dataclass(slots=True)
class _Case:
    """A question with what was found for it, and what became of it so far."""

    asked: Asked
    found: Found
    evidence: tuple[Evidence, ...]
    articles: dict[str, ArticleHeader]
    evidence_tokens: int
    watch: _Stopwatch
    drafting: Drafting | None = None
    judged: tuple[AnswerSentence, ...] = field(default=())

    def answer(self, text: str, **fields: object) -> Answer:
        """Return an Answer with everything that any outcome carries."""
        self.watch.lap("total")
        base = Answer(
            text=text,
            question=self.asked.question,
            standalone_question=self.asked.standalone,
            evidence=self.evidence,
            results=self.found.results(),
            timings=self.watch.timings,
            trace_id=uuid.uuid4().hex,
        )
        answer = replace(base, **fields)  # type: ignore[arg-type]
        usage = replace(answer.usage, evidence_tokens=self.evidence_tokens)
        return replace(answer, usage=usage)

    def surroundings(self) -> dict[int, tuple[str, str]]:
        """Return for each piece of evidence the heading of its article and its passage."""
        passages = [each.stored.passage for each in self.found.passages]
        around = {}
        for each in self.evidence:
            article = self.articles[each.article_id]
            heading = f"{article.title} {article.source} {article.published or ''}"
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


class Answering:
    """Answers questions over one collection, with a model (``drafter``) or by quoting."""

    def __init__(
        self,
        retriever: Retriever,
        embedder: Embedder,
        drafter: Drafter,
        *,
        top_k: int,
        evidence_tokens: int,
        threshold: float,
        provenance: Callable[[], Provenance],
        keep: Callable[[Trace], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._retriever = retriever
        self._embedder = embedder
        self._drafter = drafter
        self._top_k = top_k
        self._evidence_tokens = evidence_tokens
        self._threshold = threshold
        self._provenance = provenance
        self._keep = keep
        self._clock = clock

    async def stream(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        filters: Filters | None,
        mode: Mode,
    ) -> AsyncGenerator[Event, None]:
        """Yield the evidence, the draft as it is written, and last the answer; keep the trace."""
        watch = _Stopwatch(self._clock, self._clock(), Timings())
        provenance = await asyncio.to_thread(self._provenance)
        case = await asyncio.to_thread(self._find, standalone(question, history), filters, watch)
        yield EvidenceEvent(case.evidence, case.found.results(), case.asked.standalone)
        async with aclosing(self._settle(case, mode)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    asked = {"history": tuple(history), "filters": filters, "mode": mode}
                    self._keep(_trace(case, event, provenance=provenance, **asked))
                yield event

    async def _settle(self, case: _Case, mode: Mode) -> AsyncGenerator[Event, None]:
        if not case.evidence:
            yield self._refusal(case, 0.0, mode)
        elif mode == "extractive":
            yield self._quotes(case)
        else:
            async with aclosing(self._generate(case, mode)) as events:
                async for event in events:
                    yield event

    def _find(self, asked: Asked, filters: Filters | None, watch: _Stopwatch) -> _Case:
        found = self._retriever.search(asked.queries, self._top_k, filters)
        watch.lap("search")
        evidence: tuple[Evidence, ...] = ()
        if relevant(asked.standalone, found):
            evidence = select_evidence(
                asked.standalone, found, self._evidence_tokens, self._embedder.count_tokens
            )
        watch.lap("evidence")
        articles = {each.stored.article.id: each.stored.article for each in found.passages}
        tokens = sum(self._embedder.count_tokens(each.text) for each in evidence)
        return _Case(asked, found, evidence, articles, tokens, watch)

    async def _generate(self, case: _Case, mode: Mode) -> AsyncGenerator[Event, None]:
        drafting = case.drafting = self._drafter.start(
            case.asked.question, case.evidence, case.articles, case.asked.earlier
        )
        try:
            confidence = await drafting.judge()
            if confidence < self._threshold:
                yield self._refusal(case, confidence, mode, drafting)
                return
            async with aclosing(drafting.write()) as tokens:
                async for token in tokens:
                    case.watch.lap("first_token")
                    yield TokenEvent(token)
        except ModelError as error:
            if mode == "generated" and not drafting.text:
                raise
            _log.warning("the model failed: %s", error)
            yield self._after_failure(case, drafting, error)
            return
        finally:
            await drafting.close()
        yield self._checked(case, drafting)

    def _checked(self, case: _Case, drafting: Drafting) -> Answer:
        """Return the answer that is left of a draft once its sentences are checked."""
        known = [each.number for each in case.evidence]
        drafts, dropped = parse_draft(drafting.text, known)
        if drafting.truncated and len(drafts) > 1:
            drafts.pop()  # the reply ended in the middle of it
        question = " ".join((case.asked.standalone, *(case.asked.earlier or ())))
        case.judged = tuple(check_draft(drafts, case.evidence, question, case.surroundings()))
        kept = quoted_instead(case.judged, case.evidence)
        usage = replace(drafting.usage, dropped_citations=dropped)
        fields = {
            "confidence": drafting.confidence,
            "model": drafting.model,
            "prompt_version": drafting.prompt_version,
            "usage": usage,
        }
        if not kept:
            return replace(self._quotes(case, drafting.confidence), **fields)  # type: ignore[arg-type]
        numbers = [number for each in kept for number in each.citations]
        return case.answer(
            " ".join(_marked(each) for each in kept),
            sentences=kept,
            citations=resolve(numbers, case.evidence, case.articles),
            **fields,
        )

    def _after_failure(self, case: _Case, drafting: Drafting, error: ModelError) -> Answer:
        """Return what can still be said: the checked part of a cut draft, else the quotes."""
        if drafting.text and isinstance(error, ModelInterrupted):
            answer = self._checked(case, drafting)
        else:
            answer = self._quotes(case)
        return replace(answer, notice=str(error), incomplete=bool(drafting.text))

    def _quotes(self, case: _Case, confidence: float | None = None) -> Answer:
        """Return the best evidence sentences as the answer, each its own quote."""
        chosen, likelihood = quote(case.evidence)
        if confidence is None and likelihood < self._threshold:
            return self._refusal(case, likelihood, "extractive")
        sentences = tuple(
            AnswerSentence(each.text, (each.number,), "supported", "quoted word for word")
            for each in chosen
        )
        return case.answer(
            " ".join(_marked(each) for each in sentences),
            sentences=sentences,
            citations=resolve([each.number for each in chosen], case.evidence, case.articles),
            mode="extractive",
            confidence=likelihood if confidence is None else confidence,
        )

    def _refusal(
        self, case: _Case, confidence: float, mode: Mode, drafting: Drafting | None = None
    ) -> Answer:
        return case.answer(
            f"The articles do not say.{nearest_articles(case.found)}",
            abstained=True,
            confidence=round(confidence, 4),
            mode="extractive" if mode == "extractive" else "generated",
            model=drafting.model if drafting else "",
            prompt_version=drafting.prompt_version if drafting else "",
            usage=drafting.usage if drafting else Usage(),
        )


def _trace(case: _Case, answer: Answer, **asked: Any) -> Trace:
    """Return the trace of an answer; ``asked`` are the fields that the call itself gave."""
    return Trace(
        question=case.asked.question,
        queries=case.asked.queries,
        candidates=case.candidates(),
        prompt=case.drafting.messages if case.drafting else (),
        draft=case.drafting.reply if case.drafting else "",
        sentences=case.judged,
        answer=answer,
        **asked,
    )


def _marked(sentence: AnswerSentence) -> str:
    markers = "".join(f" [{number}]" for number in sentence.citations)
    return f"{' '.join(sentence.text.split())}{markers}"
