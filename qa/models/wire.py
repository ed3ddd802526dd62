"""Between our records and the fields of the OpenAI chat completions protocol."""

from __future__ import annotations

from typing import Any

from qa.llm import CompletionRequest, Finished, Token

__all__ = ["body_of", "finished_of", "token_of"]


def body_of(request: CompletionRequest, model: str, *, llama_cpp: bool) -> dict[str, Any]:
    """Return the arguments of ``chat.completions.create``; only what was asked for is sent."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": role, "content": text} for role, text in request.messages],
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.stop:
        body["stop"] = list(request.stop)
    if request.seed is not None:
        body["seed"] = request.seed
    if request.top_logprobs:
        body |= {"logprobs": True, "top_logprobs": request.top_logprobs}
    if llama_cpp:
        body["extra_body"] = {"cache_prompt": True}
        if request.grammar:
            body["extra_body"]["grammar"] = request.grammar
    return body


def token_of(chunk: Any) -> Token | None:
    """Return the text that a chunk carries, if any."""
    choice = _choice(chunk)
    delta = getattr(choice, "delta", None)
    text = getattr(delta, "content", None)
    return Token(text, _top_logprobs(choice)) if isinstance(text, str) and text else None


def finished_of(chunk: Any, finished: Finished | None) -> Finished | None:
    """Return what is known of the end after this chunk: the reason and the usage come apart."""
    reason = getattr(_choice(chunk), "finish_reason", None)
    if reason:
        finished = Finished("length" if reason == "length" else "stop")
    usage = getattr(chunk, "usage", None)
    if finished is None or usage is None:
        return finished
    details = getattr(usage, "prompt_tokens_details", None)
    return Finished(
        finished.reason,
        prompt_tokens=usage.prompt_tokens or 0,
        completion_tokens=usage.completion_tokens or 0,
        cached_tokens=getattr(details, "cached_tokens", None) or 0,
    )


def _choice(chunk: Any) -> Any:
    choices = getattr(chunk, "choices", None)
    return choices[0] if choices else None


def _top_logprobs(choice: Any) -> tuple[tuple[str, float], ...]:
    content = getattr(getattr(choice, "logprobs", None), "content", None)
    if not content:
        return ()
    return tuple((each.token, each.logprob) for each in content[0].top_logprobs)
