"""The page: its parts, and which event leads to what."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.settings import Settings
from qa.ui.handlers import Handlers
from qa.ui.layout import Parts, lay_out

__all__ = ["build_page"]

_SHOW_READER = "() => articleQA.showReader()"
_SHOW_LINKED = "() => articleQA.showLinked()"
_FOCUS_RATED = "() => articleQA.focusRated()"
_HOUR = 3600


def build_page(assistant: Assistant, settings: Settings) -> gr.Blocks:
    """Return the page as Gradio Blocks; the assistant is not asked until somebody opens it."""
    with gr.Blocks(
        title="Article QA",
        analytics_enabled=False,
        fill_width=True,
        fill_height=True,
        delete_cache=(_HOUR, _HOUR),  # uploads, once they are in the library
    ) as blocks:
        parts = lay_out(settings)
        handlers = Handlers(assistant)
        _wire_conversation(blocks, parts, handlers)
        _wire_rating(parts, handlers)
        _wire_reader(parts, handlers)
        _wire_choice(parts, handlers)
        _wire_library(parts, handlers)
    blocks.queue(default_concurrency_limit=4, max_size=32)
    return blocks


def _on(event: Any, *args: Any, **options: Any) -> Any:
    """Bind an event: nothing of it in Gradio's API, none of its spinners over the page."""
    return event(*args, api_visibility="private", show_progress="hidden", **options)


def _wire_conversation(blocks: gr.Blocks, parts: Parts, handlers: Handlers) -> None:
    library = [parts.count, parts.listed, parts.publishers]
    arrived = _on(blocks.load, handlers.arrive, outputs=[parts.past, *library, parts.article])
    _on(arrived.then, None, js=_SHOW_LINKED)
    buttons = [parts.ask, parts.stop]
    asking = {
        "fn": handlers.ask,
        "inputs": [parts.question, parts.turns, parts.choice, parts.ratings],
        "outputs": [parts.question, parts.past, parts.current, parts.turns, *buttons],
    }
    asked = _on(partial(gr.on, [parts.ask.click, parts.question.submit]), **asking)
    chosen = _on(parts.past.click, handlers.example, outputs=parts.question)
    suggested = _on(chosen.then, **asking)
    # cancelled first and drawn after: a late piece of the draft must not undo the drawing
    stopped = _on(parts.stop.click, None, cancels=[asked, suggested])
    _on(
        stopped.then,
        handlers.stop,
        inputs=[parts.turns, parts.ratings],
        outputs=[parts.current, parts.turns, *buttons],
    )
    _on(
        parts.renew.click,
        handlers.renew,
        outputs=[parts.past, parts.current, parts.turns, parts.question, *buttons],
        cancels=[asked, suggested],
    )


def _wire_rating(parts: Parts, handlers: Handlers) -> None:
    for origin in (parts.past, parts.current):
        rated = _on(
            origin.like,
            handlers.rate,
            inputs=[parts.turns, parts.ratings],
            outputs=[parts.past, parts.current, parts.ratings],
        )
        _on(rated.then, None, js=_FOCUS_RATED)


def _wire_reader(parts: Parts, handlers: Handlers) -> None:
    for origin in (parts.past, parts.current, parts.article, parts.listed):
        opened = _on(origin.select, handlers.open, inputs=parts.turns, outputs=parts.article)
        _on(opened.then, None, js=_SHOW_READER)


def _wire_choice(parts: Parts, handlers: Handlers) -> None:
    chosen = [parts.listed, parts.choice, parts.asking_only]
    confirmed = [parts.removing, parts.confirm_words, parts.confirm]
    _on(
        parts.listed.click,
        handlers.choose,
        inputs=[parts.choice, parts.sought, parts.removing],
        outputs=[*chosen, *confirmed],
    )
    _on(
        parts.publishers.input,
        handlers.choose_sources,
        inputs=[parts.choice, parts.sought, parts.publishers],
        outputs=chosen,
    )
    _on(
        parts.asking_only.click,
        handlers.choose_all,
        inputs=parts.sought,
        outputs=[*chosen, parts.publishers],
    )


def _wire_library(parts: Parts, handlers: Handlers) -> None:
    library = [parts.count, parts.listed, parts.publishers]
    confirmed = [parts.removing, parts.confirm_words, parts.confirm]
    listing = {
        "fn": handlers.list,
        "inputs": [parts.choice, parts.sought],
        "outputs": library,
    }
    _on(parts.sought.input, **listing, trigger_mode="always_last")
    added = _on(
        parts.add.click,
        handlers.add,
        inputs=[parts.addresses, parts.uploads],
        outputs=[parts.addresses, parts.uploads, parts.add, parts.jobs],
    )
    _on(added.then, **listing)
    _on(
        parts.confirm_yes.click,
        handlers.remove,
        inputs=[parts.removing, parts.choice, parts.sought],
        outputs=[parts.choice, parts.asking_only, *confirmed, *library, parts.article],
    )
    _on(parts.confirm_no.click, handlers.keep, outputs=confirmed)
