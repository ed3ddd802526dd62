"""What the model is asked: whether the evidence states the answer, and then the answer, in one go.

The reply begins with Yes or No. On a llama.cpp server a grammar lets only Yes through, so that the
probability that the model itself gave to Yes and No is read from the first token, before the
grammar, and the answer follows in the same reply: a judgement costs no prompt of its own. The same
grammar lets only evidence numbers that exist be cited. Other servers are taken at their word.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import replace

from index.types import ArticleHeader
from qa.llm import CompletionRequest, Finished, LanguageModel, Token
from qa.prompts import Prompts
from qa.types import Evidence, Usage

__all__ = ["Drafter", "Drafting"]

_ALTERNATIVES = 20
"""Most likely first tokens to look for Yes and No among."""
_VERDICT = re.compile(r"\s*(yes|no)\b[.,:;!]*\s*", re.IGNORECASE)
_VERDICT_CHARACTERS = 6
"""After so many characters it is certain whether a reply begins with a verdict."""


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
        request = CompletionRequest(
            (("system", self._prompts.instructions), ("user", shown)),
            max_tokens=self._answer_tokens,
            grammar=answer_grammar([each.number for each in evidence]),
            top_logprobs=_ALTERNATIVES,
        )
        return Drafting(self._model, request, self._prompts.version)

    async def warm(self) -> None:
        """Start the model and let it read the instructions, which every prompt begins with."""
        await self._model().warm((("system", self._prompts.instructions),))


class Drafting:
    """One draft: its judgement, its text so far, and what it cost. Call ``aclose`` at the end."""

    def __init__(
        self,
        model: Callable[[], LanguageModel],
        request: CompletionRequest,
        prompt_version: str,
    ) -> None:
        self._get_model = model
        self._request = request
        self._events: AsyncGenerator[Token | Finished, None] | None = None
        self._begun = ""
        self.messages = request.messages
        self.text = ""
        self.truncated = False
        self.confidence = 0.0
        self.usage = Usage()
        self.model = ""
        self.prompt_version = prompt_version

    @property
    def reply(self) -> str:
        """The raw reply so far, with the verdict that it begins with."""
        verdict = _VERDICT.match(self._begun)
        return (verdict.group() if verdict else "") + self.text if self.text else self._begun

    async def judge(self) -> float:
        """Return the probability (0..1) that the evidence states the answer, as the model sees it.

        The share of Yes among Yes and No (Kadavath et al. 2022, arXiv 2207.05221); without
        probabilities 1 or 0, as the model says.
        """
        model = self._get_model()
        self.model = model.name
        self._events = model.stream(self._request)
        probability: float | None = None
        while len(self._begun.lstrip()) < _VERDICT_CHARACTERS:
            token = await self._next()
            if token is None:
                break
            if probability is None and token.top_logprobs:
                probability = share_of_yes(token.top_logprobs)
            self._begun += token.text
        said = _VERDICT.match(self._begun)
        if said and said.group(1).lower() == "no":
            probability = 0.0
        self.confidence = round(1.0 if probability is None else probability, 4)
        return self.confidence

    async def write(self) -> AsyncGenerator[str, None]:
        """Yield the answer piece by piece; ``text`` holds what there is so far."""
        piece = _VERDICT.sub("", self._begun, count=1)
        while True:
            if piece:
                self.text += piece
                yield piece
            token = await self._next()
            if token is None:
                return
            piece = token.text if self.text else token.text.lstrip()

    async def aclose(self) -> None:
        """Stop the model, if it still writes."""
        if self._events is not None:
            await self._events.aclose()

    async def _next(self) -> Token | None:
        """Return the next token, or None at the end of the reply."""
        assert self._events is not None
        async for event in self._events:
            if isinstance(event, Token):
                return event
            self.truncated = event.reason == "length"
            self.usage = replace(
                self.usage,
                prompt_tokens=event.prompt_tokens,
                completion_tokens=event.completion_tokens,
            )
        return None


def answer_grammar(numbers: Sequence[int]) -> str:
    """Return a GBNF grammar: Yes, then one to three runs of text that each cite a known number."""
    known = " | ".join(f'"{number}"' for number in numbers)
    return (
        'root ::= "Yes. " text cite (" " text cite)? (" " text cite)?\n'
        "text ::= [^\\[\\]\\n]+\n"
        f'cite ::= "[" ({known}) "]" "."?'
    )


def share_of_yes(alternatives: Sequence[tuple[str, float]]) -> float | None:
    """Return P(Yes) / (P(Yes) + P(No)) from the first token's alternatives, if they hold either."""
    yes = sum(math.exp(p) for token, p in alternatives if token.strip().lower() == "yes")
    no = sum(math.exp(p) for token, p in alternatives if token.strip().lower() == "no")
    return yes / (yes + no) if yes + no > 0 else None
