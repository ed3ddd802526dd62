"""Whether a question needs the exchange before it, by rules: pronouns, fragments, "the" thing.

The rules lean towards a follow-up: one that is missed loses its subject, while one that is seen
where there is none costs little, because both wordings are searched for. They know English.
"""

from __future__ import annotations

import re

from index.lexical import STOP_WORDS, content_words
from index.sentences import words
from qa.checking.facts import stems
from qa.exchanges import Exchange

__all__ = ["ANAPHORA", "ASKING", "follows_up", "is_fragment", "name_phrases", "refers"]

ANAPHORA = frozenset(
    "he she it they him her them his hers its their theirs this that these those there one ones "
    "same former latter".split()
)
"""Words that stand for something said before."""
ASKING = frozenset(
    """
    who whom whose what which when where why how is are was were do does did can could will would
    has have had should shall may might
    """.split()
)
"""Words that a question begins with."""
_FEW_WORDS, _FRAGMENT, _OWN_WORDS = 3, 5, 2
_OPENER = re.compile(
    r"(?:and|but|so|or|also|then|what about|how about|what if|why|how so|how come|who else"
    r"|what else|und|aber|et|mais|y|pero)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:else|another|(?<!each )other(?! (?:than|hand)\b)|the others|the same|more about"
    r"|tell me more|afterwards?|as well|instead"
    r"|the (?:former|latter)(?=\W*$|\s+(?:is|was|did|do|does|has|have|had)\b)"
    r"|(?:the|this|that|which|another|other|new|last|first) ones?(?!\s+(?:of|million|billion)\b)"
    r"|you (?:said|say|mean|meant|mentioned|told))\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:this|these|those)\b(?!\s+(?:year|month|week|morning|afternoon|evening|season|summer"
    r"|winter|spring|autumn|decade|century|time|day|who|which)s?\b)"
    r"|(?:^|\b(?:is|was|are|were|did|does|do|has|had|would|will|can|about|of|for|to|in|on|at"
    r"|after|before|since|with|from|by|like|than|and|but|why|how|when|where)\s+)that\b"
    r"|\bthat(?=\W*$)|(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbe\s)\bthere\b"
    r"(?!\s+(?:is|are|was|were|has|have|will|be)\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|him|hers?|his|its?|they|them|theirs?)\b(?![’']\w{3})", re.IGNORECASE
)
_EXPLETIVE = re.compile(
    r"(?:\b(?:is|was)|[’']s) it (?=(?:\w+ ){1,2}(?:to|that|if|whether)\b)"
    r"|\bit(?: is| was|[’']s)(?= (?:\w+ ){1,2}(?:to|that|if|whether)\b)|\btime is it\b"
    r"|\b(?:does|did|will|would) it (?:take|cost)(?=(?: \w+){0,2} to\b)"
    r"|\b(?:does|did|will|would) it (?:rain|snow)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;]|[.?!]\s|\b(?:and|but|or|because|when|while|after|before|if|that|since|why|how)\b"
    r"|\b(?:announce|say|said|claim|admit|confirm|believe)\w*(?=\s+\w+\s+"
    r"(?:is|was|are|were|has|had|have|will|would|can|could)\b)",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_OF_THINGS = frozenset({"its", "their"})
_EMPTY = STOP_WORDS | {"sure", "heard", "think", "know", "believe", "wonder", "many", "much"}
_WHICH = re.compile(r"(?:who|which)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:other than|outside(?: of)?|besides|except|apart from|compared (?:to|with)|such as)\b",
    re.IGNORECASE,
)
_GOES_ON_ABOUT = re.compile(r"\b(?:also|still|similar|too(?=\W*$))\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"(?:what|who)(?:[’']s|\s+(?:is|are|was|were))\s+(?!(?:the|my|our|your)\b)", re.IGNORECASE
)
_OF = re.compile(r"\b(?:of|for|about|between)\s+(?:(?:an?|the)\s+)?(\w+)", re.IGNORECASE)
_BY_PREPOSITION = re.compile(
    r"\b(?:of|for|about|between|in|on|at|with|by|to|from)\s+(?:(?:an?|the)\s+)?(\w+)", re.IGNORECASE
)
_DEFINITE = re.compile(r"\b(?:the|our|my)\s+(\w+)", re.IGNORECASE)
_NAME = r"[^\W\d_a-z]\w*(?:[.’'-]\w+)*"
_NAMES = re.compile(
    rf"\b{_NAME}(?:(?:\s+(?:of|de|la|van|von|der|al|el|bin))?\s+(?:al-|el-)?{_NAME})*"
)
_DATED = frozenset(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    """.split()
)


def follows_up(question: str, last: Exchange) -> bool:
    """Return whether a question (without its courtesies) needs the exchange before it."""
    if refers(question):
        return True
    first = re.split(r"(?<=[?!.])\s", question, maxsplit=1)[0]
    if _OPENER.match(question) and len(words(first)) <= 2 * _FEW_WORDS:
        return True
    if is_fragment(question):
        return "?" in question or not name_phrases(question) or _shares_word(question, last)
    if name_phrases(question) or _is_defined(question):
        return False
    if _GOES_ON_ABOUT.search(question) or _takes_up(question, last):
        return True
    return _is_short(question, last)


def refers(question: str) -> bool:
    """Return whether a question holds a word whose meaning stands outside it."""
    if _POINTING.search(question) or (_ELSE.search(question) and not _EXCEPT.search(question)):
        return True
    free = _EXPLETIVE.sub("", question)
    return any(not _is_resolved(free, match) for match in _PRONOUN.finditer(free))


def is_fragment(text: str) -> bool:
    """Return whether a message is no sentence: "In Oslo?", "Regional differences"."""
    asked = words(text)
    return 0 < len(asked) <= _FRAGMENT and not ASKING & set(asked)


def name_phrases(text: str, *, opening: bool = False) -> list[str]:
    """Return the names in a text, whole, in order; ``opening``: also the lone first word."""
    found = []
    for match in _NAMES.finditer(text):
        parts = match.group().split()
        while parts and (parts[0].lower() in STOP_WORDS or not parts[0][0].isupper()):
            parts.pop(0)
        name = " ".join(parts)
        alone = len(parts) == 1 and not name[1:2].isupper()
        before = text[: match.end() - len(name)].rstrip(' \n"“(')
        opens = not before or before[-1] in ".!?:"
        if name and name.lower() not in _DATED and (opening or not (alone and opens)):
            found.append(name)
    return list(dict.fromkeys(found))


def _is_resolved(question: str, pronoun: re.Match[str]) -> bool:
    """Return whether what a pronoun means is named before it in the same question."""
    kind, at = pronoun.group().lower(), pronoun.start()
    before = question[:at]
    ends = [each.start() for each in _CLAUSE.finditer(question) if each.end() <= at]
    clauses = question[: max(ends, default=0)]
    if name_phrases(before):
        return bool(name_phrases(clauses)) or kind in _POSSESSIVE
    if kind in _OF_THINGS or (kind in _POSSESSIVE and _WHICH.match(question)):
        return len(_own(before)) >= _OWN_WORDS + (kind not in _OF_THINGS)
    return len(_own(clauses)) >= _OWN_WORDS


def _own(text: str) -> list[str]:
    return [word for word in words(text) if word not in _EMPTY]


def _is_defined(question: str) -> bool:
    """Return whether a question asks what a thing is: "What is a heat pump?"."""
    return _DEFINED.match(question) is not None


def _takes_up(question: str, last: Exchange) -> bool:
    """Return whether a question speaks of "the" thing that the last exchange spoke of."""
    known = stems(f"{last.question} {last.answer}")
    return any(stems(noun) & known for noun in _DEFINITE.findall(question))


def _is_short(question: str, last: Exchange) -> bool:
    """Return whether a question has too few words to have a subject of its own."""
    content = [word for word in content_words(question) if word not in ANAPHORA]
    if len(content) > _FEW_WORDS:
        return False
    complement = _OF if len(content) < _FEW_WORDS else _BY_PREPOSITION
    subjects = [word for word in complement.findall(question) if word.lower() not in STOP_WORDS]
    return all(_shares_word(word, last) for word in subjects)


def _shares_word(question: str, last: Exchange) -> bool:
    return bool(stems(question) & stems(f"{last.question} {last.answer}"))
