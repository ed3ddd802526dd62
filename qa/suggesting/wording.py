"""A question written by a model for one sentence: what it is asked, and what it may reply.

The answer is chosen before and left blank in the sentence that the model sees: so the question
cannot give it away, and is about what the sentence says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa.llm import CompletionRequest, LanguageModel, whole_reply
from qa.prompts import Prompts
from qa.suggesting.names import NameSort
from qa.suggesting.statements import Statement
from qa.suggesting.terms import Sort, Term

__all__ = ["BEGINNINGS", "either", "first_question", "request", "with_blank", "written"]

_BLANK = "____"
_REPLY_TOKENS = 30
_SHOWN_TITLE = 12
"""Words of a title that the model reads: each costs it some 30 ms."""

BEGINNINGS: dict[Sort | NameSort, tuple[str, ...]] = {
    "person": ("Who", "Whose", "By whom", "For whom", "With whom"),
    "place": ("Where", "In which", "At which", "Which", "From which", "To which", "What"),
    "group": ("Which", "Who", "What", "By whom", "For which", "At which", "From which"),
    "name": (
        "Who", "Which", "What", "Where", "By whom", "In which", "At which", "On which",
        "For which", "From which", "To which", "With which",
    ),
    "number": (
        "How many", "How much", "How old", "How long", "How far", "How high", "How large",
        "How fast", "What share of", "What percentage of",
        "At what", "By how", "By what", "To what",
    ),
    "year": ("When", "In which year", "Since when", "Until when"),
    "date": ("When", "On which day", "In which month", "Since when", "Until when", "By when"),
    "weekday": ("On which day",),
}  # fmt: skip
"""How a question may begin, by the sort of term that answers it."""
_PLAIN = ("Who", "Where", "When", "Which", "What", "How", "In which year")
"""How one begins that people ask: after the others a small model often loses the grammar."""


def request(
    statement: Statement, answer: Term, name: str, sort: NameSort | None, prompts: Prompts
) -> CompletionRequest:
    """Return what the model is asked: some 150 tokens, the constant ones first.

    ``name`` is what the question is to mention; ``sort`` that of the answer, where it is known.
    """
    title = " ".join(statement.title.split()[:_SHOWN_TITLE])
    shown = prompts.suggestion(title, with_blank(statement.sentence, answer), name)
    told, _, sentence = shown.partition("\n\n")
    beginnings = [each for each in BEGINNINGS[sort or answer.sort] if each.startswith(_PLAIN)]
    return CompletionRequest(
        (("system", told), ("user", sentence)),
        max_tokens=_REPLY_TOKENS,
        grammar=f'root ::= {either(beginnings or _PLAIN)} " " [^?\\n]+ "?"',
    )


async def written(model: LanguageModel, asked: CompletionRequest) -> str:
    """Return the question of a reply, "" where the reply was cut; raise ModelError."""
    return first_question((await whole_reply(model, asked)).strip())


def with_blank(sentence: str, answer: Term) -> str:
    """Return a sentence with a blank in the place of a term of it."""
    return sentence[: answer.start] + _BLANK + sentence[answer.end :]


def first_question(reply: str) -> str:
    """Return the first question of a reply, of which a server without grammars may say more."""
    head, mark, _ = reply.removeprefix("Question:").partition("?")
    return " ".join(f"{head}{mark}".split())


def either(options: Iterable[str]) -> str:
    """Return a choice of texts in a GBNF grammar."""
    return "(" + " | ".join(json.dumps(each, ensure_ascii=False) for each in options) + ")"
