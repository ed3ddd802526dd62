"""Whether an article speaks at all of what a question names: one that does not cannot answer it.

A judgement of meaning overlooks this: to a small model, and to vectors, how many owls bred in 2022
reads like how many bred this summer. A refusal for it is final, so the rules lean towards finding
a name mentioned.
"""

from __future__ import annotations

import calendar
import difflib
import re
from dataclasses import dataclass
from itertools import pairwise

from index.lexical import STOP_WORDS
from index.sentences import words
from index.types import Article
from qa.checking.facts import bare, folded
from qa.dates import resolved
from qa.exchanges import without_courtesy

__all__ = ["unmentioned"]

_YEAR = re.compile(r"(?<![\d$£€.,])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d|['’]?s\b)")
_SHORT = 4
"""Letters of a word below which it is no name to be missed: US, EU, TV."""
_INITIALS = 3
"""Letters from which an abbreviation is no word by chance."""
_SPELLED_ALIKE = 0.8
_MISSPELT = 2
"""Likeness of spellings from which two words are one name, and how much longer one may be: Kelven
and Kalven."""
_MOST = 12
"""Names in a question above which it is a pasted text rather than a question about them."""
_NATIONAL = re.compile(
    r"(?:ish|ese|ian|ean|ican|erman|oman|ench|utch|wiss|reek|elsh|ino|m[ae]n)s?$"
)
"""Endings of words that differ from the name of the country: French, Dutchwoman."""
_ALSO_CALLED = {
    "america": {"us", "usa", "american"},
    "britain": {"uk", "british"},
    "china": {"chinese"},
    "denmark": {"danish"},
    "europe": {"eu"},
    "finland": {"finnish"},
    "france": {"french"},
    "holland": {"dutch", "netherlands"},
    "ireland": {"irish"},
    "kingdom": {"uk", "britain", "british"},
    "netherlands": {"dutch", "holland"},
    "philippines": {"filipino", "filipinos"},
    "poland": {"polish", "poles"},
    "spain": {"spanish"},
    "states": {"us", "usa", "american", "america"},
    "switzerland": {"swiss"},
    "wales": {"welsh"},
}
"""What an article may call a country that a question names."""
_NO_NAMES = STOP_WORDS | set(
    map(str.lower, (*calendar.day_name, *calendar.month_name, *calendar.month_abbr, "Sept"))
)
_JOINING = frozenset("of for the & de la le del du des da do von van der di".split())
"""Words within a name: Department of Justice."""
_UNABBREVIATED = _JOINING | {"and"}
_OPENING = '"“‘«'
_MARKS = "\"“”‘’'«»()[]?!.,;:–—-"
_ENDING = '"”’»)],;:?!'
"""Marks behind which a name does not go on."""
_GERMAN = re.compile(
    r"\b(?:der|dem|den|das|ein|eine[rnms]?|und|ist|wer|wie|wann|welche[rsnm]?|wird|nicht|für|im)\b"
)
"""Words of a language whose nouns all have capitals."""
_LATIN = re.compile(r"[a-z]")


def unmentioned(
    question: str, article: Article, beside: str = "", further: str = ""
) -> tuple[str, ...]:
    """Return the names of a question, none of which its nearest article mentions, and its years.

    ``beside`` is read with the article; ``further`` too where the question names more than one, as
    articles that answer it together each name a part. One name that is mentioned is enough: another
    may be a place that goes without saying. A name is mentioned where one of its words is, in
    another form or spelling too, or where its initials are. A year is missed only in an article
    with a date, which may mean it by "last year".
    """
    question = without_courtesy(question)
    runs = _runs(question)
    years = list(dict.fromkeys(_YEAR.findall(question))) if article.published else []
    if not runs and not years:
        return ()
    about = [article.title, article.source, article.author or "", article.note or "", article.text]
    about += [*article.credits, beside, further if len(runs) + len(years) > 1 else ""]
    text = "\n".join(about)
    told = _Told.of(text)
    years = [each for each in years if each not in text.replace(",", "")]
    if years:
        meant = _years_meant(article)
        years = [each for each in years if each not in meant]
    names = [] if any(map(told.mentions, runs)) or not told.latin else runs
    return (*map(" ".join, names), *years)


@dataclass(frozen=True)
class _Told:
    """A text, as names are looked for in it: its words, and the first letters of them in a row.

    ``latin`` says whether most of it is written in the letters that names are compared in.
    """

    words: frozenset[str]
    initials: str
    latin: bool

    @classmethod
    def of(cls, text: str) -> _Told:
        found = words(folded(text))
        known = {bare(word) for word in found} | {part for word in found for part in _parts(word)}
        initials = "".join(word[0] for word in found if word not in _UNABBREVIATED)
        latin = sum(bool(_LATIN.match(word)) for word in known)
        return cls(frozenset(known), initials, 2 * latin > len(known))

    def mentions(self, run: list[str]) -> bool:
        """Return whether a word of a name is in the text, or what the name is abbreviated to."""
        initials = [folded("".join(word[0] for word in each)) for each in (run, _proper(run))]
        return any(len(each) >= _INITIALS and each in self.words for each in initials) or any(
            map(self._has, _proper(run))
        )

    def _has(self, word: str) -> bool:
        """Return whether a word, or one that it is made of, is in the text."""
        name = bare(folded(word))
        joined = re.sub(r"[-.]", "", name)
        if word.isupper() and len(joined) >= _SHORT and joined in self.initials:
            return True
        made_of = [bare(part) for part in words(name)]
        if self.words.issuperset(made_of) or joined in self.words:
            return True
        return any(self._has_like(each) for each in (joined, *made_of) if len(each) >= _SHORT)

    def _has_like(self, name: str) -> bool:
        """Return whether a word is in the text in another form or spelling."""
        if name in self.words or _ALSO_CALLED.get(name, set()) & self.words:
            return True
        begins = [each for each in self.words if each[:_SHORT] == name[:_SHORT]]
        if any(abs(len(each) - len(name)) <= _SHORT or name.startswith(each) for each in begins):
            return True
        may_be = [
            each
            for each in self.words
            if each[0] == name[0] and abs(len(each) - len(name)) <= _MISSPELT
        ]
        return bool(difflib.get_close_matches(name, may_be, n=1, cutoff=_SPELLED_ALIKE))


def _parts(word: str) -> list[str]:
    """Return what stands around an apostrophe: dell'Italia."""
    return [part for part in word.split("'") if part] if "'" in word else []


def _runs(question: str) -> list[list[str]]:
    """Return the names in a question, each a run of capitalised words with what joins them.

    A first word may be none, and so may all be where every word has a capital, or every noun.
    """
    tokens = question.split()
    if question.isupper() or _GERMAN.search(question.lower()) or _is_title(tokens):
        return []
    runs: list[list[str]] = [[]]
    begins = True
    for token in tokens:
        word = token.strip(_MARKS)
        begins = begins or token[0] in _OPENING
        named = word[:1].isupper() and not begins and not word.startswith(("I'", "I’"))
        if named or (runs[-1] and word.lower() in _JOINING):
            runs[-1].append(word)
        else:
            runs.append([])
        if token[-1] in _ENDING:
            runs.append([])
        begins = _ends(token)
    found = [run for run in runs if any(map(_may_be_missed, _proper(run)))]
    return [_trimmed(run) for run in found] if len(found) <= _MOST else []


def _is_title(tokens: list[str]) -> bool:
    """Return whether words have a capital that have none in a sentence: How Much Will It Cost."""
    inner = [word for before, word in pairwise(tokens) if not _ends(before)]
    plain = [word.strip(_MARKS) for word in inner]
    return any(
        word[:1].isupper() and not word.isupper() and word.lower() in STOP_WORDS - {"the"}
        for word in plain
    )


def _ends(token: str) -> bool:
    """Return whether a sentence ends with a token: an initial or "Mr." does not end one."""
    return token[-1] in "?!:" or (token[-1] == "." and len(token) > _SHORT)


def _proper(run: list[str]) -> list[str]:
    return [word for word in run if word[:1].isupper() and folded(word) not in STOP_WORDS]


def _trimmed(run: list[str]) -> list[str]:
    """Return a run without what joins nothing at its end."""
    while run[-1].lower() in _JOINING:
        run = run[:-1]
    return run


def _may_be_missed(word: str) -> bool:
    """Return whether a word can be looked for: long, no day or month, of no nation.

    What has figures in it is written in too many ways: F-16s, COP28.
    """
    name = bare(folded(word))
    return (
        len(name) >= _SHORT
        and not any(map(str.isdigit, name))
        and not {name, name.removesuffix("s")} & _NO_NAMES
        and not _NATIONAL.search(name)
    )


def _years_meant(article: Article) -> set[str]:
    """Return the years that an article means by its date, and by "last year"."""
    assert article.published is not None
    meant = [each.span for each in resolved(article.text, article.published)]
    days = [article.published, *(span.start for span in meant), *(span.end for span in meant)]
    return {str(day.year) for day in days}
