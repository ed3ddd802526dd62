"""``GET /api/additions``: what came in or failed lately, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from index.additions import MAX_ADDITIONS, Logged
from qa.http.examples import ADDITIONS, problems
from qa.http.guard import is_owner
from qa.http.paths import named
from qa.http.replies import Json
from qa.http.schemas import Strict
from qa.http.served import Served, served_by

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["Articles"])


class AdditionsQuery(Strict):
    """How much of the log, and of which outcome."""

    limit: Annotated[int, Field(ge=1, le=2 * MAX_ADDITIONS)] = 100
    outcome: Annotated[Logged | None, Field(description="such as failed; all without it")] = None


@router.get(
    "/additions",
    summary="What was added or failed lately",
    response_class=Json,
    responses={200: {"content": {"application/json": {"example": ADDITIONS}}}, **problems(422)},
)
async def additions(
    query: Annotated[AdditionsQuery, Query()],
    request: Request,
    served: Annotated[Served, Depends(served_by)],
) -> Response:
    """Return the log of adding, newest first; articles that were unchanged are not in it.

    A failure goes when its source is read again: what becomes of it then takes its place. The last
    500 failures are kept, and as many of what came in. `source` is a URL or the last name of a
    file; its whole path is for the commands of the user who runs the server only.
    """
    log = await served.assistant.aadditions(query.limit, query.outcome)
    if not is_owner(request.scope):
        log = [replace(each, source=named(each.source)) for each in log]
    return Json({"additions": [each.to_dict() for each in log]})
