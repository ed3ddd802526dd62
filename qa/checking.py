"""Each sentence of a draft compared with the quotes that it cites, after it was written.

Numbers and names decide; shared content words follow. Pure functions: nothing here knows a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.lexical import STOP_WORDS, content_words
from index.sentences import words
from qa.citations import DraftSentence
from qa.evidence import stem
from qa.types import AnswerSentence, Evidence, Verdict

__all__ = ["Context", "check", "check_draft", "figures", "names"]

_SUPPORTED, _PARTLY = 0.6, 0.4
"""Shares of a sentence's content words that must stand in its quotes."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w*(?:[’'.]\w+)*")
_NEGATION = frozenset(
    "not no never none neither nor cannot can't won't didn't doesn't isn't wasn't aren't weren't "
    "hasn't haven't without denied".split()
)
_NUMBER_WORDS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(13)),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may take words from without a quote: the question and article titles."""

    question: str
    titles: str = ""


def check_draft(
    sentences: Sequence[DraftSentence], evidence: Sequence[Evidence], context: Context
) -> list[AnswerSentence]:
    """Return each sentence with the citations that bear it out best, its verdict and reason.

    A sentence without a citation, or whose citation does not hold, is given the evidence sentence
    that supports it best, if one does.
    """
    return [_settled(sentence, evidence, context) for sentence in sentences]


def check(sentence: str, quotes: Sequence[str], context: Context) -> tuple[Verdict, str]:
    """Return the verdict on a sentence against the quotes that it cites, and the reason."""
    if not quotes:
        return "unsupported", "no evidence sentence states it"
    quoted = " ".join(quotes)
    allowed = f"{quoted} {context.titles}"
    for number in figures(sentence):
        if number not in figures(f"{allowed} {context.question}"):
            return "unsupported", f"the number {number} is not in the quote"
    known = {_bare(word) for word in words(_folded(f"{allowed} {context.question}"))}
    for name in names(sentence):
        if name not in known:
            return "unsupported", f"the name {name} is not in the quote"
    coverage = _coverage(sentence, allowed, context.question)
    if coverage < _PARTLY:
        return "unsupported", "the quote does not speak of this"
    if _negated(sentence) != _negated(quoted) and _negated(sentence):
        return "partly", "the sentence denies something, the quote does not"
    opening = words(sentence)[0]
    if opening not in STOP_WORDS and stem(opening) not in map(stem, known):
        return "partly", f"the word {opening}, which may be a name, is not in the quote"
    if coverage < _SUPPORTED:
        return "partly", "only part of this is in the quote"
    return "supported", "its names, numbers and words are in the quote"


def figures(text: str) -> set[str]:
    """Return the numbers in a text, written alike: ``1,204`` and ``1204`` are one."""
    found = {_plain_number(match.group()) for match in _NUMBER.finditer(text)}
    return found | {_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS}


def names(text: str) -> set[str]:
    """Return the capitalised words of a text, folded; a first word counts unless it is common."""
    found = set()
    for match in _CAPITALISED.finditer(text):
        word = _bare(_folded(match.group()))
        first = not text[: match.start()].strip(" \"'“‘(")
        if word and word not in STOP_WORDS and not (first and not _looks_like_name(text, match)):
            found.add(word)
    return found


def _looks_like_name(text: str, match: re.Match[str]) -> bool:
    """Return whether the first word of a sentence goes on as a name: ``Ali Shamkhani``."""
    return bool(re.match(r"\s+[^\W\d_a-z]", text[match.end() :])) or match.group()[1:2].isupper()


def _settled(
    sentence: DraftSentence, evidence: Sequence[Evidence], context: Context
) -> AnswerSentence:
    by_number = {each.number: each.text for each in evidence}
    own = [by_number[number] for number in sentence.citations]
    verdict, reason = check(sentence.text, own, context)
    citations = sentence.citations
    if verdict != "supported":
        better = _best_support(sentence.text, evidence, context)
        if better and _ORDER[better[1]] > _ORDER[verdict]:
            citations, verdict, reason = better
    return AnswerSentence(sentence.text, citations, verdict, reason)


_ORDER: dict[Verdict, int] = {"unsupported": 0, "partly": 1, "supported": 2}


def _best_support(
    sentence: str, evidence: Sequence[Evidence], context: Context
) -> tuple[tuple[int, ...], Verdict, str] | None:
    """Return the evidence sentence that bears a sentence out best: number, verdict, reason."""
    judged = []
    for each in evidence:
        verdict, reason = check(sentence, [each.text], context)
        rank = (_ORDER[verdict], _coverage(sentence, each.text, ""), each.score)
        judged.append((rank, (each.number,), verdict, reason))
    if not judged:
        return None
    _, numbers, verdict, reason = max(judged, key=lambda row: row[0])
    return numbers, verdict, reason


def _coverage(sentence: str, quoted: str, question: str) -> float:
    """Return the share (0..1) of a sentence's content words in the quote.

    Words that only repeat the question weigh nothing: they are what was asked, not what was found.
    """
    wanted = {stem(word) for word in content_words(sentence)}
    asked = {stem(word) for word in content_words(question)} if question else set()
    held = {stem(word) for word in words(quoted)}
    found = (wanted - asked) or wanted
    return len(found & held) / len(found) if found else 0.0


def _negated(text: str) -> bool:
    return any(word.replace("’", "'") in _NEGATION for word in words(text))


def _plain_number(text: str) -> str:
    text = text.rstrip(".,:")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    return text.lstrip("0") or "0"


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _folded(text: str) -> str:
    """Return a text in lower case without accents, so that names compare."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in bare if not unicodedata.combining(char))
