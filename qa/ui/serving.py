"""The page on a server: its looks, its limits, and which of Gradio's routes exist."""

from __future__ import annotations

import asyncio
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Match, Mount

from qa.ui.environment import received
from qa.ui.uploads import UploadsOnly

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Scope

    from qa.assistant import Assistant
    from qa.settings import Settings

__all__ = ["PageRoutes", "mount"]


def mount(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Serve the page at ``/`` of ``app``; routes that must win have to be registered before.

    To be called before the server runs: not from a coroutine.
    """
    import gradio as gr

    from qa.ui.page import build_page

    @app.get("/page.js", include_in_schema=False)
    def script() -> Response:
        headers = {"Cache-Control": "no-cache"}
        return Response(_asset("page.js"), media_type="text/javascript", headers=headers)

    async def mount_page() -> None:
        gr.mount_gradio_app(
            app,
            build_page(assistant, settings),
            path="/",
            show_error=False,
            run_history=False,
            footer_links=[],
            allowed_paths=[],
            max_file_size=settings.fetch_max_bytes,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            theme=_theme(),
            css=_styles(),
        )

    # Where no event loop runs, Gradio makes one for each of its locks and leaves it open.
    asyncio.run(mount_page())
    mounted: Any = app.router.routes.pop()
    page = UploadsOnly(mounted.app, received(settings))
    app.router.routes.append(PageRoutes("/", app=page))


def _asset(name: str) -> str:
    return files("qa.ui").joinpath(name).read_text(encoding="utf-8")


def _styles() -> str:
    """Return the style sheets as one, in the order of their names."""
    sheets = sorted(files("qa.ui").joinpath("styles").iterdir(), key=lambda each: each.name)
    return "\n".join(each.read_text(encoding="utf-8") for each in sheets)


def _theme() -> Any:
    import gradio as gr

    system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    mono = ["ui-monospace", "Consolas", "monospace"]
    return gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=system, font_mono=mono)


class PageRoutes(Mount):
    """The part of Gradio that the page needs; everything else is not there.

    Left out among others: ``file=`` and ``proxy=``, which fetch addresses for whoever asks. A path
    that is not the page's is left to the application's own replies (404, 405).
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match the page's own paths only."""
        if scope["type"] == "http" and not _NEEDED.fullmatch(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)


_NEEDED = re.compile(
    r"/|/(?:config|theme\.css|favicon\.ico|manifest\.json|robots\.txt)"
    r"|/(?:assets|static)/.*"
    r"|/gradio_api/(?:queue/(?:join|data)|cancel|upload|upload_progress|reset|startup-events"
    r"|info|heartbeat/[^/]*)"
)
