"""A sentence and everything that it may rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.checking.facts import stems
from qa.directives import is_directive

__all__ = ["Claim", "states"]


@dataclass(frozen=True)
class Claim:
    """A sentence, the quotes that it cites, and what stands around them.

    ``question`` may go on, below its first line, with what was said before it. ``heading`` is
    title, publisher and date of the cited articles, ``nearby`` the sentences beside the quotes.
    Both say who and what a quote speaks of; only quotes say what is so.
    """

    sentence: str
    quotes: Sequence[str]
    question: str = ""
    heading: str = ""
    nearby: str = ""

    @property
    def asked(self) -> str:
        """The question itself."""
        return self.question.partition("\n")[0]

    @cached_property
    def quoted(self) -> str:
        """The quotes that state something: a question or an order to a model states nothing."""
        return " ".join(each for each in self.quotes if states(each))

    @cached_property
    def known(self) -> str:
        """What says who and what the quotes speak of."""
        return f"{self.quoted} {self.heading} {self.nearby}"

    @cached_property
    def news(self) -> frozenset[str]:
        """Stems of what the sentence tells beyond the question; all of them if it only repeats."""
        told = stems(self.sentence)
        return told - stems(self.question) or told


def states(quote: str) -> bool:
    """Return whether a sentence states anything: questions and orders to a model do not."""
    return not quote.rstrip("\"'”’ ").endswith("?") and not is_directive(quote)
