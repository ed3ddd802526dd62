"""What a walk through the chat page counts. ``bench.payloads`` says what the counts mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from qa.ui.markup import text

__all__ = ["Tally", "shown"]


def shown(words: str) -> str:
    """Return a string as an element has it: HTML reads a carriage return as a line feed."""
    return unescape(text(words)).replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class Tally:
    """What was counted; ``known`` are the kinds that the walk over plain words has shown."""

    known: set[str] = field(default_factory=set)
    learning: bool = True
    read: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    strange: Counter[str] = field(default_factory=Counter)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def note(self, kinds: Iterable[str]) -> None:
        """Learn kinds of elements, attributes, links and requests, or count the unknown ones."""
        if self.learning:
            self.known |= set(kinds)
        else:
            self.strange.update(each for each in kinds if each not in self.known)

    def look_for(self, view: str, strings: Sequence[str], texts: Iterable[str]) -> None:
        """Count the strings that are none of the texts of a view."""
        there = set(texts)
        unread = [each for each in strings if each not in there]
        self.read += len(strings)
        if unread:
            self.unread[f"{view}, as {unread[0][:80]!r}"] += len(unread)

    @property
    def found(self) -> dict[str, list[str]]:
        """What executed, by how it showed."""
        return {
            "dialogs opened": self.dialogs,
            "errors in the page": self.errors,
            "unknown kinds of elements, attributes, links, requests": list(self.strange),
            "requests that went elsewhere": self.elsewhere,
            "walks that broke off": self.broken,
        }

    @property
    def counts(self) -> str:
        """The counts in one line, to be told on the way."""
        executed = ", ".join(str(len(each)) for each in self.found.values())
        return f"{executed} found; {self.unread.total()} not readable of {self.read:,}"

    def report(self) -> str:
        """Return the counts, with examples of what should not be."""
        told = [f"{len(each):6}  {name}  {each[:20] or ''}" for name, each in self.found.items()]
        unread = self.unread.total()
        told.append(f"{unread:6}  strings not readable, of {self.read:,} looked for")
        return "\n".join(told + [f"        {view}: {n}" for view, n in self.unread.items()])
