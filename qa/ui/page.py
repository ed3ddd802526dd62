"""The page: three panes, the rooms in them, and what they share."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.settings import Settings
from qa.ui.conversations.room import lay_out_conversations, wire_conversations
from qa.ui.library.room import lay_out_library, wire_library
from qa.ui.reader.room import lay_out_reader, wire_reader
from qa.ui.script import STILL
from qa.ui.session import open_session
from qa.ui.talk.room import lay_out_talk, wire_talk
from qa.ui.trust.room import lay_out_trust, wire_trust

__all__ = ["build_page"]

_HOUR = 3600
_BRAND = """
<button type="button" class="fold" data-toggle="library" aria-controls="library"
 aria-label="Library and conversations">☰</button>
<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
<rect width="32" height="32" rx="8"/>
<path d="M9 11h14M9 16h14M9 21h8"/><path class="quoted" d="M9 16h14"/>
</svg>
<h1>Article QA</h1>
<p>Answers from your articles, each sentence with the quote it rests on</p>
<p id="told" role="status"></p>
<button type="button" class="fold" id="colours" aria-label="Light or dark colours">◐</button>
"""
_CLOSE = """
<button type="button" class="fold" data-toggle="library" aria-label="Close this pane">✕</button>
"""


def build_page(assistant: Assistant, settings: Settings) -> gr.Blocks:
    """Return the page as Gradio Blocks; the assistant is not asked until somebody opens it."""
    with gr.Blocks(
        title="Article QA",
        analytics_enabled=False,
        fill_width=True,
        fill_height=True,
        delete_cache=(_HOUR, _HOUR),  # uploads, once they are in the library
    ) as blocks:
        session = open_session()
        renew = _bar()
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="library", min_width=0):
                gr.HTML(_CLOSE, elem_classes="pane-close", **STILL)
                with gr.Tabs(elem_id="side", overflow_behavior="wrap"):
                    with gr.Tab("Library", elem_id="shelf"):
                        library = lay_out_library()
                    with gr.Tab("Conversations", elem_id="history"):
                        kept = lay_out_conversations()
                    with gr.Tab("Trust", elem_id="trusting") as trusting:
                        panel = lay_out_trust()
            with gr.Column(elem_id="talk", min_width=0):
                talk = lay_out_talk(settings)
            with gr.Column(elem_id="reader", min_width=0):
                reader = lay_out_reader()
        going = wire_talk(talk, session, renew, assistant)
        restored = wire_conversations(blocks, kept, talk, session, going=going, assistant=assistant)
        wire_library(blocks, library, session, talk.asking_only, assistant)
        wire_trust(trusting, panel, assistant)
        places = (talk.past, talk.current, library.listed)
        wire_reader(reader, session, places, restored=restored, assistant=assistant)
    blocks.queue(default_concurrency_limit=4, max_size=32)
    return blocks


def _bar() -> Any:
    """Place the line on top; return the button that begins a new conversation."""
    with gr.Row(elem_id="bar"):
        gr.HTML(_BRAND, elem_id="brand", **STILL)
        return gr.Button("New conversation", elem_id="renew", size="sm", min_width=0)
