"""Where ``page.js`` is called from: the parts of the page that it listens to, and its functions."""

from __future__ import annotations

from typing import Any

__all__ = [
    "DATED",
    "FOCUS_QUESTION",
    "REMEMBER",
    "SHOW_LINKED",
    "SHOW_READER",
    "SHOW_TALK",
    "STILL",
    "WIRED",
]

WIRED: dict[str, Any] = {
    "apply_default_css": False,
    "head": '<script src="page.js"></script>',  # in place before ``js_on_load`` runs
    "js_on_load": "articleQA.wire(element, trigger)",
}
"""Options of an HTML component whose clicks reach Python with their data."""
DATED: dict[str, Any] = WIRED | {"js_on_load": "articleQA.date(element, props, trigger, watch)"}
"""Options of an HTML component that is a date field, whose day is its value."""
STILL: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
"""Options of an HTML component that only shows."""

FOCUS_QUESTION = "() => articleQA.focusQuestion()"
REMEMBER = "() => articleQA.rememberConversation()"
SHOW_TALK = "() => articleQA.showTalk()"
SHOW_READER = "() => articleQA.showReader()"
SHOW_LINKED = "() => articleQA.showLinked()"
