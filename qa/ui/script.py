"""Where ``page.js`` is called from: the parts of the page that it listens to, and its functions."""

from __future__ import annotations

from typing import Any

__all__ = ["SHOW_LINKED", "SHOW_READER", "STILL", "WIRED"]

WIRED: dict[str, Any] = {
    "apply_default_css": False,
    "head": '<script src="page.js"></script>',  # in place before ``js_on_load`` runs
    "js_on_load": "articleQA.wire(element, trigger)",
}
"""Options of an HTML component whose clicks reach Python with their data."""
STILL: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
"""Options of an HTML component that only shows."""

SHOW_READER = "() => articleQA.showReader()"
SHOW_LINKED = "() => articleQA.showLinked()"
