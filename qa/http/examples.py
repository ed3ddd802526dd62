"""Examples that the OpenAPI description shows."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from qa.http.problems import MEDIA_TYPE

__all__ = ["ADDITIONS", "ANSWER", "EVENTS", "REPORT", "SEARCH", "problems"]

_ARTICLE = {
    "id": "pact",
    "title": "Iran and Iraq sign a border pact",
    "url": "https://example.org/pact",
    "source": "Example Wire",
    "author": None,
    "published": "2023-03-19",
    "language": "en",
    "copy_of": None,
    "added": "2026-03-01T09:30:00+00:00",
}

ANSWER: dict[str, Any] = {
    "text": "Ali Shamkhani signed it for Iran. [1]",
    "question": "Who signed the agreement for Iran?",
    "standalone_question": "Who signed the agreement for Iran?",
    "sentences": [
        {
            "text": "Ali Shamkhani signed it for Iran.",
            "citations": [1],
            "verdict": "supported",
            "reason": "the quote says it",
            "note": "",
        }
    ],
    "citations": [
        {
            "number": 1,
            "article_id": "pact",
            "title": "Iran and Iraq sign a border pact",
            "source": "Example Wire",
            "url": "https://example.org/pact",
            "published": "2023-03-19",
            "quote": "Ali Shamkhani signed the agreement for Iran.",
            "start": 60,
            "end": 104,
        }
    ],
    "abstained": False,
    "confidence": 0.9,
    "mode": "generated",
    "incomplete": False,
    "notice": None,
    "conflict": [],
    "as_of": None,
    "unmentioned": [],
    "nearest": None,
}

SEARCH: dict[str, Any] = {
    "query": "border pact",
    "results": [
        {
            "passage": {
                "id": "pact:1",
                "article_id": "pact",
                "text": "Ali Shamkhani signed the agreement for Iran.",
                "start": 60,
                "end": 104,
                "position": 1,
            },
            "article": _ARTICLE,
            "score": 0.91,
            "rank": 1,
            "methods": {"dense": 1, "lexical": 2},
        }
    ],
}

REPORT: dict[str, Any] = {
    "added": [
        {
            "source": "https://example.org/pact",
            "article_id": "pact",
            "title": "Iran and Iraq sign a border pact",
            "reason": None,
        }
    ],
    "updated": [],
    "unchanged": [],
    "failed": [],
}

ADDITIONS: dict[str, Any] = {
    "additions": [
        {
            "at": "2026-03-01T09:30:00+00:00",
            "outcome": "failed",
            "source": "https://example.org/gone",
            "article_id": None,
            "title": "",
            "reason": "the site answered 404 (Not Found); check the address",
        }
    ]
}

EVENTS: dict[str, Any] = {
    "text/event-stream": {
        "schema": {"type": "string"},
        "example": 'event: token\ndata: {"text": "Ali Shamkhani"}\n\n',
    }
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return OpenAPI responses for errors."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {
                MEDIA_TYPE: {
                    "example": {
                        "type": "about:blank",
                        "title": HTTPStatus(status).phrase,
                        "status": status,
                        "detail": "what went wrong, and what to do about it",
                    }
                }
            },
        }
        for status in statuses
    }
