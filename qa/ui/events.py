"""How an event of the page is bound to what it leads to."""

from __future__ import annotations

from typing import Any

__all__ = ["on"]


def on(event: Any, *args: Any, **options: Any) -> Any:
    """Bind an event: nothing of it in Gradio's API, none of its spinners over the page."""
    return event(*args, api_visibility="private", show_progress="hidden", **options)
