"""A conversation as the page keeps it: turns, each growing from question to answer."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from index.types import Filters
from qa.errors import ArticleQAError
from qa.types import Answer, Event, EvidenceEvent, History, TokenEvent

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["Turn", "answering", "history", "without_markers"]

logger = logging.getLogger(__name__)

UNEXPECTED = (
    "Something went wrong here, not in your question. The server's log says what; ask again."
)
_MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what has come of it.

    ``filters`` are the articles that were asked, None for all; ``asked`` is a time with its zone.
    ``rateable`` is False where nothing is known any more of how the answer came about.
    """

    question: str
    asked: datetime
    filters: Filters | None = None
    found: EvidenceEvent | None = None
    draft: str = ""
    answer: Answer | None = None
    problem: str | None = None
    stopped: bool = False
    rateable: bool = True

    @property
    def settled(self) -> bool:
        """Whether nothing more will come."""
        return self.answer is not None or self.problem is not None or self.stopped

    def after(self, event: Event) -> Turn:
        """Return the turn as it stands once ``event`` has arrived."""
        if isinstance(event, EvidenceEvent):
            return replace(self, found=event)
        if isinstance(event, TokenEvent):
            return replace(self, draft=self.draft + event.text)
        return replace(self, answer=event)


async def answering(
    assistant: Assistant, turn: Turn, earlier: Sequence[Turn]
) -> AsyncIterator[Turn]:
    """Yield ``turn`` as it grows; closing this cancels the model.

    Errors become part of the turn: a conversation goes on after them.
    """
    try:
        events = assistant.astream(turn.question, history(earlier), turn.filters)
        async with aclosing(events):
            async for event in events:
                turn = turn.after(event)
                yield turn
    except ArticleQAError as error:
        yield replace(turn, problem=str(error))
    except Exception:
        logger.exception("a question from the page failed")
        yield replace(turn, problem=UNEXPECTED)


def history(turns: Sequence[Turn]) -> History:
    """Return what was said, oldest first, without citation markers and unanswered questions."""
    said: History = []
    for turn in turns:
        if turn.answer is not None:
            said += [("user", turn.question), ("assistant", without_markers(turn.answer.text))]
    return said


def without_markers(words: str) -> str:
    """Return an answer's text without its ``[1]``."""
    return _MARKER.sub("", words).strip()
