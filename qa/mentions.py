"""Whether an article speaks at all of what a question names: one that does not cannot answer it.

A judgement of meaning overlooks this: to a small model, and to vectors, how many owls bred in 2022
reads like how many bred this summer.
"""

from __future__ import annotations

import calendar
import difflib
import re
from dataclasses import dataclass

from index.lexical import STOP_WORDS
from index.sentences import words
from index.types import Article
from qa.checking.facts import bare, folded
from qa.dates import resolved

__all__ = ["unmentioned"]

_YEAR = re.compile(
    r"(?:\b(?:1[89]|20)|(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil ))1\d)\d\d\b(?!['’]?s)"
)
_SHORT = 4
"""Letters of a name below which it is passed over: US, EU, TV."""
_ALIKE = 0.8
"""Likeness of spellings from which two words are one name: Kelven and Kalven."""
_NATIONAL = re.compile(r"(?:ish|ese|ian|ean|ican|erman|oman|ench|utch|wiss|reek|m[ae]n)s?$")
"""Endings of words that differ from the name of the country: French, Dutchwoman."""
_PEOPLE_OF = {
    "china": "chinese",
    "denmark": "danish",
    "finland": "finnish",
    "france": "french",
    "ireland": "irish",
    "netherlands": "dutch",
    "philippines": "filipino",
    "poland": "polish",
    "spain": "spanish",
    "switzerland": "swiss",
    "wales": "welsh",
}
"""Adjectives that differ from the name of the country, the other way round."""
_CALENDAR = frozenset(map(str.lower, (*calendar.day_name, *calendar.month_name)))
_OPENING, _CLOSING = '"“‘«([', '"”’»)],;:'
_MARKS = f"{_OPENING}{_CLOSING}'.?!–—-"
_TITLE_CASE = frozenset("Is Are Was Were Did Does Do Of".split())
"""Words that have a capital where all words of a question have one."""
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_MOST = 12
"""Names in a question above which it is a pasted text rather than a question about them."""


def unmentioned(
    question: str, article: Article, beside: str = "", further: str = ""
) -> tuple[str, ...]:
    """Return the names and years of a question that its nearest article does not mention.

    ``beside`` is read with the article; ``further`` too where the question names more than one, as
    articles that answer it together each name a part. A name of several words is mentioned where
    one of them is, in another form or spelling too, or where its initials are. Years that the
    article's relative dates mean are mentioned. In a language whose nouns have capitals, and in a
    question all of whose words do, only years count.
    """
    runs = [] if article.language in _NOUNS_HAVE_CAPITALS else _runs(question)
    years = list(dict.fromkeys(_YEAR.findall(question)))
    if not runs and not years:
        return ()
    about = [article.title, article.source, article.author or "", article.text, beside]
    told = _Told.of("\n".join(about if len(runs) + len(years) == 1 else [*about, further]))
    names = [name for run in runs if (name := _long(run)) and not told.mentions(name, run)]
    years = [each for each in years if each not in told.words]
    if years:
        meant = _years_meant(article)
        years = [each for each in years if each not in meant]
    return (*map(" ".join, names), *years)


@dataclass(frozen=True)
class _Told:
    """A text, as names are looked for in it."""

    words: frozenset[str]
    initials: str

    @classmethod
    def of(cls, text: str) -> _Told:
        found = words(folded(text))
        return cls(frozenset(map(bare, found)), "".join(word[0] for word in found))

    def mentions(self, name: list[str], run: list[str]) -> bool:
        """Return whether a word of a name is in the text, or the initials of its whole run."""
        initials = folded("".join(word[0] for word in run))
        return (len(run) > 1 and initials in self.words) or any(map(self._has, name))

    def _has(self, word: str) -> bool:
        """Return whether a word, or one that it is made of, is in the text."""
        if word.isupper() and folded(word) in self.initials:
            return True
        parts = [bare(part) for part in words(folded(word))]
        return self.words.issuperset(parts) or any(
            self._has_like(part) for part in parts if len(part) >= _SHORT
        )

    def _has_like(self, name: str) -> bool:
        """Return whether a word is in the text in another form or spelling."""
        if name in self.words or _PEOPLE_OF.get(name) in self.words:
            return True
        begins = [each for each in self.words if each[:_SHORT] == name[:_SHORT]]
        return any(abs(len(each) - len(name)) <= _SHORT for each in begins) or bool(
            difflib.get_close_matches(name, self.words, n=1, cutoff=_ALIKE)
        )


def _runs(question: str) -> list[list[str]]:
    """Return the capitalised words of a question that stand together; a first word may be none."""
    tokens = question.split()
    if question.isupper() or _TITLE_CASE & set(tokens[1:]):
        return []
    runs: list[list[str]] = [[]]
    begins = True
    for token in tokens:
        word = token.strip(_MARKS)
        if not word[:1].isupper() or begins or token[0] in _OPENING:
            runs.append([])
        else:
            runs[-1].append(word)
            if token[-1] in _CLOSING:
                runs.append([])
        begins = token[-1] in ".?!:"
    found = [run for run in runs if run]
    return found if len(found) <= _MOST else []


def _long(run: list[str]) -> list[str]:
    """Return the words of a run that can be looked for."""
    return [
        word
        for word in run
        if len(bare(folded(word))) >= _SHORT
        and bare(folded(word)) not in STOP_WORDS
        and bare(folded(word)).removesuffix("s") not in _CALENDAR
        and not _NATIONAL.search(bare(folded(word)))
    ]


def _years_meant(article: Article) -> set[str]:
    """Return the years that an article means by its date, and by "last year"."""
    if article.published is None:
        return set()
    meant = [each.span for each in resolved(article.text, article.published)]
    days = [article.published, *(span.start for span in meant), *(span.end for span in meant)]
    return {str(day.year) for day in days}
