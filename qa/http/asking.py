"""``POST /api/ask``, ``GET /api/search`` and ``GET /api/traces/{id}``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from index.types import Filters
from qa.errors import QuestionError
from qa.http.events import EventStream, end_iterator, frame, unless_left, wants_events
from qa.http.examples import ANSWER, EVENTS, SEARCH, problems
from qa.http.replies import Json
from qa.http.schemas import AskRequest, SearchQuery, history_of
from qa.http.served import Served, served_by
from qa.settings import Settings
from qa.types import Answer

__all__ = ["check_question", "no_filters", "router"]

router = APIRouter(prefix="/api", tags=["Questions"])

_CLIENT_LEFT = 499
"""Nobody reads it; it is what the counts show."""


@router.post(
    "/ask",
    summary="Ask a question",
    response_class=Json,
    responses={
        200: {
            "description": "The answer, or with `Accept: text/event-stream` events as they happen: "
            "`evidence` first, `token` for each piece of the draft, last `answer`, which replaces "
            "the draft, or `error` with problem details. Leaving cancels the model.",
            "content": {"application/json": {"example": ANSWER}, **EVENTS},
        },
        **problems(400, 415, 422, 503, 504),
    },
)
async def ask(
    body: AskRequest, request: Request, served: Annotated[Served, Depends(served_by)]
) -> Response:
    """Answer from the articles: every sentence with numbered citations, each an exact quote.

    `abstained` is true, and `results` hold the nearest passages, where the articles do not say.
    """
    check_question(body.question, served.settings)
    arguments: dict[str, Any] = {
        "history": history_of(body.history),
        "filters": no_filters(body.filters.to_filters()),
        "mode": body.mode,
    }
    if wants_events(request):
        frames = _frames(served, body.question, arguments)
        return EventStream(frames, served.stopping)
    answer = await unless_left(served.assistant.aask(body.question, **arguments), request)
    if answer is None:
        return Response(status_code=_CLIENT_LEFT)
    served.metrics.count_answer(answer)
    return Json(answer.to_dict())


async def _frames(served: Served, question: str, arguments: dict[str, Any]) -> AsyncIterator[bytes]:
    events = served.assistant.astream(question, **arguments)
    try:
        async for event in events:
            if isinstance(event, Answer):
                served.metrics.count_answer(event)
            yield frame(event.type, event.to_dict())
    finally:
        await end_iterator(events)


@router.get(
    "/search",
    summary="Search the articles",
    response_class=Json,
    responses={
        200: {
            "description": "The best passages, best first; no answering model is called.",
            "content": {"application/json": {"example": SEARCH}},
        },
        **problems(422),
    },
)
async def search(
    query: Annotated[SearchQuery, Query()], served: Annotated[Served, Depends(served_by)]
) -> Response:
    """Return passages with their score (0 to 1) and their rank by meaning and by words."""
    check_question(query.q, served.settings)
    filters = no_filters(query.to_filters())
    results = await served.assistant.asearch(query.q, query.top_k, filters)
    return Json({"query": query.q, "results": [result.to_dict() for result in results]})


@router.get(
    "/traces/{trace_id}",
    summary="See how an answer came about",
    response_class=Json,
    responses=problems(404),
)
async def trace(trace_id: str, served: Annotated[Served, Depends(served_by)]) -> Response:
    """Return what was searched, shown, asked, written and judged for one of the last answers.

    The id is the `trace_id` of the answer; traces are kept in memory only.
    """
    return Json((await served.assistant.atrace(trace_id)).to_dict())


def check_question(question: str, settings: Settings) -> None:
    """Refuse a question that is empty or longer than the settings allow."""
    if not question.strip():
        raise QuestionError("the question is empty: write one")
    if len(question) > settings.max_question_chars:
        raise QuestionError(
            f"the question has {len(question)} characters, {settings.max_question_chars} are "
            "allowed: shorten it, or raise QA_MAX_QUESTION_CHARS"
        )


def no_filters(filters: Filters) -> Filters | None:
    """Return None for filters that filter nothing."""
    return None if filters == Filters() else filters
