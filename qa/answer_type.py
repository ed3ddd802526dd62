"""What sort of answer a question asks for, and what in a text could be one.

Rules over the words of the question (expected answer type, Li and Roth 2002). They know who, when,
where, how many and what year, in English; of any other question they say that they do not know.
"""

from __future__ import annotations

import re
from typing import Literal

from index.lexical import STOP_WORDS
from index.sentences import words

__all__ = ["AnswerType", "answer_type", "holds_answer", "values"]

AnswerType = Literal["person", "place", "date", "number"]

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LEAD = r"(?:^|[,;:.]\s+|\b(?:in|on|at|of|for|to|from|by|about|with|and|but|so|then)\s+)"
"""What a question word stands behind where it asks, and does not join two clauses."""
_VERBS = r"(?:is|was|are|were|will|would|did|do|does|has|have|had|can|could|should|must|may)"
_ASKS_PERSON = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_ASKS_PLACE = re.compile(
    rf"{_LEAD}where\b"
    r"|\b(?:what|which)\s+(?:\w+\s+)?(?:country|city|town|state|place|region|county|province|"
    r"village|continent|island|location)\b",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(
    rf"{_LEAD}when\s+{_VERBS}\b|\bsince\s+when\b|\bhow\s+long\s+ago\b"
    r"|\b(?:what|which)\s+(?:year|date|day|month|decade|century)\b"
    r"|\bwhat\s+(?:is|was)\s+the\s+date\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow\s+(?:many|much|old|long|tall|high|far|fast|deep|wide|large|big|often|heavy)\b"
    r"|\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:percent(?:age)?|proportion|number|amount|share|"
    r"price|population|score|age|temperature|total)\b"
    r"|\bwhat\s+(?:is|was|are|were)\s+the\s+(?:\w+\s+){0,2}?(?:percentage|number|amount|price|"
    r"cost|population|score|age|height|length|total)\b",
    re.IGNORECASE,
)
_ASKS: dict[AnswerType, re.Pattern[str]] = {
    "number": _ASKS_NUMBER,
    "date": _ASKS_DATE,
    "person": _ASKS_PERSON,
    "place": _ASKS_PLACE,
}
_DATE = re.compile(
    rf"\b(?:{_DAYS})\b|\b(?:{_MONTHS})\b\.?(?:\s+\d{{1,4}}\b)?|\b1[0-9]\d\d\b|\b20\d\d\b|\b\d{{3,4}}s\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\s+century\b|\b\d{1,4}\s+(?:BC|AD|BCE|CE)\b"
    r"|\b(?:yesterday|today|tomorrow|tonight)\b"
    r"|\b(?:last|next|this|past)\s+(?:week|month|year|summer|winter|spring|autumn|fall|century)\b"
    r"|\b(?:days?|weeks?|months?|years?|decades?|hours?)\s+(?:ago|later|after|before|earlier)\b"
)
_NUMBER = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|"
    r"thirds|quarters?|once|twice|double|triple|none|several|zero|both|single)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_a-z]\w*(?:[’'.-]\w+)*"
    r"(?:\s+(?:(?:of|de|van|von|al|bin|the|da|del|la|le)\s+)?[^\W\d_a-z]\w*(?:[’'.-]\w+)*)*"
)
_NO_NAME = re.compile(rf"(?:{_DAYS}|{_MONTHS})\Z")


def answer_type(question: str) -> AnswerType | None:
    """Return the sort of answer that a question asks for; None where its words do not tell."""
    found = {
        kind: match.start()
        for kind, pattern in _ASKS.items()
        if (match := pattern.search(question))
    }
    return min(found, key=found.__getitem__, default=None)


def values(kind: AnswerType, text: str, question: str = "") -> list[str]:
    """Return what in a text could answer a question of that type, in order, as it is written.

    What the question holds itself is left out: it cannot be what is asked. A person may be any
    name, and so may a place: capitals do not tell them apart.
    """
    asked = set(words(question))
    if kind == "date":
        found = [match.group() for match in _DATE.finditer(text)]
    elif kind == "number":
        found = [match.group() for match in _NUMBER.finditer(text)]
    else:
        found = list(_names(text))
    return [each for each in dict.fromkeys(found) if not set(words(each)) <= asked]


def holds_answer(question: str, text: str) -> bool | None:
    """Return whether a text holds anything of the sort that is asked for; None: cannot be told."""
    kind = answer_type(question)
    return None if kind is None else bool(values(kind, text, question))


def _names(text: str) -> list[str]:
    """Return the runs of capitalised words, without a sentence's first word if it is common."""
    found = []
    for match in _NAME.finditer(text):
        parts = match.group().split()
        while parts and (parts[0].lower() in STOP_WORDS or _NO_NAME.match(parts[0])):
            parts = parts[1:]
        opener = len(parts) == 1 and not text[: match.start()].strip(" \"'“‘([")
        if parts and not opener:
            found.append(" ".join(parts))
    return found
