"""From a question to a checked answer: search, evidence, judgement, draft, check.

Each step is a function elsewhere; this module puts them in order and turns their failures into
answers that say so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import date

from index.embedding import Embedder
from index.types import ArticleHeader, Filters
from qa.case import Case, Stopwatch
from qa.comparing import compared
from qa.confidence import Calibration, Signals
from qa.dates import asked_period
from qa.drafting import Drafter, Drafting
from qa.errors import ModelError, ModelInterrupted
from qa.evidence import Rerank, Selection, select_evidence
from qa.exchanges import small_talk
from qa.mentions import unmentioned
from qa.refusing import relevant
from qa.retrieval import Retriever
from qa.settings import Settings
from qa.settling import checked, contradicting, disputed, quotes, refusal
from qa.signals import signals_of
from qa.standalone import Asked, standalone
from qa.trace import Provenance, Trace
from qa.types import Answer, Event, Evidence, EvidenceEvent, Mode, TokenEvent

__all__ = ["Answering"]

_log = logging.getLogger(__name__)


_SURE = 0.9
"""P(Yes) from which the first portion of evidence is enough. Below it a draft made of both holds
the gold answer more often in news: 0.64 against 0.60 (100 questions; ``evals/ablation.md``).
"""
_SURE_RIVAL = 0.7
"""Sureness of a contradiction (0..1) from which quotes show it without a model."""


class Answering:
    """Answers questions over one collection, with a model (``drafter``) or by quoting."""

    def __init__(
        self,
        retriever: Retriever,
        embedder: Embedder,
        drafter: Drafter,
        reword: Callable[[Asked], Awaitable[Asked]] | None,
        *,
        rerank: Rerank | None,
        settings: Settings,
        calibration: Calibration,
        provenance: Callable[[], Provenance],
        keep: Callable[[Trace], None],
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._retriever = retriever
        self._embedder = embedder
        self._drafter = drafter
        self._reword = reword
        self._rerank = rerank
        self._settings = settings
        self._calibration = calibration
        self._provenance = provenance
        self._keep = keep
        self._clock = clock
        self._today = today

    async def stream(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        filters: Filters | None,
        mode: Mode,
    ) -> AsyncGenerator[Event, None]:
        """Yield the evidence, the draft as it is written, and last the answer; keep the trace."""
        provenance = await asyncio.to_thread(self._provenance)
        case = await self._opened(question, history, filters, mode)
        found = case.found
        yield EvidenceEvent(
            case.all_evidence, found.results(), case.asked.standalone, found.searched
        )
        async with aclosing(self._settle(case, mode)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    asked = {"history": tuple(history), "filters": filters, "mode": mode}
                    self._keep(case.trace(event, provenance=provenance, **asked))
                yield event

    async def _opened(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        filters: Filters | None,
        mode: Mode,
    ) -> Case:
        """Return the case of a question, with what was found for it."""
        watch = Stopwatch.started(self._clock)
        asked = standalone(question, history)
        if small_talk(question) is not None:
            return Case.without_search(asked, watch, self._today())
        if self._reword is not None and mode != "extractive":
            asked = await self._reword(asked)
        return await asyncio.to_thread(self._find, asked, filters, watch)

    async def _settle(self, case: Case, mode: Mode) -> AsyncGenerator[Event, None]:
        if (reply := small_talk(case.asked.question)) is not None:
            yield case.answer(reply, confidence=1.0)
        elif case.signals is None:
            yield refusal(case, 0.0, mode)
        elif mode == "extractive":
            yield self._quoted(case)
        else:
            async with aclosing(self._generate(case, mode)) as events:
                async for event in events:
                    yield event

    def _find(self, asked: Asked, filters: Filters | None, watch: Stopwatch) -> Case:
        today, settings = self._today(), self._settings
        period = asked_period(asked.question, today) or asked_period(asked.standalone, today)
        found = self._retriever.search(asked.queries, settings.top_k, filters, period)
        watch.lap("search")
        count_tokens = self._embedder.count_tokens
        selection = Selection((), 0.0)
        if relevant(asked.standalone, found):
            budgets = (settings.evidence_tokens, settings.more_evidence_tokens)
            selection = select_evidence(
                asked.standalone, found, budgets, count_tokens, self._rerank
            )
        articles = {each.stored.article.id: each.stored.article for each in found.passages}
        missing = self._unmentioned(asked.question, selection, articles)
        watch.lap("evidence")
        return Case(
            asked,
            found,
            selection.portions,
            None if missing else signals_of(asked.standalone, selection, articles),
            articles,
            watch,
            count_tokens,
            today,
            period,
            selection.spare,
            missing,
        )

    def _unmentioned(
        self, question: str, selection: Selection, articles: dict[str, ArticleHeader]
    ) -> tuple[str, ...]:
        """Return what a question names and what comes nearest to it does not mention."""
        if self._settings.answer_threshold == 0:  # everything is to be answered
            return ()
        first, *further = [each for each in selection.portions if each] or [()]
        best = max(first, key=lambda each: each.score, default=None)
        article = self._retriever.article(best.article_id) if best else None
        if article is None:
            return ()
        shown = [_shown(portion, articles) for portion in (first, *further)]
        return unmentioned(question, article, shown[0], "\n".join(shown[1:]))

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
                await case.drafting.aclose()
        yield await compared(case, self._checked(case, drafting), self._drafter)

    async def _judged(self, case: Case) -> Drafting | None:
        """Return a draft that is about to be written; None where no evidence states the answer.

        The first portion decides. Where the model is not sure of it, it writes from more.
        """
        filled = [number for number, portion in enumerate(case.portions, 1) if portion]
        drafting = await self._begun(case, filled[0])
        assert case.signals is not None
        case.signals = replace(case.signals, yes=drafting.confidence)
        if not self._calibration.answers(case.signals, self._settings.answer_threshold):
            await drafting.aclose()
            return None
        if drafting.confidence < _SURE and filled[1:]:
            await drafting.aclose()
            return await self._begun(case, filled[-1])
        return drafting

    async def _begun(self, case: Case, shown: int) -> Drafting:
        """Return a draft over the first portions whose judgement is there."""
        case.shown = shown
        drafting = case.drafting = self._drafter.start(
            case.asked.question, case.evidence, case.articles, case.asked.earlier
        )
        await drafting.judge()
        return drafting

    def _quoted(self, case: Case) -> Answer:
        """Return quotes without having asked a model, or a refusal."""
        confidence = self._confidence(case)
        if self._calibration.answers(case.signals, self._settings.answer_threshold):
            answer = quotes(case, confidence)
            sure = [x for x in contradicting(case, answer) if x.sureness >= _SURE_RIVAL]
            return disputed(case, answer, sure)
        return refusal(case, confidence, "extractive")

    def _after_failure(self, case: Case, error: ModelError) -> Answer:
        """Return what can still be said: the checked part of a cut draft, else the quotes."""
        drafting = case.drafting
        cut = bool(drafting and drafting.text)
        if drafting and cut and isinstance(error, ModelInterrupted):
            answer = self._checked(case, drafting)
        else:
            case.signals = replace(case.signals or Signals(), yes=None)
            answer = self._quoted(case)
        return replace(answer, notice=str(error), incomplete=cut)

    def _checked(self, case: Case, drafting: Drafting) -> Answer:
        return checked(case, drafting, self._confidence(case), self._settings.show_unsupported)

    def _confidence(self, case: Case) -> float:
        return self._calibration.confidence(case.signals)


def _shown(evidence: Sequence[Evidence], articles: dict[str, ArticleHeader]) -> str:
    return "\n".join(f"{articles[each.article_id].title}\n{each.text}" for each in evidence)
