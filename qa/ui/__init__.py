"""The chat page: library, conversation and reader, drawn with Gradio.

Gradio is imported when a page is built, not when this package is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.assistant import Assistant
    from qa.settings import Settings

__all__ = ["build_page", "mount"]


def build_page(assistant: Assistant, settings: Settings) -> gr.Blocks:
    """Return the page as Gradio Blocks; the assistant is not asked until somebody opens it."""
    from qa.ui.environment import prepare

    prepare(settings)
    from qa.ui.page import build_page

    return build_page(assistant, settings)


def mount(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Serve the page at ``/`` of ``app``; routes that must win have to be registered before."""
    from qa.ui.environment import prepare

    prepare(settings)
    from qa.ui.serving import mount

    mount(app, assistant, settings)
