"""The trust panel on the page: drawn when it is opened."""

from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.ui.events import on
from qa.ui.markup import Html
from qa.ui.notices import notice
from qa.ui.script import STILL
from qa.ui.trust.panel import trust_html

__all__ = ["lay_out_trust", "wire_trust"]


def lay_out_trust() -> Any:
    """Place the panel into the column that is open, and return it."""
    return gr.HTML("", elem_id="trust", **STILL)


def wire_trust(tab: Any, panel: Any, assistant: Assistant) -> None:
    """Bind the drawing of the panel to the opening of its tab."""

    async def show() -> Html:
        try:
            return trust_html(await asyncio.to_thread(assistant.trust))
        except ArticleQAError as error:
            return notice(str(error), "problem")

    on(tab.select, show, outputs=panel)
