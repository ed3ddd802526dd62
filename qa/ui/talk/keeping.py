"""The turns of the page as they are kept on the server, and as they come back after a reload."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from qa.assistant import Assistant
from qa.conversations.records import Turn as KeptTurn
from qa.errors import ArticleQAError
from qa.ui.session import Thread
from qa.ui.talk.turn import Turn

__all__ = ["Keeping", "as_kept", "as_shown"]

_STOPPED = "Stopped before the answer was checked."
_UNFINISHED = "The answer was not finished: the page was closed, or the server stopped. Ask again."


_NOT_READY = "the page was not ready yet; load it again"


class Keeping:
    """Keeps each turn twice: when it is asked, and when it is settled."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def begun(
        self, thread: Thread, owner: str | None, turns: Sequence[Turn], expected: int
    ) -> Thread:
        """Keep the last of ``turns``; return the thread, with the reason if it fails.

        ``expected`` turns are kept so far; where there are others, somebody changed them in another
        tab, and nothing is written. A conversation that could not be kept, or was removed
        meanwhile, is begun anew as a whole.
        """
        if owner is None:
            return replace(thread, problem=_NOT_READY)
        try:
            kept = await asyncio.to_thread(self._keep, thread.id, owner, turns, expected)
        except ArticleQAError as error:
            return replace(thread, problem=str(error))
        return replace(thread, id=kept, problem="")

    def _keep(self, known: str | None, owner: str, turns: Sequence[Turn], expected: int) -> str:
        conversations, last = self._assistant.conversations, len(turns) - 1
        if known is not None and conversations.owns(known, owner):
            conversations.put(known, owner, last, as_kept(turns[last]), expected=expected)
            return known
        begun = conversations.begin(owner, as_kept(turns[0])).id
        for at, turn in enumerate(turns[1:], 1):
            conversations.put(begun, owner, at, as_kept(turn))
        return begun

    async def ended(self, thread: Thread, owner: str | None, number: int, turn: Turn) -> Thread:
        """Keep what became of turn ``number``; return the thread, with the reason if it fails."""
        if owner is None or thread.id is None or thread.problem:
            return thread
        settle = self._assistant.conversations.settle
        try:
            await asyncio.to_thread(settle, thread.id, owner, number, as_kept(turn))
        except ArticleQAError as error:
            return replace(thread, problem=str(error))
        return thread


def as_kept(turn: Turn) -> KeptTurn:
    """Return what is kept of a turn: its answer, or why it has none (yet)."""
    note = "" if turn.answer else _why(turn)
    return KeptTurn(turn.question, turn.asked, turn.answer, turn.filters, note)


def _why(turn: Turn) -> str:
    if turn.problem is not None:
        return turn.problem
    return _STOPPED if turn.stopped else _UNFINISHED


def as_shown(kept: KeptTurn, *, rateable: bool = True) -> Turn:
    """Return a turn that was kept; one without an answer shows why."""
    return Turn(
        kept.question,
        kept.asked,
        kept.filters,
        answer=kept.answer,
        problem=None if kept.answer else kept.note,
        rateable=rateable,
    )
