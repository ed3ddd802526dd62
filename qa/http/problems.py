"""Errors as problem details (RFC 9457), never a traceback.

``type`` is ``urn:article-qa:`` and the name of the error's class, from which a client of ours makes
the same error again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from qa.errors import (
    ArticleNotFound,
    ArticleQAError,
    ConversationError,
    ConversationNotFound,
    ModelError,
    ModelTimeout,
    QuestionError,
    SourceError,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMismatch,
    TraceNotFound,
)

__all__ = ["MEDIA_TYPE", "Problem", "problem_of"]

MEDIA_TYPE = "application/problem+json"
URN = "urn:article-qa:"

# The first class that an error is an instance of decides.
_STATUS: tuple[tuple[type[ArticleQAError], int], ...] = (
    (ArticleNotFound, 404),
    (TraceNotFound, 404),
    (ConversationNotFound, 404),
    (ConversationError, 422),
    (QuestionError, 422),
    (SourceError, 422),
    (StoreFull, 507),
    (StoreLocked, 409),
    (StoreMismatch, 409),
    (StoreError, 503),
    (ModelTimeout, 504),
    (ModelError, 503),
)

_PLAIN = {404, 405}
"""Statuses that the router gives by itself, with nothing but their name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: ``detail`` is one line for a person; ``more`` are extension members."""

    status: int
    detail: str
    type: str = "about:blank"
    headers: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name of the status, which is the same for every problem of its kind."""
        return "Misdirected Request" if self.status == 421 else HTTPStatus(self.status).phrase  # noqa: PLR2004 (one spelling in every Python)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        own = {"type": self.type, "title": self.title, "status": self.status}
        return {**own, "detail": self.detail, **self.more}


def problem_of(error: Exception) -> Problem:
    """Return what a client is told of an error; of an unforeseen one, nothing but that."""
    if isinstance(error, ArticleQAError):
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        return Problem(status, str(error), URN + type(error).__name__)
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        detail = str(error.detail)
        if error.status_code in _PLAIN:
            detail = f"{detail}: /api/docs has the calls that exist"
        return Problem(error.status_code, detail, headers=dict(error.headers or {}))
    return Problem(500, "the server failed on this request: its log has the reason")


def _invalid(error: RequestValidationError) -> Problem:
    """Name each field and its bound; the input is not repeated, it may be anything."""
    faults = [
        {"field": ".".join(str(part) for part in fault["loc"][1:]), "message": fault["msg"]}
        for fault in error.errors()
    ]
    malformed = any(fault["type"] == "json_invalid" for fault in error.errors())
    if malformed:
        return Problem(400, "the body is not JSON: send one JSON object")
    first = faults[0]
    where = f"{first['field']}: " if first["field"] else ""
    detail = f"{where}{first['message']}; see /api/docs for what this call takes"
    return Problem(422, detail, more={"errors": faults})
