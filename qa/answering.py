"""From a question to a checked answer: search, evidence, judgement, draft, check.

Each step is a function elsewhere; this module puts them in order and turns their failures into
answers that say so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from index.embedding import Embedder
from index.types import Filters
from qa.case import Case, Stopwatch
from qa.confidence import Calibration, Signals
from qa.drafting import Drafter, Drafting
from qa.errors import ModelError, ModelInterrupted
from qa.evidence import Selection, select_evidence
from qa.refusing import relevant
from qa.retrieval import Retriever
from qa.settling import checked, quotes, refusal
from qa.signals import signals_of
from qa.standalone import Asked, standalone
from qa.trace import Provenance, Trace
from qa.types import Answer, Event, EvidenceEvent, Mode, TokenEvent

__all__ = ["Answering", "Limits"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is searched and shown: passages, and tokens for each portion of evidence.

    ``threshold`` is the confidence from which a question is answered; None: as calibrated.
    """

    top_k: int
    evidence_tokens: tuple[int, ...]
    threshold: float | None = None


class Answering:
    """Answers questions over one collection, with a model (``drafter``) or by quoting."""

    def __init__(
        self,
        retriever: Retriever,
        embedder: Embedder,
        drafter: Drafter,
        *,
        limits: Limits,
        calibration: Calibration,
        provenance: Callable[[], Provenance],
        keep: Callable[[Trace], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._retriever = retriever
        self._embedder = embedder
        self._drafter = drafter
        self._limits = limits
        self._calibration = calibration
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
        watch = Stopwatch.started(self._clock)
        provenance = await asyncio.to_thread(self._provenance)
        case = await asyncio.to_thread(self._find, standalone(question, history), filters, watch)
        yield EvidenceEvent(case.all_evidence, case.found.results(), case.asked.standalone)
        async with aclosing(self._settle(case, mode)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    asked = {"history": tuple(history), "filters": filters, "mode": mode}
                    self._keep(case.trace(event, provenance=provenance, **asked))
                yield event

    async def _settle(self, case: Case, mode: Mode) -> AsyncGenerator[Event, None]:
        if case.signals is None:
            yield refusal(case, 0.0, mode)
        elif mode == "extractive":
            yield self._quoted(case)
        else:
            async with aclosing(self._generate(case, mode)) as events:
                async for event in events:
                    yield event

    def _find(self, asked: Asked, filters: Filters | None, watch: Stopwatch) -> Case:
        found = self._retriever.search(asked.queries, self._limits.top_k, filters)
        watch.lap("search")
        count_tokens = self._embedder.count_tokens
        selection = Selection((), 0.0)
        if relevant(asked.standalone, found):
            selection = select_evidence(
                asked.standalone, found, self._limits.evidence_tokens, count_tokens
            )
        watch.lap("evidence")
        articles = {each.stored.article.id: each.stored.article for each in found.passages}
        signals = signals_of(asked.standalone, selection, articles)
        return Case(asked, found, selection.portions, signals, articles, watch, count_tokens)

    async def _generate(self, case: Case, mode: Mode) -> AsyncGenerator[Event, None]:
        try:
            drafting = await self._judged(case)
            if drafting is None:
                yield refusal(case, self._confidence(case), mode)
                return
            async with aclosing(drafting.write()) as tokens:
                async for token in tokens:
                    case.watch.lap("first_token")
                    yield TokenEvent(token)
        except ModelError as error:
            if mode == "generated" and not (case.drafting and case.drafting.text):
                raise
            _log.warning("the model failed: %s", error)
            yield self._after_failure(case, error)
            return
        finally:
            if case.drafting is not None:
                await case.drafting.close()
        yield checked(case, drafting, self._confidence(case))

    async def _judged(self, case: Case) -> Drafting | None:
        """Return a draft that is about to be written; None where no evidence states the answer.

        Where the first portion does not seem to, the model is shown the next one as well.
        """
        for shown, portion in enumerate(case.portions, 1):
            if not portion:
                continue
            case.shown = shown
            drafting = case.drafting = self._drafter.start(
                case.asked.question, case.evidence, case.articles, case.asked.earlier
            )
            judged = await drafting.judge()
            assert case.signals is not None
            # the surest, so that what is recorded does not depend on where the threshold lies
            case.signals = replace(case.signals, yes=max(judged, case.signals.yes or 0.0))
            if self._calibration.answers(case.signals, self._limits.threshold):
                return drafting
            await drafting.close()
        return None

    def _quoted(self, case: Case) -> Answer:
        """Return quotes without having asked a model, or a refusal."""
        confidence = self._confidence(case)
        if self._calibration.answers(case.signals, self._limits.threshold):
            return quotes(case, confidence)
        return refusal(case, confidence, "extractive")

    def _after_failure(self, case: Case, error: ModelError) -> Answer:
        """Return what can still be said: the checked part of a cut draft, else the quotes."""
        drafting = case.drafting
        cut = bool(drafting and drafting.text)
        if drafting and cut and isinstance(error, ModelInterrupted):
            answer = checked(case, drafting, self._confidence(case))
        else:
            case.signals = replace(case.signals or Signals(), yes=None)
            answer = self._quoted(case)
        return replace(answer, notice=str(error), incomplete=cut)

    def _confidence(self, case: Case) -> float:
        return self._calibration.confidence(case.signals)
