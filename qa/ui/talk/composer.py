"""What stands above the question field: what the next question does, and what is not kept."""

from __future__ import annotations

from qa.ui.markup import Html, join, tag
from qa.ui.session import Thread

__all__ = ["thread_html"]

_SHARED = "You are reading a conversation that somebody shared. It cannot be changed from here."


def thread_html(thread: Thread) -> Html:
    """Return a line about the conversation that is open, and its id for the address."""
    named = tag("span", class_="thread", data_id=thread.id) if thread.id else ""
    return join([named, _words(thread)])


def _words(thread: Thread) -> Html:
    if thread.shared:
        return tag("p", _SHARED, role="status", class_="shared")
    if thread.editing is not None:
        words = f"Editing question {thread.editing + 1}: what follows it will be removed."
        leave = tag("button", "Leave it", type="button", data_do="leave", data_id="leave")
        return tag("p", tag("span", words), " ", leave, role="status")
    if thread.problem:
        return tag("p", f"This conversation is not kept: {thread.problem}", role="status")
    return Html()
