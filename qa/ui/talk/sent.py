"""What a reader sent to be asked, from whichever part of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from index.types import Filters
from qa.ui.talk.turn import Turn

__all__ = ["Sent"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A press at a time with its zone, which tells it from the press before.

    It asks a question that the page offers (``chosen``), once more the turn that was ``asked`` at
    ``again`` or, with neither, what stands in the composer. ``filters`` are the articles to ask,
    None for all; a turn has its own.
    """

    at: datetime
    filters: Filters | None = None
    chosen: str | None = None
    again: datetime | None = None

    @property
    def composed(self) -> bool:
        """Whether what stands in the composer is asked."""
        return self.chosen is None and self.again is None

    def turn(self, composer: str, turns: Sequence[Turn]) -> Turn | None:
        """Return the turn that begins, None where nothing is to be asked.

        So it is with the second of two presses: the composer is empty then, or the last turn is
        what was chosen, or no longer the one to be asked again.
        """
        last = turns[-1] if turns else None
        if last and not last.settled:
            return None
        if self.again:
            if last is None or last.asked != self.again:
                return None
            return Turn(last.question, self.at, last.filters)
        question = (composer if self.chosen is None else self.chosen).strip()
        if not question or (last and self.chosen == last.question):
            return None
        return Turn(question, self.at, self.filters)

    def replaced(self, editing: int | None, turns: Sequence[Turn]) -> int | None:
        """Return the number of the turn whose place it takes, ``editing`` by the composer's."""
        if self.again:
            return len(turns) - 1
        return editing if self.composed else None
