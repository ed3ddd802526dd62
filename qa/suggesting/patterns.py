"""Questions made of sentences by rule, where the grammar is safe; no model.

English, and few patterns: a question that reads badly is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from qa.suggesting.facts import Fact
from qa.suggesting.flaws import flaw
from qa.suggesting.names import NameSorts
from qa.suggesting.statements import Statement
from qa.suggesting.terms import ADJECTIVE, GROUP, Term, terms_of

__all__ = ["formed", "names_told"]

_DONE = (
    r"(?:[a-z]{3,}ed|written|held|built|won|sold|bought|born|made|found|put up|shut|led|paid|laid"
    r"|sent|given|taken|drawn|shown|begun|cut|set)"
)
_FINITE = (
    r"(?:is|was|will|has|had|said|says|told|wrote|won|led|left|made|took|came|went|gave|found|sold"
    r"|bought|built|held|began|became|ran|runs|[a-z]{3,}ed(?! by\b))"
)
_WHO = re.compile(rf"(?:, [^,;:]{{3,80}},)? (?P<predicate>{_FINITE} [^,;:?]{{8,}}?)(?:[,;:]|\.?$)")
_WHO_ELSE = re.compile(r", who (?P<predicate>[^,;:?]{8,}?)(?:[,;:]|\.?$)")
_SUBJECT = r"(?P<subject>[^,;:.]{3,60}?)"
_PLACED = r"(?: (?:in|at|by|for|from|to|near|over|with|between|as|into|on) [^,;:.]{2,40})"
_WHEN = re.compile(
    rf"{_SUBJECT} (?P<verb>was|were|will be) (?P<done>{_DONE})(?P<rest>{_PLACED}?) "
    r"(?:on|in) $"
)
_ABOUT = "(?:About|Some|Around|Nearly|Almost|Only|Up to|At least|At most|More than|Fewer than) "
_BEFORE_COUNT = re.compile(rf"(?:{_ABOUT})?$")
_COUNTED = re.compile(
    r" (?P<rest>(?!(?:per|percent|metres|kilometres|miles|degrees|kilograms|tonnes|hours|minutes"
    r"|seconds|days|weeks|months|years|hundred|thousand|million|billion|of|and|to|or|in)\b)"
    r"[^,;:.?]{12,})\.?$"
)
_COST = re.compile(rf"{_SUBJECT} (?P<verb>will cost|cost) (?:about |some |nearly |around )?$")
_SAYS = r"(?:said|says|warned|argued|promised|announced|predicted|claimed|insisted)"
_SAYS_THAT = re.compile(rf"(?:, [^,.;:]{{2,60}},)? {_SAYS} that\b")
_SAID_LAST = re.compile(rf'[”"]?, $|,? {_SAYS} $')
_AFTER_SAID_LAST = re.compile(rf"(?: {_SAYS})?\.?$")
_INTRODUCED = re.compile(r", (?:an?|the|who|whose) ")
_VERBAL = re.compile(
    rf"\b(?:{_SAYS}|told|knows?|knew|that|which|who|whose|where|when|while|if|as|but|is|are|was|were"
    r"|has|have|had|will|would|can|could|may|might|\w+(?:ed|es) (?:the|an?|its|his|her|their))\b"
)
"""What a subject does not hold that is a noun phrase and no more."""
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof|St)\b\.? ")
_ARTICLES = re.compile(r"(?:The|An?)\b")
_PHRASE_ENDS = re.compile(
    r"\W*$|[,;:]| (?:is|are|was|were|will|would|has|have|had|can|could|should|in|of|on|at|for|by|to"
    r"|with|from|and|or|that|who|which|after|before)\b"
)
"""What follows a name that is no part of a longer phrase, as in ``the Bergen opera``."""
_AGAIN = 2
"""Sentences that hold a name from which the articles have something to say about it."""


@dataclass(frozen=True, slots=True)
class _Formed:
    """A question, and the words of the sentence that answer it ("" for what somebody said)."""

    question: str
    answer: str


def formed(statement: Statement, names: NameSorts) -> Iterator[str]:
    """Yield the questions that patterns make of a statement, the most exact first."""
    terms = terms_of(statement.sentence)
    people = [each for each in terms if each.sort == "name" and names.of(each.words) == "person"]
    for each in chain(
        chain.from_iterable(_asks_for(statement.sentence, term) for term in terms),
        chain.from_iterable(_asks_who(statement.sentence, person) for person in people[:1]),
        chain.from_iterable(_asks_said(statement.sentence, person, terms) for person in people),
    ):
        if flaw(each.question, each.answer, statement) is None:
            yield each.question
    for person in people:
        if _INTRODUCED.match(statement.sentence, person.end):
            yield f"Who is {person.words}?"


def names_told(sentences: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Return the names that several sentences hold, each with these, in order.

    A person's last name alone counts; a name that is part of a longer one is left out, and so is
    that of a publisher.
    """
    found = dict.fromkeys(name for each in sentences for name in _names(each.statement))
    whole = [name for name in found if not any(_is_short_for(name, each) for each in found)]
    holders = {name: [each for each in sentences if _holds(each, name)] for name in whole}
    return {name: told for name, told in holders.items() if len(told) >= _AGAIN}


def _names(statement: Statement) -> Iterator[str]:
    """Yield the names of a sentence, with ``the`` where it stands before them."""
    for term in terms_of(statement.sentence):
        if _is_phrase(statement.sentence, term) and term.words not in statement.source:
            yield _led(statement.sentence, term)


def _is_short_for(name: str, other: str) -> bool:
    """Return whether a name, without ``Mrs`` and the like, is part of another one."""
    return name != other and f" {_TITLE.sub('', name)} " in f" {_TITLE.sub('', other)} "


def _holds(fact: Fact, name: str) -> bool:
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    return re.search(rf"(?<![\w-]){last}(?![\w-])", fact.statement.sentence) is not None


def _asks_for(sentence: str, term: Term) -> Iterator[_Formed]:
    yield from _asks_when(sentence, term)
    yield from _asks_cost(sentence, term)
    yield from _asks_how_many(sentence, term)


def _asks_who(sentence: str, person: Term) -> Iterator[_Formed]:
    """Ask who did it: what is said of a subject can follow ``who`` as it stands."""
    patterns = (_WHO, _WHO_ELSE) if person.start == 0 else (_WHO_ELSE,)
    for pattern in patterns:
        if found := pattern.match(sentence, person.end):
            yield _Formed(f"Who {found['predicate']}?", person.words)


def _asks_how_many(sentence: str, number: Term) -> Iterator[_Formed]:
    """Ask how many, where a sentence begins with a count of things."""
    plain = number.sort == "number" and number.words.replace(",", "").isdigit()
    found = _COUNTED.match(sentence, number.end) if plain else None
    if found and _BEFORE_COUNT.fullmatch(sentence[: number.start]):
        yield _Formed(f"How many {found['rest']}?", number.words)


def _asks_when(sentence: str, time: Term) -> Iterator[_Formed]:
    found = _WHEN.match(sentence[: time.start]) if time.sort in {"date", "year"} else None
    if found and not _VERBAL.search(found["subject"] + found["rest"]):
        subject, done = _inside(found["subject"]), found["done"] + found["rest"]
        verb = found["verb"]
        asked = f"will {subject} be" if verb == "will be" else f"{verb} {subject}"
        yield _Formed(f"When {asked} {done}?", time.words)


def _asks_cost(sentence: str, price: Term) -> Iterator[_Formed]:
    found = _COST.match(sentence[: price.start]) if price.sort == "number" else None
    if found and not _VERBAL.search(found["subject"]):
        verb = "will" if found["verb"].startswith("will") else "did"
        yield _Formed(f"How much {verb} {_inside(found['subject'])} cost?", price.words)


def _asks_said(sentence: str, speaker: Term, terms: Sequence[Term]) -> Iterator[_Formed]:
    before, after = sentence[: speaker.start], sentence[speaker.end :]
    first = None if before else _SAYS_THAT.match(after)
    last = _SAID_LAST.search(before) and _AFTER_SAID_LAST.match(after) and _says(before, after)
    if not (first or last) or GROUP.search(speaker.words):
        return
    said = (speaker.end + first.end(), len(sentence)) if first else (0, speaker.start)
    about = [term for term in terms if said[0] <= term.start < said[1]]
    for term in [each for each in about if _is_phrase(sentence, each)][:1]:
        yield _Formed(f"What did {speaker.words} say about {_led(sentence, term)}?", "")
    yield _Formed(f"What did {speaker.words} say?", "")


def _says(before: str, after: str) -> bool:
    """Return whether a verb of saying stands on one side of the name that a sentence ends in."""
    return re.search(rf"{_SAYS} $", before) is not None or re.match(rf" {_SAYS}", after) is not None


def _is_phrase(sentence: str, term: Term) -> bool:
    """Return whether a term is a name that stands by itself."""
    named = term.sort == "name" and not ADJECTIVE.fullmatch(term.words)
    return named and _PHRASE_ENDS.match(sentence, term.end) is not None


def _led(sentence: str, name: Term) -> str:
    """Return a name, with ``the`` where the sentence has that before it."""
    led = sentence[: name.start].lower().endswith("the ")
    return f"the {name.words}" if led else name.words


def _inside(subject: str) -> str:
    """Return the subject of a sentence as it stands inside one: ``The fen`` as ``the fen``."""
    return subject[0].lower() + subject[1:] if _ARTICLES.match(subject) else subject
