"""``qa chat`` and ``qa serve``: the same server, with and without opening the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.session import Json, session_of
from qa.cli.terminal import print_json, say

__all__ = ["chat", "serve"]

Host = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Address to listen on; another than 127.0.0.1 needs a token (QA_TOKEN).",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER", min=0, max=65535, help="Port; default: 7860; 0 for any free one."
    ),
]


def chat(
    ctx: typer.Context,
    host: Host = None,
    port: Port = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser.")
    ] = False,
    as_json: Annotated[bool, Json] = False,
) -> None:
    """Open the chat page in the browser.

    The server runs until Ctrl-C. Where a server of the same folder runs already, its page is
    opened.

    Example: qa chat --port 8080
    """
    _run(ctx, host, port, browser=not no_browser, as_json=as_json)


def serve(
    ctx: typer.Context, host: Host = None, port: Port = None, as_json: Annotated[bool, Json] = False
) -> None:
    """Serve the chat page and the HTTP API until Ctrl-C.

    The API is described at /api/docs.

    Example: qa serve --port 8080
    """
    _run(ctx, host, port, browser=False, as_json=as_json)


def _run(
    ctx: typer.Context, host: str | None, port: int | None, *, browser: bool, as_json: bool
) -> None:
    from qa.server import Ready, serve

    def on_ready(ready: Ready) -> None:
        if as_json:
            print_json(ready.to_dict())
        else:
            say(ready.sentence)

    serve(session_of(ctx).settings(host=host, port=port), on_ready, browser=browser)
