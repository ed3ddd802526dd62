"""A scripted language model: a queue of replies and a record of what it was asked."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field

from qa.llm import CompletionRequest, Finished, Token


@dataclass
class ScriptedModel:
    """Says Yes with the probability ``yes``, then writes ``replies`` in turn.

    A reply may be an exception, which is raised in its place, or a list of pieces in which an
    exception cuts the stream. ``pause`` seconds pass before each token.
    """

    replies: list = field(default_factory=list)
    yes: float | None = 0.9
    pause: float = 0.0
    says: str = "Yes. "
    reason: str = "stop"
    name: str = "scripted"
    requests: list[CompletionRequest] = field(default_factory=list)
    cancelled: int = 0
    closed: bool = False

    async def stream(self, request):
        self.requests.append(request)
        try:
            if isinstance(self.yes, Exception):
                raise self.yes
            yield self._verdict()
            async for token in self._reply():
                yield token
            yield Finished(self.reason, prompt_tokens=100, completion_tokens=7)
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    async def count_tokens(self, text):
        return len(text.split())

    async def warm(self, messages):
        self.warmed = messages

    async def aclose(self):
        self.closed = True

    def _verdict(self):
        if self.yes is None:
            return Token(self.says)
        alternatives = (("Yes", self.yes), ("No", 1 - self.yes))
        return Token(self.says, tuple((text, math.log(max(p, 1e-9))) for text, p in alternatives))

    async def _reply(self):
        reply = self.replies.pop(0) if self.replies else ""
        pieces = reply if isinstance(reply, list) else [reply]
        for piece in pieces:
            if isinstance(piece, BaseException):
                raise piece
            for word in piece.split(" "):
                await asyncio.sleep(self.pause)
                yield Token(word + " ")
