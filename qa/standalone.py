"""A follow-up question made to stand alone, from the conversation before it; rules, no model.

The form is made to be searched for: the question word of the follow-up comes first, its subject is
filled in from earlier turns, and no word of the user is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lexical import STOP_WORDS
from index.sentences import sentence_spans, words
from qa.exchanges import Exchange, exchanges, without_courtesy
from qa.references import ANAPHORA, ASKING, follows_up, is_fragment, name_phrases, refers

__all__ = ["Asked", "standalone"]

_OWN_WORDS = 2
"""Content words that a follow-up must have to be worth a search of its own: "Why?" has none."""
_MOST_WORDS = 16
"""Words of context that are put beside a question: more would drown it."""
_MOST_NAMES = 3
_SHORT_CORRECTION = 6
_PERSON = re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)
_OF_PERSON = frozenset({"his", "her", "hers"})
_PREPOSITION = re.compile(
    r"(?:in|on|at|for|from|to|of|by|with|after|before|during|since|under|near|last|next|this)\b",
    re.IGNORECASE,
)
_AND = r"(?:(?:and|but|so|or|also|then|und|et|y)\b[\s,]*)?"
_AND_FIRST = re.compile(rf"^{_AND}(?=\w)", re.IGNORECASE)
_ABOUT = re.compile(
    rf"{_AND}(?:(?:what|how)\s+about\b|what\s+of\b|(?:the\s+)?same\s+for\b)?\s*", re.IGNORECASE
)
_BARE = re.compile(
    rf"{_AND}(why(?:\s+not)?|how\s+(?:come|so|many|much|long|often)|(?:since|until)\s+when"
    r"|by\s+whom|when|where|who|whom|how)"
    r"(?:\s+(?:exactly|though|then|(?:is|was|did)\s+(?:that|it|this)(?:\s+happen)?))*\W*$",
    re.IGNORECASE,
)
_MEAN = r"i\s+(?:mean|meant|said|(?:am|was)\s+(?:asking|talking)\s+about|asked\s+about)\b[\s,:]*"
_WRONG = r"that(?:[’']s|\s+is)\s+(?:wrong|not\s+(?:it|right|what\s+i\s+(?:meant|asked)))"
_CORRECTS = re.compile(
    rf"(?:(?:no|nope|nein|non|not\s+that(?:\s+one)?|{_WRONG})\b(?!\.\s*\d)"
    r"(?:\s*[,.:;!—–-]+\s*|\s+(?=i\s|in\s|the\s+ones?\s)))+"
    rf"(?:(?:sorry|actually)\b[\s,]*)?(?:{_MEAN})?"
    rf"|(?:(?:sorry|wait|oh|actually)\b[\s,.!]*)*{_MEAN}"
    r"|actually\b[\s,]+(?=(?:in|on|at|for|from)\b|\d)|(?=not\s+[^,]+(?:,|\sbut\s))",
    re.IGNORECASE,
)
_NOT = (
    re.compile(r"(?P<new>.+?)[\s,]+(?:and\s+)?not\s+(?P<old>.+)", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"not\s+(?P<old>.+?)(?:\s*,\s*(?:but\s+)?|\s+but\s+)(?P<new>.+)", re.IGNORECASE | re.DOTALL
    ),
)
_ONE = re.compile(r"the\s+ones?\s+", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:how\s+(?:many|much|long|far|often|old|tall|big|large)|who|whom|what|which|when|where|why"
    r"|how)\b",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"who\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\s*(?:[’']s|is|are|was|were|do|does|did|can|could|will|would|has|have|had|should)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"{_AND}(?:by\s+the\s+way\b[\s,]*)?(?:please\s+)?"
    r"(?:(?:(?:do|can|could|would|are)\s+you\s+)?(?:please\s+|able\s+to\s+)?"
    r"(?:know|think|tell\s+me|explain|summari[sz]e|give\s+me|describe)\s+(?:about\s+|if\s+|that\s+)?"
    r"|i(?:\s+would|[’']d)?\s+(?:also\s+)?(?:want|like)\s+to\s+know\s+(?:about\s+|if\s+)?)?",
    re.IGNORECASE,
)
_UNTOLD = ANAPHORA | {"i", "you", "we", "my", "please", "me"}
_MONTH = r"(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_LIKE = (re.compile(rf"\b(?:{_MONTH})\b", re.IGNORECASE), re.compile(rf"\b{_YEAR}\b"))
"""Things that one of their kind takes the place of: "and in 2024?"."""
_TIME = re.compile(
    rf"\b(?:(?:in|during|since|by)\s+)?(?:(?:{_MONTH})(?:\s+{_YEAR})?|{_YEAR}"
    r"|(?:last|this|next)\s+(?:year|month|week|season|spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
_WHERE = frozenset({"in", "at", "of", "near", "from"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the form that stands alone, and the turn that it follows up, if it does.

    ``earlier`` is that turn: its question, standing alone as well, and its answer. ``patched`` says
    that its words stand in brackets behind the question, so that a model could word it better;
    ``by_rules`` is then this form, where a model wrote ``standalone``.
    """

    question: str
    standalone: str
    earlier: tuple[str, str] | None = None
    patched: bool = False
    by_rules: str = ""

    @property
    def queries(self) -> tuple[str, ...]:
        """The wordings to search with, best first, at most three.

        Rewriting can also make things worse, so the question itself is among them, unless it is
        nothing but references.
        """
        if self.earlier is None:
            return (self.standalone,)
        own = set(words(self.question)) - STOP_WORDS - ANAPHORA
        raw = self.question if len(own) >= _OWN_WORDS else ""
        forms = (self.standalone, self.by_rules, raw)
        return tuple(dict.fromkeys(form for form in forms if form))


def standalone(question: str, history: Sequence[tuple[str, str]]) -> Asked:
    """Return a question with what it needs of its history.

    ``history`` is ("user" | "assistant", text), oldest first. A new subject drops it: ``earlier``
    is then None.
    """
    return _asked(question, exchanges(history))


def _asked(question: str, before: Sequence[Exchange]) -> Asked:
    text, corrects = _without_correction(without_courtesy(question))
    if not before or not (corrects or follows_up(text, before[-1])):
        return Asked(question, without_courtesy(question))
    at = _meant(text, before)
    # a turn that followed one up itself brings its subject along
    base = Exchange(_asked(before[at].question, before[:at]).standalone, before[at].answer)
    form = (
        (_corrected(text, base.question) if corrects else None)
        or _with_question_word(text, base)
        or _about_another(text, base.question)
    )
    earlier = (base.question, base.answer)
    return Asked(question, form or _beside(text, base), earlier, patched=form is None)


def _without_correction(text: str) -> tuple[str, bool]:
    """Return a message without "no, I meant", and whether it puts the last question right."""
    found = _CORRECTS.match(text)
    rest = text[found.end() :] if found else ""
    if not words(rest):
        return text, False
    return rest, not ASKING & set(words(rest)[:1])


def _meant(question: str, before: Sequence[Exchange]) -> int:
    """Return which exchange a question refers to: the last, or of a person the last with one."""
    last = len(before) - 1
    if not _PERSON.search(question) or not refers(question):
        return last
    return next((at for at in range(last, -1, -1) if _persons(before[at])), last)


def _corrected(text: str, earlier: str) -> str | None:
    """Return the earlier question put right: "Oslo, not Bergen", "the one in Bergen"."""
    text = _ONE.sub("", text.strip(" ?.!"), count=1)
    parts = next((found for pattern in _NOT if (found := pattern.fullmatch(text))), None)
    if parts:
        text = parts["new"].strip()
        wrong = re.search(rf"(?<!\w){re.escape(parts['old'])}(?!\w)", earlier, re.IGNORECASE)
        if wrong:
            return earlier[: wrong.start()] + text + earlier[wrong.end() :]
    return _in_place(text, earlier) if len(words(text)) <= _SHORT_CORRECTION else None


def _with_question_word(text: str, base: Exchange) -> str | None:
    """Return a lone question word before what the earlier question says: "Why?"."""
    asked = _BARE.match(text)
    if not asked:
        return None
    said = _LEAD.sub("", base.question, count=1).rstrip(" ?.!")
    if _ASKS_WHO.match(said):
        said = " ".join((*_persons(base)[:1], said[len("who") :].strip()))
    elif _ASKS.match(said):
        said = _ASKS.sub("", said, count=1).strip()
    if ASKING & set(words(said)[:1]):
        said = said[:1].lower() + said[1:]
    return f"{asked[1][:1].upper()}{asked[1][1:]} {said}?"


def _about_another(text: str, earlier: str) -> str | None:
    """Return the earlier question about another year, place or name: "And in 2024?"."""
    opener = _ABOUT.match(text)
    new = text[opener.end() if opener else 0 :].strip(" ?.!")
    asks = "?" in text or bool(opener and opener.group().strip()) or _PREPOSITION.match(new)
    return _in_place(new, earlier) if asks and is_fragment(new) else None


def _in_place(new: str, earlier: str) -> str | None:
    """Return a question with a new date or name in the place of its own, or added to it."""
    found = _PREPOSITION.match(new)
    place = found.group() if found else ""
    thing = new[len(place) :].strip()
    if not thing:
        return None
    for like in _LIKE:
        other = like.search(earlier)
        if other and like.fullmatch(thing):
            return earlier[: other.start()] + thing + earlier[other.end() :]
    time = _TIME.search(earlier)
    if time and _TIME.fullmatch(new):
        return earlier[: time.start()] + new + earlier[time.end() :]
    others = _named_likewise(place.lower(), earlier)
    if len(others) == 1 and name_phrases(thing, opening=True) == [thing]:
        return earlier.replace(others[0], thing)
    return f"{earlier.rstrip(' ?.!')} {new}?" if place else None


def _named_likewise(place: str, text: str) -> list[str]:
    """Return the names after a preposition or, of places, after one like it; without one, all."""
    names = name_phrases(text)
    for places in ({place}, _WHERE if place in _WHERE else set[str]()):
        before = "|".join(places)
        found = [
            name for name in names if re.search(rf"(?i:\b(?:{before}))\s+{re.escape(name)}", text)
        ]
        if found:
            return found
    return [] if place else names


def _beside(text: str, base: Exchange) -> str:
    """Return a question with what the earlier one was about, and names that it may mean."""
    context = " ".join(_statement(base.question).split()[:_MOST_WORDS])
    added = [context] if context else []
    text = _AND_FIRST.sub("", text, count=1)
    if refers(text):
        text = _with_person(text, base)
        names = name_phrases(_first_sentence(base.answer))
        known = f"{text} {context}".casefold()
        added += [name for name in names if name.casefold() not in known][:_MOST_NAMES]
    text = text.rstrip(" ?.!")
    return f"{text} ({', '.join(added)})?" if added else f"{text}?"


def _with_person(text: str, base: Exchange) -> str:
    """Return a question with "he" or "she" replaced, where only one person can be meant."""
    persons = _persons(base)
    if len(persons) != 1:
        return text

    def named(pronoun: re.Match[str]) -> str:
        return persons[0] + ("’s" if pronoun.group().lower() in _OF_PERSON else "")

    return _PERSON.sub(named, text, count=1)


def _persons(exchange: Exchange) -> list[str]:
    """Return whom "he" or "she" may mean: the answer to "who", or else whoever is named."""
    told = _first_sentence(exchange.answer)
    new = [name for name in name_phrases(told, opening=True) if name not in exchange.question]
    if _ASKS_WHO.match(exchange.question) and new:
        return new[:1]
    both = f"{exchange.question} {told}"
    return [
        name
        for name in name_phrases(both)
        if " " in name and not re.search(rf"\b(?:in|at|near|from|of|the)\s+{re.escape(name)}", both)
    ]


def _statement(question: str) -> str:
    """Return what a question is about: without its question words and pronouns."""
    question = re.sub(r"[()]", " . ", question)
    said = " ".join(_told(question[start:end]) for start, end in sentence_spans(question))
    kept = [word for word in said.split() if words(word) and words(word)[0] not in _UNTOLD]
    while kept and words(kept[-1])[0] in STOP_WORDS:
        kept.pop()
    return " ".join(kept).strip(" .,;:!?")


def _told(sentence: str) -> str:
    for pattern in (_LEAD, _ASKS, _AUXILIARY):
        found = pattern.match(sentence)
        sentence = sentence[found.end() :].lstrip() if found else sentence
    return sentence.strip(" .,;:!?")


def _first_sentence(text: str) -> str:
    spans = sentence_spans(text)
    return text[slice(*spans[0])] if spans else ""
