"""``GET /api/trust``: what speaks for the answers, and what leaves the machine."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from qa.http.replies import Json
from qa.http.served import Served, served_by

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["Operation"])


@router.get("/trust", summary="How far answers can be trusted", response_class=Json)
async def trust(served: Annotated[Served, Depends(served_by)]) -> Response:
    """Return the last evaluation of these articles, models, licences, and what leaves the machine.

    Shares are from 0 to 1. `changed` names what is no longer as it was when they were measured.
    Where others than the user of the server's machine may come in, folders are named without
    their paths.
    """
    return Json((await asyncio.to_thread(served.assistant.trust)).to_dict())
