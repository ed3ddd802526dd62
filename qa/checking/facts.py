"""Numbers, names and content words of a text, in one spelling, so that texts compare."""

from __future__ import annotations

import re
import unicodedata

from index.lexical import STOP_WORDS, content_words
from index.sentences import words
from qa.stemming import stem

__all__ = ["SPELLED", "addresses", "bare", "figures", "folded", "in_digits", "names", "stems"]

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w*(?:[’'.]\w+)*")
_ADDRESS = re.compile(
    r"\b[a-z]+://[^\s()\[\]<>\"“”]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/[^\s()\[\]<>\"“”]*)?",
    re.IGNORECASE,
)
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SPELLED = "|".join((*_CARDINALS[2:], *_TENS[1:]))
"""The numbers from "two" in words, for a pattern; "one" is often a pronoun."""
_MAGNITUDES = "dozen hundred thousand million billion trillion".split()
_NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate(_CARDINALS)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, 1)},
    **{word: str(10 * number) for number, word in enumerate(_TENS, 2)},
    **{word: word for word in _MAGNITUDES},
    **{f"{word}s": word for word in _MAGNITUDES},
}
_COUNTS = {
    word: _NUMBER_WORDS[word] for word in (*_CARDINALS[2:], *_TENS)
}  # "one" is often a pronoun, "second" a unit of time
_COMPOUND = re.compile(
    rf"\b({'|'.join(_TENS)})[- ]({'|'.join((*_CARDINALS[1:10], *_ORDINALS[:9]))})\b", re.IGNORECASE
)
_NO_COUNT = re.compile(
    r"\b(?:the|this|that|which|first|last|other|another|each|every|any|no) one\b", re.IGNORECASE
)
"""A pronoun: "the last one"."""
_ABBREVIATED = re.compile(r"[£$€¥]\s?\d[\d.,]*\s?(k|m)\b|\d\s?(mn|bn|tn|mio|mrd)\b", re.IGNORECASE)
"""A magnitude in letters; ``5 m`` without a currency are metres."""
_MAGNITUDE_OF = {
    "k": "thousand",
    **dict.fromkeys(("m", "mn", "mio"), "million"),
    **dict.fromkeys(("bn", "mrd"), "billion"),
    "tn": "trillion",
}


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words, its numbers in digits."""
    text = _COMPOUND.sub(_sum, text)
    return frozenset(stem(in_digits(word)) for word in content_words(folded(text)))


def in_digits(word: str) -> str:
    """Return a folded word, in digits where it is a number in words: ``fourteen``."""
    return _COUNTS.get(word, word)


def figures(text: str) -> set[str]:
    """Return the numbers in a text, written alike: ``1,204`` and ``1204`` are one.

    A magnitude (``million``) counts as a number of its own, and so does a sign such as ``½``.
    """
    text = _COMPOUND.sub(_sum, _NO_COUNT.sub(" ", text))
    found = {_plain_number(match.group()) for match in _NUMBER.finditer(text)}
    found |= {_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS}
    found |= {_MAGNITUDE_OF[(m[1] or m[2]).lower()] for m in _ABBREVIATED.finditer(text)}
    return found | {char for char in text if unicodedata.category(char) in {"No", "Nl"}}


def names(text: str) -> set[str]:
    """Return the capitalised words of a text, folded; a first word counts unless it is common."""
    found = set()
    for match in _CAPITALISED.finditer(text):
        if not _begins_name(match.group()):
            continue
        word = bare(folded(match.group()))
        first = not text[: match.start()].strip(" \"'“‘(")
        if word and word not in STOP_WORDS and not (first and not _looks_like_name(text, match)):
            found.add(word)
    return found


def addresses(text: str) -> set[str]:
    """Return the web and mail addresses in a text, folded, without scheme and closing marks."""
    found = (folded(match.group()) for match in _ADDRESS.finditer(text))
    return {each.rpartition("://")[2].rstrip(".,;:!?/'") for each in found}


def bare(word: str) -> str:
    """Return a word without the ending of a possessive."""
    return word.removesuffix("'s")


def folded(text: str) -> str:
    """Return a text in lower case without accents, so that names compare."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _begins_name(text: str) -> bool:
    """Return whether a text begins with a capital, or with a letter of a script without them."""
    return text[:1].isalpha() and not text[:1].islower()


def _looks_like_name(text: str, match: re.Match[str]) -> bool:
    """Return whether the first word of a sentence goes on as a name: ``Ali Shamkhani``."""
    following = text[match.end() :]
    goes_on = following[:1].isspace() and _begins_name(following.lstrip())
    return goes_on or match.group()[1:2].isupper()


def _sum(compound: re.Match[str]) -> str:
    """Return the number that ``fifty-eight`` is."""
    return str(sum(int(_NUMBER_WORDS[part.lower()]) for part in compound.groups()))


def _plain_number(text: str) -> str:
    text = text.rstrip(".,:")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    return text.lstrip("0") or "0"
