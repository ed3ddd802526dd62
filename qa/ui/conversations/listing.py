"""The list of kept conversations as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import quote

from qa.conversations.records import ConversationHeader
from qa.ui.markup import Html, join, named_date, tag

__all__ = ["list_html", "removed_html"]

_SHOWN = 100
_EMPTY = "Nothing yet: what you ask is kept here, on this machine."
_FATE = "It can be brought back for an hour, then it is deleted."
_NONE_FITS = "No conversation holds these words."


def list_html(
    headers: Sequence[ConversationHeader], opened: str | None, today: date, words: str = ""
) -> Html:
    """Return the conversations, changed last first; ``opened`` is the id of the one in view."""
    if not headers:
        return tag("p", _NONE_FITS if words.strip() else _EMPTY, class_="empty")
    rows = [_row(each, today, opened=each.id == opened) for each in headers[:_SHOWN]]
    more = len(headers) - _SHOWN
    rest = tag("p", f"and {more} more: search to find them", class_="empty") if more > 0 else ""
    return join([tag("ul", *rows, class_="conversations"), rest])


def _row(header: ConversationHeader, today: date, *, opened: bool) -> Html:
    place = f"?conversation={quote(header.id, safe='')}"
    title = tag(
        "a",
        tag("bdi", header.title),
        class_="title",
        href=place,
        aria_current="true" if opened else None,
        data_do="open",
        data_id=header.id,
    )
    count = f"{header.turns} question{'' if header.turns == 1 else 's'}"
    when = tag("span", count, " · ", _day(header.updated, today), class_="imprint")
    export = tag(
        "a",
        "Export",
        class_="action",
        href=f"api/conversations/{quote(header.id, safe='')}/markdown",
        download=True,
        aria_label=f"Export {header.title} as Markdown",
    )
    actions = [
        _button("Rename", "edit", header),
        _button("Copy link", None, header, data_copy=place),
        export,
        _button("Remove", "delete", header),
    ]
    return tag("li", title, when, tag("span", *actions, class_="actions"))


def _button(
    label: str, event: str | None, header: ConversationHeader, data_copy: str | None = None
) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="action",
        aria_label=f"{label}: {header.title}",
        data_copy=data_copy,
        data_event=event,
        data_do=event,
        data_id=header.id if event else None,
    )


def _day(changed: datetime, today: date) -> Html:
    day = changed.astimezone().date()
    return tag("time", "today", datetime=day.isoformat()) if day == today else named_date(day)


def removed_html(conversation_id: str, title: str) -> Html:
    """Return the line that says that a conversation was removed, with the way back."""
    undo = tag(
        "button",
        "Undo",
        type="button",
        class_="action",
        data_event="undo",
        data_do="undo",
        data_id=conversation_id,
    )
    named = tag("b", tag("bdi", title))
    return tag("p", "Removed ", named, ". ", undo, " ", tag("span", _FATE), role="status")
