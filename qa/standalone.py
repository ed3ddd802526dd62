"""A follow-up question made to stand alone, from the conversation before it; rules, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lexical import content_words
from index.sentences import words

__all__ = ["Asked", "standalone"]

_ANAPHORA = frozenset(
    "he she it they him her them his hers its their theirs this that these those there one ones "
    "same former latter".split()
)
_OPENERS = re.compile(
    r"^(?:and|but|so|or|also|then|what about|how about|why|how so|when|where|who else|what else)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the form that stands alone, and the turn that it follows up, if it does."""

    question: str
    standalone: str
    earlier: tuple[str, str] | None = None

    @property
    def queries(self) -> tuple[str, ...]:
        """The wordings to search with: rewriting can also make things worse, so both."""
        return tuple(dict.fromkeys((self.question, self.standalone)))


def standalone(question: str, history: Sequence[tuple[str, str]]) -> Asked:
    """Return a question with what it needs of its history.

    A question with a pronoun, or too short to be searched for, is put behind the last question;
    any other is taken to be a new subject.
    """
    turns = _last_exchange(history)
    if turns is None or not _follows_up(question):
        return Asked(question, question)
    return Asked(question, f"{turns[0]} {question}", turns)


def _follows_up(question: str) -> bool:
    found = words(question)
    content = [word for word in content_words(question) if word not in _ANAPHORA]
    return (
        bool(_ANAPHORA & set(found))
        or len(content) < _FEW_WORDS
        or (bool(_OPENERS.match(question.strip())) and len(found) <= 2 * _FEW_WORDS)
    )


def _last_exchange(history: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the last question of the user and the answer that it was given."""
    for at in range(len(history) - 1, -1, -1):
        role, text = history[at]
        if role == "user":
            answer = next((said for who, said in history[at + 1 :] if who == "assistant"), "")
            return text, re.sub(r"\s*\[\d+\]", "", answer)
    return None
