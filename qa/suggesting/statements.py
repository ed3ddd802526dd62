"""Sentences that state a fact and stand alone, and what in them a question can ask for.

Rules for English. Knows neither articles nor how the sentences were found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.sentences import words
from qa.suggesting.terms import ADJECTIVE, Term, terms_of

__all__ = [
    "UNRESOLVED",
    "Statement",
    "answers_in",
    "leans",
    "name_beside",
    "states_fact",
    "unresolved",
]

_FEWEST_WORDS, _MOST_WORDS = 7, 40
_FEWEST_SMALL = 4
"""Words without a capital, below which there is hardly a verb: captions, lists of names."""
UNRESOLVED = frozenset(
    "he she it they him her them his hers its their theirs this these here there "
    "we us our ours i me my you your former latter".split()
)
_OPENERS = frozenset(
    "and but or so also then yet instead however moreover meanwhile still thus therefore "
    "afterwards later before since one two three some many most others that those such both "
    "another".split()
)
"""Words at the beginning of a sentence that lean on the sentence before."""
_BOILERPLATE = re.compile(
    r"https?:|www\.|@|©|\bcopyright\b|\ball rights reserved\b|\bsubscri|\bnewsletter\b|\bsign up\b"
    r"|\bclick\b|\bcookies?\b|\bread more\b|\bfollow us\b|\bphoto(?:graph)?:|\badvertis"
    r"|\bour (?:website|app|readers)\b|\bterms of (?:use|service)\b|\bprivacy policy\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[’']|-\w")
_WHOLE = re.compile(r"""["“'‘(]?[^\W_a-z].*[.!]["”'’)]?""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with what a question about it may draw on.

    ``before`` is the sentence before it, "" where there is none; ``title`` and ``source`` are those
    of its article, and ``text`` is as much of the article as may be named in a question.
    """

    sentence: str
    before: str
    title: str
    source: str
    text: str


def states_fact(sentence: str) -> bool:
    """Return whether a sentence is whole, of a fair length, and holds two terms or more."""
    return (
        _FEWEST_WORDS <= len(words(sentence)) <= _MOST_WORDS
        and _WHOLE.fullmatch(sentence) is not None
        and not _BOILERPLATE.search(sentence)
        and sum(word.islower() for word in sentence.split()) >= _FEWEST_SMALL
        and len(terms_of(sentence)) > 1
    )


def unresolved(sentence: str) -> str | None:
    """Return the word of a sentence that points out of it, if one does."""
    found = words(sentence)
    if found and found[0] in _OPENERS:
        return found[0]
    return next((word for word in found if re.split("[’']", word)[0] in UNRESOLVED), None)


def leans(sentence: str) -> bool:
    """Return whether a sentence points out of it before its first name, number or date."""
    first = next(iter(terms_of(sentence)), None)
    return unresolved(sentence[: first.start] if first else sentence) is not None


def answers_in(statement: Statement) -> list[Term]:
    """Return the terms that a question may ask for.

    Each is said once and not told by the title, and leaves a name to ask about.
    """
    sentence, title = statement.sentence, statement.title.casefold()
    return [
        term
        for term in terms_of(sentence)
        if term.sort != "weekday"
        and sentence.count(term.words) == 1
        and term.words.casefold() not in title
        and not ADJECTIVE.fullmatch(term.words)
        and not _JOINED.match(sentence, term.end)
        and name_beside(statement, term)
    ]


def name_beside(statement: Statement, answer: Term) -> str | None:
    """Return the name by which a question can say what it is about, None where there is none.

    A name of the sentence where it has one, else one of the title or of the sentence before.
    """
    names = (
        each.words
        for text in (statement.sentence, statement.title, statement.before)
        for each in terms_of(text)
        if each.sort == "name" and not ADJECTIVE.fullmatch(each.words)
    )
    return next((name for name in names if name not in answer.words), None)
