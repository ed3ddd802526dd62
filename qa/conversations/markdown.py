"""Conversations and answers as Markdown that any CommonMark reader shows as it was.

No character of an article, a question or a title becomes markup: what could is escaped, and a
quote keeps each of its characters. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from datetime import datetime

from index.types import Filters
from qa.conversations.records import Conversation, Turn
from qa.conversations.written import Style, answer_paragraphs, imprint, showable
from qa.dates import Span
from qa.types import Answer, Citation

__all__ = ["answer_to_markdown", "to_markdown"]

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|#$]|(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
"""What means something within a line; the last two would become links on some sites."""
_LEADING = re.compile(r"^(\d{1,9})?([-+=.)])")
"""What begins a list or underlines a heading at the start of a line."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_WEB = re.compile(r"https?://[^\s<>\x00-\x20\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)


def to_markdown(conversation: Conversation) -> str:
    """Return a conversation: title, days, each question with its answer and the sources of that."""
    parts = [f"# {_line(conversation.title)}", _days(conversation)]
    for turn in conversation.turns:
        parts += [f"## {_line(turn.question)}", *_turn(turn)]
    return _joined(parts)


def answer_to_markdown(answer: Answer) -> str:
    """Return one answer with its sources."""
    return _joined(answer_paragraphs(answer, _MARKDOWN))


def _turn(turn: Turn) -> list[str]:
    narrowed = turn.filters not in (None, Filters())
    asked = ["*Only a part of the articles was asked.*"] if narrowed else []
    if turn.answer is None:
        return [*asked, _line(turn.note) or "*No answer.*"]
    return [*asked, *answer_paragraphs(turn.answer, _MARKDOWN)]


def _days(conversation: Conversation) -> str:
    times: list[datetime] = [conversation.created, *(each.asked for each in conversation.turns)]
    return str(Span(min(times).date(), max(times).date()))


def _source(citation: Citation) -> str:
    title, *rest = imprint(citation) or [citation.article_id]
    named = ", ".join([f"**{_line(title)}**", *map(_line, rest), *_address(citation.url)])
    return f"[{citation.number}] {named}\n\n{_quote(citation.quote)}"


def _address(url: str | None) -> list[str]:
    if not url:
        return []
    return [f"<{url}>" if _WEB.fullmatch(url) else _line(url)]


def _quote(quote: str) -> str:
    lines = _LINE_END.split(showable(quote))
    return "\n".join(f"> {_exact(line)}".rstrip() for line in lines)


def _exact(line: str) -> str:
    """Keep the space at the ends of a line, which would be lost or make it a block of code."""
    inner = line.strip()
    before, _, after = line.partition(inner) if inner else (line, "", "")
    return f"{_as_entities(before)}{_inert(inner)}{_as_entities(after)}"


def _line(text: str) -> str:
    return _inert(" ".join(showable(text).split()))


def _inert(line: str) -> str:
    return _LEADING.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", line))


def _as_entities(spaces: str) -> str:
    return "".join(f"&#{ord(each)};" for each in spaces)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


_MARKDOWN = Style(
    line=_line,
    aside="*{}*".format,
    item="- {}".format,
    heading="### {}".format,
    source=_source,
)
