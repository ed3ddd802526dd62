"""What the model is asked: first whether the evidence states the answer, then the answer.

Both turns share one prompt prefix (instructions, evidence, question), which the server keeps
computed, so the judgement costs one token and the answer adds one short line.
"""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from index.types import ArticleHeader
from qa.llm import CompletionRequest, Finished, LanguageModel, Token
from qa.prompts import Prompts
from qa.types import Evidence, Usage

__all__ = ["Drafter", "Drafting"]

_ALTERNATIVES = 10
"""Most likely first tokens to look for Yes and No among."""


class Drafter:
    """Starts drafts with one model, which is fetched (and its server started) when first needed."""

    def __init__(
        self, model: Callable[[], LanguageModel], prompts: Prompts, answer_tokens: int
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._answer_tokens = answer_tokens

    def start(
        self,
        question: str,
        evidence: tuple[Evidence, ...],
        articles: dict[str, ArticleHeader],
        earlier: tuple[str, str] | None,
    ) -> Drafting:
        """Return a draft that is not yet written."""
        shown = self._prompts.question(question, evidence, articles, earlier)
        return Drafting(self._model, self._prompts, question, shown, self._answer_tokens)

    async def warm(self) -> None:
        """Start the model and let it read the instructions, which every prompt begins with."""
        await self._model().warm((("system", self._prompts.instructions),))


class Drafting:
    """One draft: its judgement, its text so far, and what it cost."""

    def __init__(
        self,
        model: Callable[[], LanguageModel],
        prompts: Prompts,
        question: str,
        shown: str,
        answer_tokens: int,
    ) -> None:
        self._get_model = model
        self._prompts = prompts
        self._question = question
        self._opening = (("system", prompts.instructions), ("user", shown))
        self._answer_tokens = answer_tokens
        self.text = ""
        self.confidence = 0.0
        self.usage = Usage()
        self.model = ""
        self.prompt_version = prompts.version

    async def judge(self) -> float:
        """Return the probability (0..1) that the evidence states the answer, as the model sees it.

        The share of Yes among Yes and No (Kadavath et al. 2022, arXiv 2207.05221); a server that
        gives no probabilities is taken at its word.
        """
        request = CompletionRequest(self._opening, max_tokens=2, top_logprobs=_ALTERNATIVES)
        said = ""
        probability: float | None = None
        async for event in self._events(request):
            if probability is None and event.top_logprobs:
                probability = _share_of_yes(event.top_logprobs)
            said += event.text
        if probability is None:
            probability = 1.0 if said.strip().lower().startswith("yes") else 0.0
        self.confidence = round(probability, 4)
        return self.confidence

    async def write(self) -> AsyncGenerator[str, None]:
        """Yield the answer piece by piece; ``text`` holds what there is so far."""
        turns = (
            *self._opening,
            ("assistant", "Yes"),
            ("user", self._prompts.answer(self._question)),
        )
        request = CompletionRequest(turns, max_tokens=self._answer_tokens)
        async with aclosing(self._events(request)) as events:
            async for event in events:
                self.text += event.text
                yield event.text

    async def _events(self, request: CompletionRequest) -> AsyncGenerator[Token, None]:
        model = self._get_model()
        self.model = model.name
        async with aclosing(model.stream(request)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    self._count(event)
                else:
                    yield event

    def _count(self, finished: Finished) -> None:
        self.usage = replace(
            self.usage,
            prompt_tokens=finished.prompt_tokens,
            completion_tokens=self.usage.completion_tokens + finished.completion_tokens,
        )


def _share_of_yes(alternatives: Sequence[tuple[str, float]]) -> float | None:
    """Return P(Yes) / (P(Yes) + P(No)) from the first token's alternatives, if they hold either."""
    yes = sum(math.exp(p) for token, p in alternatives if token.strip().lower() == "yes")
    no = sum(math.exp(p) for token, p in alternatives if token.strip().lower() == "no")
    return yes / (yes + no) if yes + no > 0 else None
