"""``POST /api/feedback``: what a person thought of an answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from qa.assistant import Rating
from qa.http.examples import problems
from qa.http.schemas import Strict
from qa.http.served import Served, served_by

__all__ = ["router"]

_MAX_COMMENT_CHARS = 5000

router = APIRouter(prefix="/api", tags=["Questions"])


class FeedbackRequest(Strict):
    """A rating of one of the last answers."""

    trace_id: Annotated[str, Field(min_length=1, max_length=200, description="of the answer")]
    rating: Annotated[
        Rating, Field(description="wrong-source: what it says may be right, the quote is not")
    ]
    comment: Annotated[str, Field(max_length=_MAX_COMMENT_CHARS)] = ""


@router.post(
    "/feedback", summary="Rate an answer", status_code=204, responses=problems(404, 415, 422)
)
async def rate(body: FeedbackRequest, served: Annotated[Served, Depends(served_by)]) -> Response:
    """Keep the rating with the question, the answer and its citations, in the data folder.

    Only the last answers can be rated; a second rating takes the place of the first.
    """
    await served.assistant.afeedback(body.trace_id, body.rating, body.comment)
    return Response(status_code=204)
