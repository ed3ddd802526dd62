"""A language model for an evaluation's own work, called from ordinary code."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from qa.background import BackgroundLoop
from qa.drafting import share_of_yes
from qa.llm import CompletionRequest, LanguageModel, Messages, Token
from qa.models.client import open_model
from qa.settings import Settings

__all__ = ["Caller", "instructions", "opened_caller"]

Result = TypeVar("Result")
_PROMPTS = Path(__file__).parents[1] / "prompts"
_ALTERNATIVES = 20
_YES_OR_NO = 'root ::= "Yes" | "No"'


class Caller:
    """One model, and the event loop that it is bound to."""

    def __init__(self, model: LanguageModel, background: BackgroundLoop) -> None:
        self.model = model
        self._background = background

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Return what a coroutine that uses the model returns."""
        return self._background.run(work)

    def probability_of_yes(self, messages: Messages) -> float:
        """Return P(Yes) among Yes and No (0..1); 1 or 0 where the server gives no probabilities."""
        return self.run(self._probability_of_yes(messages))

    async def _probability_of_yes(self, messages: Messages) -> float:
        request = CompletionRequest(
            messages, max_tokens=1, grammar=_YES_OR_NO, top_logprobs=_ALTERNATIVES
        )
        said, share = "", None
        async for event in self.model.stream(request):
            if isinstance(event, Token):
                said += event.text
                share = share_of_yes(event.top_logprobs) if share is None else share
        return float(said.strip().lower().startswith("yes")) if share is None else share


@contextmanager
def opened_caller(settings: Settings) -> Iterator[Caller]:
    """Open the model of the settings; raise ModelError where it cannot be used."""
    background = BackgroundLoop()
    model = open_model(settings)
    try:
        yield Caller(model, background)
    finally:
        background.run(model.aclose())
        background.close()


def instructions(name: str) -> str:
    """Return the text of ``prompts/eval_NAME.md``; not part of the prompt version of answers."""
    return (_PROMPTS / f"eval_{name}.md").read_text(encoding="utf-8").strip()
