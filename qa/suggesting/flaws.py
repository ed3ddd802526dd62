"""Whether a question that a model or a rule wrote is fit to be shown: rules, no model."""

from __future__ import annotations

import re

from index.lexical import STOP_WORDS, content_words
from index.sentences import words
from qa.checking import figures
from qa.stemming import stem
from qa.suggesting.statements import UNRESOLVED, Statement
from qa.suggesting.terms import terms_of

__all__ = ["flaw", "key_stems", "stems"]

_FEWEST_WORDS, _MOST_WORDS = 5, 30
_FROM_SENTENCE, _KNOWN = 0.4, 0.7
"""Shares of a question's key words: in the sentence, and in it, the one before it or the title."""
_BEGINS = re.compile(r"(?:\w+ )?(?:who|whose|whom|which|what|when|where|how)\b", re.IGNORECASE)
_KIND = re.compile(r"(?:\w+ )?(?:what|which) (?:kind of |type of )?([a-z]+)", re.IGNORECASE)
_KINDS = frozenset(
    "is are was were did does do has had will year month day date city town country place region "
    "state company firm group organisation organization agency institution university publisher "
    "newspaper team party person percentage number amount age time".split()
)
"""What may follow *what* or *which* although the sentence does not say it."""
_POINTS_OUT = re.compile(
    r"\b(?:article|(?:the|in) (?:text|passage|blank)|paragraph|mentioned)\b|_{2,}",
    re.IGNORECASE,
)
_RELATIVE_TIME = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|currently|recently|ago|soon"
    r"|(?:this|last|next|past|coming|previous) (?:week|weekend|month|year|decade|century|spring"
    r"|summer|autumn|fall|winter|night|morning|\w+day))\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    "many much number name year day month date old long far high large fast time place person "
    "percent per cent amount people according called took take get made make".split()
)
_NAMING = {"name", "year", "date"}


def flaw(question: str, answer: str, statement: Statement) -> str | None:
    """Return what is wrong with a question that is to stand alone, None where nothing is.

    ``answer`` is the term of the statement that the question asks for.
    """
    if not _well_formed(question):
        return "it is not one question of a fair length"
    if _gives_away(question, answer):
        return "it gives the answer away"
    return _points_away(question) or _invents(question, statement) or _strays(question, statement)


def key_stems(question: str) -> set[str]:
    """Return the stems of the words that say what a question is about."""
    return {stem(word) for word in content_words(question) if word not in _GENERIC}


def stems(text: str) -> set[str]:
    """Return the stems of all words of a text."""
    return {stem(word) for word in words(text)}


def _well_formed(question: str) -> bool:
    return (
        question.endswith("?")
        and question.count("?") == 1
        and _FEWEST_WORDS <= len(words(question)) <= _MOST_WORDS
        and _BEGINS.match(question) is not None
    )


def _gives_away(question: str, answer: str) -> bool:
    told = {word for word in words(answer) if word not in STOP_WORDS and len(word) > 1}
    return bool(told & set(words(question))) or bool(figures(answer) & figures(question))


def _points_away(question: str) -> str | None:
    loose = [word for word in words(question) if word in UNRESOLVED]
    if loose:
        return f"it does not say what {loose[0]} is"
    if _POINTS_OUT.search(question):
        return "it speaks of the article"
    if _RELATIVE_TIME.search(question):
        return "its time depends on the day"
    named = any(term.sort in _NAMING for term in terms_of(question))
    return None if named else "it names nothing, so it could be about anything"


def _invents(question: str, statement: Statement) -> str | None:
    known = f"{statement.title} {statement.source} {statement.text}".casefold()
    for term in terms_of(question):
        if term.words.casefold() not in known:
            return f"{term.words} is not in the article"
    return None


def _strays(question: str, statement: Statement) -> str | None:
    keys, shown = key_stems(question), stems(statement.sentence)
    told = shown | stems(f"{statement.title} {statement.before}")
    if len(keys & told) < _KNOWN * len(keys):
        return "it asks for what is not said"
    if len(keys & shown) < _FROM_SENTENCE * len(keys):
        return "it asks of something else than the sentence"
    kind = _KIND.match(question)
    if kind and stem(kind[1]) not in shown and kind[1] not in _KINDS:
        return f"the sentence does not say that it is a {kind[1]}"
    return None
