"""The HTTP API: the only place that knows FastAPI, Starlette and uvicorn."""

from __future__ import annotations

from qa.http.app import create_app
from qa.http.running import HttpServer

__all__ = ["HttpServer", "create_app"]
