"""JSON replies that can always be encoded, and the handlers that turn errors into problems."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from qa.errors import ArticleQAError
from qa.http.problems import MEDIA_TYPE, Problem, problem_of

__all__ = ["Json", "add_handlers", "encode", "problem_reply"]

_log = logging.getLogger("qa.http")


def encode(content: Any) -> bytes:
    """Return JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


class Json(Response):
    """A JSON reply."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Encode the content."""
        return encode(content)


def problem_reply(problem: Problem, *, openai: bool = False) -> Json:
    """Return a problem as a reply; ``openai`` adds the member that its clients look for."""
    content: Mapping[str, Any] = problem.to_dict()
    if openai:
        kind = "invalid_request_error" if problem.status < 500 else "server_error"  # noqa: PLR2004 (HTTP's classes)
        error = {"message": problem.detail, "type": kind, "param": None, "code": None}
        content = {**content, "error": error}
    return Json(content, problem.status, problem.headers, MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Answer every error of every route with a problem."""

    async def reply(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if type(error).__module__.split(".")[0] not in {"qa", "index", "fastapi", "starlette"}:
            _log.error("request failed: %s", type(error).__name__, exc_info=error)
        return problem_reply(problem, openai=request.url.path.startswith("/v1/"))

    for kind in (ArticleQAError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, reply)
