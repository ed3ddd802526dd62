"""Lines that the reader of the page should not miss."""

from __future__ import annotations

from qa.ui.markup import Html, tag

__all__ = ["notice"]


def notice(words: str, kind: str = "notice") -> Html:
    """Return such a line; ``kind`` is ``notice`` or ``problem``."""
    sign = tag("span", "!" if kind == "problem" else "i", class_="sign", aria_hidden="true")
    return tag("p", sign, tag("span", words, dir="auto"), class_=kind, role="note")
