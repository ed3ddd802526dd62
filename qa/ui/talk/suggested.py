"""Which questions were suggested in a conversation, so that none is suggested again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Suggested", "unheard"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was suggested in the conversation ``thread`` after each of its turns, counted from 0."""

    thread: str | None = None
    after: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def before(self, thread: str | None, turn: int) -> list[str]:
        """Return what was suggested in a conversation before ``turn`` was answered."""
        if thread != self.thread:
            return []
        return [each for at, shown in self.after.items() if at < turn for each in shown]

    def also(self, thread: str | None, turn: int, shown: Sequence[str]) -> Suggested:
        """Return this with what is suggested after ``turn``; what followed that turn is gone."""
        earlier = self.after if thread == self.thread else {}
        kept = {at: each for at, each in earlier.items() if at < turn}
        return Suggested(thread, {**kept, turn: tuple(shown)})


def unheard(questions: Iterable[str], heard: Iterable[str]) -> list[str]:
    """Return the questions that are not among those ``heard``, in any case and spacing."""
    known = set(map(_plain, heard))
    return [each for each in questions if _plain(each) not in known]


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(" ?")
