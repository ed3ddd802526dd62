"""An answer with its sources as plain text, to be pasted into a letter or a chat.

Text from articles stands as it is, with no escapes: nothing reads it as markup.
"""

from __future__ import annotations

from qa.conversations.written import Style, answer_paragraphs, imprint, showable
from qa.types import Answer, Citation

__all__ = ["answer_to_text"]

_INDENT = "    "


def answer_to_text(answer: Answer) -> str:
    """Return an answer sentence by sentence with [n], then each source with its quote."""
    return "\n\n".join(filter(None, answer_paragraphs(answer, _PLAIN))) + "\n"


def _source(citation: Citation) -> str:
    named = _line(", ".join(imprint(citation)) or citation.article_id)
    lines = [f"“{showable(citation.quote)}”", *([_line(citation.url)] if citation.url else ())]
    return "\n".join([f"[{citation.number}] {named}", *(f"{_INDENT}{line}" for line in lines)])


def _line(text: str) -> str:
    return " ".join(showable(text).split())


_PLAIN = Style(line=_line, aside=str, item="- {}".format, heading="{}:".format, source=_source)
