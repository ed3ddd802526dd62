"""A model whose replies are kept on disk, so that the same request is never paid for twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path

from qa.llm import CompletionRequest, Finished, LanguageModel, Messages, Token

Event = Token | Finished


class KeptReplies:
    """Passes on what ``model`` writes and keeps it in ``folder``, one file a request.

    A reply that was left before its end is kept as far as it was read. Where more of it is wanted,
    the model is asked anew and what was seen already is skipped, which is right for a model that
    writes the same each time (temperature 0).
    """

    def __init__(self, model: LanguageModel, folder: Path) -> None:
        self._model = model
        self._folder = folder
        self.asked = 0
        """How often the model itself was asked."""

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    async def stream(self, request: CompletionRequest) -> AsyncGenerator[Event, None]:
        """Yield the reply that was kept, and of the model's own what it lacks."""
        path = self._path(request)
        kept = _read(path)
        for event in kept:
            yield event
        if kept and isinstance(kept[-1], Finished):
            return
        self.asked += 1
        written: list[Event] = []
        try:
            async with aclosing(self._model.stream(request)) as events:
                async for event in events:
                    written.append(event)
                    if len(written) > len(kept):
                        yield event
        finally:
            if len(written) > len(kept):
                _write(path, written)

    async def count_tokens(self, text: str) -> int:
        """Return the model's own count."""
        return await self._model.count_tokens(text)

    async def warm(self, messages: Messages) -> None:
        """Do nothing: a model that is never asked need not be started."""

    async def aclose(self) -> None:
        """Close the model."""
        await self._model.aclose()

    def _path(self, request: CompletionRequest) -> Path:
        told = json.dumps([self.name, asdict(request)], sort_keys=True)
        return self._folder / f"{hashlib.sha256(told.encode()).hexdigest()}.json"


def _read(path: Path) -> list[Event]:
    if not path.exists():
        return []
    return [
        Finished(**row)
        if "reason" in row
        else Token(row["text"], tuple((text, value) for text, value in row["top_logprobs"]))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def _write(path: Path, events: Sequence[Event]) -> None:
    """Write a whole file or none, so that a run may be stopped at any time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps([asdict(each) for each in events]), encoding="utf-8")
    beside.replace(path)
