"""Whether the server lives, whether it is ready, and what it has counted."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from qa.http.guard import is_owner
from qa.http.paths import without_paths
from qa.http.problems import Problem
from qa.http.replies import Json, problem_reply
from qa.http.served import Served, served_by
from qa.trust import open_to_others

__all__ = ["router"]

router = APIRouter(tags=["Operation"])
Serving = Annotated[Served, Depends(served_by)]


@router.get("/healthz", summary="Alive", response_class=Json)
async def healthz() -> Response:
    """Return 200 as long as the server answers at all; asks for no token."""
    return Json({"status": "ok"})


@router.get("/readyz", summary="Ready", response_class=Json)
async def readyz(served: Serving) -> Response:
    """Return 200 once the models are loaded, 503 with the reason before."""
    if served.loading:
        return problem_reply(Problem(503, served.loading, headers={"Retry-After": "2"}))
    return Json({"status": "ready", "notice": served.notice})


@router.get("/api/status", summary="What is served", response_class=Json)
async def status(request: Request, served: Serving) -> Response:
    """Return the counts of articles and passages, and the models in use.

    Where others than the user of the server's machine may come in, folder and model file are named
    without their paths.
    """
    found = await asyncio.to_thread(served.assistant.status)
    if open_to_others(served.settings) and not is_owner(request.scope):
        found = without_paths(found)
    return Json(found.to_dict())


@router.get("/metrics", summary="Counts for Prometheus", response_class=Response)
async def metrics(served: Serving) -> Response:
    """Return counts and durations; no question, name or path is among them."""
    state = await asyncio.to_thread(served.assistant.status)
    body = served.metrics.render(state.articles, state.passages)
    return Response(body, media_type="text/plain; version=0.0.4; charset=utf-8")
