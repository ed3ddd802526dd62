"""``GET /api/suggestions``: questions to ask after an answer, which the articles answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from qa.http.events import unless_left
from qa.http.examples import problems
from qa.http.replies import Json
from qa.http.served import Served, served_by

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["Questions"])

_MOST = 5
_CLIENT_LEFT = 499
"""Nobody reads it; it is what the counts show."""
_EXAMPLE = {"suggestions": ["When did Ali Shamkhani sign the border pact for Iran?"]}


@router.get(
    "/suggestions",
    summary="Suggest what to ask next",
    response_class=Json,
    responses={
        200: {
            "description": "Questions, the most fitting first; there may be none.",
            "content": {"application/json": {"example": _EXAMPLE}},
        },
        **problems(404, 422),
    },
)
async def suggestions(
    trace_id: Annotated[str, Query(min_length=1, max_length=200, description="of the answer")],
    request: Request,
    served: Annotated[Served, Depends(served_by)],
    count: Annotated[int, Query(ge=1, le=_MOST, description="at most so many")] = 3,
) -> Response:
    """Return questions near to one of the last answers, each of which the articles answer.

    It may take some seconds, more where a question is asked meanwhile, which goes first. Leaving
    cancels the model.
    """
    found = await unless_left(served.assistant.asuggest(trace_id, count), request)
    if found is None:
        return Response(status_code=_CLIENT_LEFT)
    return Json({"suggestions": found})
