"""Where ``page.js`` is called from: the parts of the page that it listens to, and its functions."""

from __future__ import annotations

from typing import Any

__all__ = [
    "AGREE_ON_KEY",
    "ARRIVED",
    "AWARE",
    "DATED",
    "FOCUS_QUESTION",
    "KEEP_CHOICE",
    "ONCE_ARRIVED",
    "REMEMBER",
    "SHOW_LINKED",
    "SHOW_READER",
    "SHOW_TALK",
    "STILL",
    "WIRED",
    "with_kept_choice",
    "with_pressed",
]

WIRED: dict[str, Any] = {
    "apply_default_css": False,
    "head": '<script src="page.js"></script>',  # in place before ``js_on_load`` runs
    "js_on_load": "articleQA.wire(element, trigger)",
}
"""Options of an HTML component whose clicks reach Python with their data."""
AWARE: dict[str, Any] = WIRED | {
    "js_on_load": f"{WIRED['js_on_load']}; articleQA.whenSeen(() => trigger('focus'))"
}
"""The same for one that may have to be drawn anew when the page comes into view (``focus``)."""
DATED: dict[str, Any] = WIRED | {"js_on_load": "articleQA.date(element, props, trigger, watch)"}
"""Options of an HTML component that is a date field, whose day is its value."""
STILL: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
"""Options of an HTML component that only shows."""

# A page may be open before its script has arrived.
_READY = "while (typeof articleQA === 'undefined') await new Promise((on) => setTimeout(on, 9))"
AGREE_ON_KEY = f"async (known) => {{ {_READY}; return [await articleQA.key(known)]; }}"
ARRIVED = "() => articleQA.arrive()"
ONCE_ARRIVED = f"async () => {{ {_READY}; await articleQA.arrived; }}"
KEEP_CHOICE = "() => articleQA.keepChoice()"
FOCUS_QUESTION = "() => articleQA.focusQuestion()"
REMEMBER = "() => articleQA.rememberConversation()"
SHOW_TALK = "() => articleQA.showTalk()"
SHOW_READER = "() => articleQA.showReader()"
SHOW_LINKED = "() => articleQA.showLinked()"


def with_kept_choice(count: int) -> str:
    """Return what puts the choice of before a reload in the place of the first input."""
    return _with("articleQA.keptChoice()", count)


def with_pressed(count: int) -> str:
    """Return what puts the id of the last pressed button in the place of the first input."""
    return _with("articleQA.pressedId()", count)


def _with(first: str, count: int) -> str:
    """Return what has another first input; the outputs come after the inputs, and are not sent."""
    others = f"others.slice(0, {count - 1})"
    return f"async (_, ...others) => {{ {_READY}; return [{first}, ...{others}]; }}"
