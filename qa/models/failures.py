"""What a person is told when a model server fails: one line that ends in what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import ModelServerDown

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError

__all__ = ["ServerUnreachable", "explain_cut", "explain_refusal"]

LONGEST_DETAIL = 200


class ServerUnreachable(ModelServerDown):
    """Nothing listens at ``base_url``: the request was not even sent."""

    def __init__(self, message: str, base_url: str) -> None:
        super().__init__(message)
        self.base_url = base_url


def explain_refusal(
    where: str, model: str, error: APIConnectionError | APIStatusError, *, own: bool
) -> ModelServerDown:
    """Return the error for a request that brought no reply, or an error status."""
    from httpx import ConnectError

    status = getattr(error, "status_code", None)
    if status is None and isinstance(error.__cause__, ConnectError):
        advice = "ask again, or run `qa doctor`" if own else "start it, or check QA_LLM_BASE_URL"
        return ServerUnreachable(f"{where} cannot be reached: {advice}", str(error.request.url))
    if status is None:
        return ModelServerDown(f"{where} went away before it answered: ask again")
    detail = _one_line(str(error))
    advice = {
        401: "set QA_LLM_API_KEY to a key that it accepts",
        403: "set QA_LLM_API_KEY to a key that it accepts",
        404: f"check QA_LLM_BASE_URL, and that it serves a model named {model}",
        429: "wait, then ask again",
    }.get(status, "ask again, or look into its log")
    return ModelServerDown(f"{where} refused with status {status} ({detail}): {advice}")


def explain_cut(where: str, count: int, error: Exception | None = None) -> str:
    """Return the message for a reply that broke off after ``count`` tokens."""
    detail = f" ({_one_line(str(error))})" if error is not None and str(error) else ""
    return f"{where} stopped in the middle of its answer, after {count} tokens{detail}: ask again"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_DETAIL]
