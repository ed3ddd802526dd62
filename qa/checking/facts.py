"""Numbers, names and content words of a text, in one spelling, so that texts compare."""

from __future__ import annotations

import re
import unicodedata

from index.lexical import STOP_WORDS, content_words
from index.sentences import words
from qa.evidence import stem

__all__ = ["bare", "figures", "folded", "names", "stems"]

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w*(?:[’'.]\w+)*")
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(stem(word) for word in content_words(folded(text)))


def figures(text: str) -> set[str]:
    """Return the numbers in a text, written alike: ``1,204`` and ``1204`` are one."""
    found = {_plain_number(match.group()) for match in _NUMBER.finditer(text)}
    return found | {_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS}


def names(text: str) -> set[str]:
    """Return the capitalised words of a text, folded; a first word counts unless it is common."""
    found = set()
    for match in _CAPITALISED.finditer(text):
        word = bare(folded(match.group()))
        first = not text[: match.start()].strip(" \"'“‘(")
        if word and word not in STOP_WORDS and not (first and not _looks_like_name(text, match)):
            found.add(word)
    return found


def bare(word: str) -> str:
    """Return a word without the ending of a possessive."""
    return word.removesuffix("'s")


def folded(text: str) -> str:
    """Return a text in lower case without accents, so that names compare."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _looks_like_name(text: str, match: re.Match[str]) -> bool:
    """Return whether the first word of a sentence goes on as a name: ``Ali Shamkhani``."""
    return bool(re.match(r"\s+[^\W\d_a-z]", text[match.end() :])) or match.group()[1:2].isupper()


def _plain_number(text: str) -> str:
    text = text.rstrip(".,:")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    return text.lstrip("0") or "0"
