"""The application: routes, their guard, and the models loaded in the background."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fastapi import FastAPI

import qa
from qa.errors import ArticleQAError, ModelError
from qa.http import (
    additions,
    articles,
    asking,
    completions,
    conversations,
    documentation,
    feedback,
    health,
    owner,
    suggestions,
    trust,
)
from qa.http.guard import Guard
from qa.http.metrics import MetricsMiddleware
from qa.http.policy import BrowserPolicy
from qa.http.replies import Json, add_handlers
from qa.http.served import Served
from qa.http.uploads import MAX_FILES
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["create_app"]

_log = logging.getLogger("qa.http")

_ABOUT = (
    "Ask your own articles: every sentence of an answer cites an exact quote. Errors are problem "
    "details (RFC 9457). A POST needs Content-Type: application/json, uploads multipart/form-data. "
    "Where the server has a token, send it as `Authorization: Bearer …`. "
    "Offsets count Unicode code points of the article's text."
)


def create_app(assistant: Assistant, settings: Settings, key: str | None = None) -> FastAPI:
    """Return the API over an assistant, which the caller closes.

    ``key`` is what the user's own commands send as ``X-QA-Key``; a random one where it is None.
    """
    served = Served(assistant, settings, key or secrets.token_urlsafe(32))
    app = FastAPI(
        title="Article QA",
        version=qa.__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,  # the stock pages load their script from a foreign host
        redoc_url=None,
        redirect_slashes=False,
        default_response_class=Json,
        form_limits={"max_files": MAX_FILES + 1, "max_fields": 10},
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=_lifespan,
    )
    app.state.served = served
    # articles last: an id may hold anything, so its routes match everything below theirs
    for part in (
        asking,
        suggestions,
        feedback,
        conversations,
        completions,
        health,
        trust,
        owner,
        documentation,
        additions,
        articles,
    ):
        app.include_router(part.router)
    add_handlers(app)
    app.add_middleware(Guard, settings=settings, key=served.key)
    app.add_middleware(MetricsMiddleware, metrics=served.metrics)
    app.add_middleware(BrowserPolicy)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    served: Served = app.state.served
    warming = asyncio.ensure_future(_warm(served))
    try:
        yield
    finally:
        served.stopping.set()
        warming.cancel()
        with suppress(asyncio.CancelledError):
            await warming


async def _warm(served: Served) -> None:
    """Load the models; without an answering model the server still quotes, and says so."""
    try:
        await served.assistant.awarm()
    except ModelError as error:
        served.notice = str(error)
        _log.warning("%s", error)
    except ArticleQAError as error:
        served.loading = str(error)
        _log.warning("%s", error)
        return
    served.loading = None
