"""``/v1``: the part of OpenAI's API that chat clients use, answered from the articles.

https://platform.openai.com/docs/api-reference/chat. The last user message is the question, the
user and assistant messages before it are the history; system messages and sampling parameters are
accepted and have no effect, for the instructions that keep answers to the articles are ours. A
streamed reply sends the checked answer, never the model's unchecked draft.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from qa.errors import QuestionError
from qa.http.asking import check_question
from qa.http.events import EventStream, end_iterator, unless_left
from qa.http.examples import problems
from qa.http.problems import problem_of
from qa.http.replies import Json, encode
from qa.http.schemas import MAX_TURN_CHARS, MAX_TURNS
from qa.http.served import Served, served_by
from qa.types import Answer, EvidenceEvent, History, Mode

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])

MODELS: dict[str, Mode] = {"article-qa": "auto", "article-qa-extractive": "extractive"}
_CREATED = 1_767_225_600
"""When the models were first served: 2026-01-01."""


class Part(BaseModel):
    """A piece of a message; only text has a meaning here."""

    model_config = ConfigDict(extra="ignore")
    type: str = "text"
    text: Annotated[str, Field(max_length=100_000)] = ""


class Message(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | list[Part] | None = None

    @property
    def text(self) -> str:
        """The text of the message, without whatever else it holds."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream carries beside the answer."""

    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class CompletionRequest(BaseModel):
    """A conversation; every other parameter of OpenAI's API is accepted and ignored."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": "article-qa",
                    "messages": [{"role": "user", "content": "Who signed it for Iran?"}],
                }
            ]
        },
    )

    messages: Annotated[list[Message], Field(min_length=1, max_length=200)]
    model: Annotated[
        str, Field(max_length=200, description="article-qa, or article-qa-extractive for quotes")
    ] = "article-qa"
    stream: bool | None = False
    stream_options: StreamOptions | None = None


@router.post(
    "/chat/completions",
    summary="Ask as a chat completion",
    response_class=Json,
    responses={
        200: {"description": "A chat completion; the member `article_qa` holds the citations"},
        **problems(400, 415, 422, 503, 504),
    },
)
async def complete(
    body: CompletionRequest, request: Request, served: Annotated[Served, Depends(served_by)]
) -> Response:
    """Answer the last user message, as OpenAI's API would, with citations in `article_qa`."""
    question, history = _conversation(body.messages)
    check_question(question, served.settings)
    mode = MODELS.get(body.model, "auto")
    if body.stream:
        return EventStream(_chunks(served, question, history, mode, body), served.stopping)
    work = served.assistant.aask(question, history=history, mode=mode)
    answer = await unless_left(work, request)
    if answer is None:
        return Response(status_code=499)
    served.metrics.count_answer(answer)
    message = {"role": "assistant", "content": answer.text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": _finish(answer), "logprobs": None}
    head = _head("chat.completion", body.model, answer.trace_id)
    return Json(
        {**head, "choices": [choice], "usage": _usage(answer), "article_qa": _extension(answer)}
    )


@router.get("/models", summary="List the models", response_class=Json)
async def models() -> Response:
    """Return the names that `model` may have."""
    common = {"object": "model", "created": _CREATED, "owned_by": "article-qa"}
    return Json({"object": "list", "data": [{"id": name, **common} for name in MODELS]})


def _conversation(messages: list[Message]) -> tuple[str, History]:
    """Return the question and what was said before it, bounded as everywhere."""
    said = [each for each in messages if each.role in {"user", "assistant"}]
    if not said or said[-1].role != "user":
        raise QuestionError("the last message is not the user's: end with the question")
    turns: History = [(each.role, each.text[:MAX_TURN_CHARS]) for each in said[:-1] if each.text]
    return said[-1].text, turns[-MAX_TURNS:]


async def _chunks(
    served: Served, question: str, history: History, mode: Mode, body: CompletionRequest
) -> AsyncIterator[bytes]:
    events = served.assistant.astream(question, history=history, mode=mode)
    try:
        async for event in events:
            if isinstance(event, EvidenceEvent):
                yield _data(_chunk(body.model, "", {"role": "assistant", "content": ""}))
            elif isinstance(event, Answer):
                served.metrics.count_answer(event)
                for chunk in _answer_chunks(event, body):
                    yield _data(chunk)
    except Exception as error:  # noqa: BLE001 (the status is sent, so a chunk has to tell)
        problem = problem_of(error)
        yield _data({"error": {"message": problem.detail, "type": "server_error", "code": None}})
    finally:
        await end_iterator(events)
    yield b"data: [DONE]\n\n"


def _answer_chunks(answer: Answer, body: CompletionRequest) -> list[dict[str, Any]]:
    pieces = re.findall(r"\s*\S+", answer.text) or [answer.text]
    chunks = [_chunk(body.model, answer.trace_id, {"content": piece}) for piece in pieces]
    last = _chunk(body.model, answer.trace_id, {}, _finish(answer))
    chunks.append({**last, "article_qa": _extension(answer)})
    if body.stream_options and body.stream_options.include_usage:
        head = _head("chat.completion.chunk", body.model, answer.trace_id)
        chunks.append({**head, "choices": [], "usage": _usage(answer)})
    return chunks


def _chunk(
    model: str, trace_id: str, delta: dict[str, str], finish: str | None = None
) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**_head("chat.completion.chunk", model, trace_id), "choices": [choice]}


def _head(kind: str, model: str, trace_id: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{trace_id or 'article-qa'}",
        "object": kind,
        "created": int(time.time()),
        "model": model,
    }


def _finish(answer: Answer) -> str:
    return "length" if answer.incomplete else "stop"


def _usage(answer: Answer) -> dict[str, int]:
    prompt, completion = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }


def _extension(answer: Answer) -> dict[str, Any]:
    """Return the answer without the passages, which a chat client has no use for."""
    content = answer.to_dict()
    return {name: value for name, value in content.items() if name not in {"results", "text"}}


def _data(content: dict[str, Any]) -> bytes:
    return b"data: " + encode(content) + b"\n\n"
