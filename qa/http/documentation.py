"""``/api/docs``: the API's description as a page of our own, which loads nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response

__all__ = ["router"]

router = APIRouter(prefix="/api", include_in_schema=False)

_PAGES = Path(__file__).with_name("pages")


@router.get("/docs")
async def page() -> Response:
    """Return the page."""
    return _asset("docs.html", "text/html")


@router.get("/docs.css")
async def style() -> Response:
    """Return its style."""
    return _asset("docs.css", "text/css")


@router.get("/docs.js")
async def script() -> Response:
    """Return the script that renders /api/openapi.json."""
    return _asset("docs.js", "text/javascript")


def _asset(name: str, media_type: str) -> Response:
    return Response((_PAGES / name).read_bytes(), media_type=media_type)
