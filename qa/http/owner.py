"""Routes for the commands of the user who started the server; nobody else can call them."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from qa.http.guard import is_owner
from qa.http.replies import Json
from qa.http.schemas import Strict
from qa.http.served import Served, served_by

__all__ = ["router"]


def _only_owner(request: Request) -> None:
    if not is_owner(request.scope):
        raise HTTPException(403, "only commands on the server's own machine may do this: use `qa`")


router = APIRouter(
    prefix="/api/owner", include_in_schema=False, dependencies=[Depends(_only_owner)]
)


class BackupRequest(Strict):
    """Where the backup is to be written: an absolute path on the server's machine."""

    path: Annotated[str, Field(min_length=1, max_length=4096, pattern="^/")]


@router.post("/backup", response_class=Json)
async def backup(body: BackupRequest, served: Annotated[Served, Depends(served_by)]) -> Response:
    """Write a backup while the server goes on answering."""
    await asyncio.to_thread(served.assistant.backup, body.path)
    return Json({"path": body.path})


@router.get("/feedback", response_class=Json)
async def feedback(served: Annotated[Served, Depends(served_by)]) -> Response:
    """Return every rating, with the questions that others may have asked."""
    kept = await served.assistant.afeedbacks()
    return Json({"feedback": [each.to_dict() for each in kept]})
