"""What a language model is to this product: one small protocol, and the records it speaks in.

Implementations live in ``qa.models``. An implementation is bound to the event loop that first
uses it: whoever calls from threads runs one loop in the background and submits to that.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["CompletionRequest", "Finished", "LanguageModel", "Messages", "Token", "whole_reply"]

Messages = tuple[tuple[str, str], ...]
"""A conversation, oldest first: ``("system" | "user" | "assistant", text)``."""


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """What a model is asked to write.

    ``max_tokens`` bounds the reply. ``grammar`` (GBNF) constrains it, where the server is
    llama.cpp's; elsewhere it is not sent. ``top_logprobs`` asks for that many alternatives of each
    token, where the server has them.
    """

    messages: Messages
    max_tokens: int
    temperature: float = 0.0
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    top_logprobs: int = 0
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a reply; ``top_logprobs`` are (text, natural log of probability), likeliest first.

    Whether a grammar shapes the probabilities is the server's affair: llama.cpp reports those of
    the model before the grammar is applied.
    """

    text: str
    top_logprobs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a reply: why it ended, and tokens by the server's count (0 where it has none)."""

    reason: Literal["stop", "length"]
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0


class LanguageModel(Protocol):
    """A model that writes.

    Every method may raise ModelServerDown (refused, an error status), ModelTimeout (a deadline) or
    ModelInterrupted (cut before the end); none waits for ever.
    """

    @property
    def name(self) -> str:
        """The model's name, for an answer's record."""
        ...

    def stream(self, request: CompletionRequest) -> AsyncGenerator[Token | Finished, None]:
        """Yield tokens as they are written, and last one Finished.

        Cancelling the task that iterates, or closing the iterator, frees the server at once.
        """
        ...

    async def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has: exact with llama.cpp's server, else an estimate."""
        ...

    async def warm(self, messages: Messages) -> None:
        """Have the server read the constant beginning of a prompt, where that can speed it up."""
        ...

    async def aclose(self) -> None:
        """Let go of the connection, and end the server where it is ours."""
        ...


async def whole_reply(model: LanguageModel, request: CompletionRequest) -> str:
    """Return the text of a reply, "" where it was cut at its limit; raise ModelError."""
    text = ""
    async with aclosing(model.stream(request)) as events:
        async for event in events:
            if isinstance(event, Token):
                text += event.text
            elif event.reason == "length":
                return ""
    return text
