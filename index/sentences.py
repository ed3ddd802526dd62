"""Sentence boundaries with exact offsets.

Rules rather than a trained splitter: evidence is quoted sentence by sentence, so a break after
"No." or inside ``"Why?" she asked`` would be shown to a reader. Knows Latin, Greek, Cyrillic and
CJK full stops; knows nothing of passages or articles.
"""

from __future__ import annotations

import re

__all__ = ["LONGEST_SENTENCE", "sentence_spans", "words"]

LONGEST_SENTENCE = 600
"""Characters after which a sentence without a full stop (a table, a list) is divided."""

_WORD = re.compile(r"\w+(?:[’'.,:]\w+)*", re.UNICODE)
_BREAK = re.compile(
    r"""
    (?: [.!?…]+ ["'”’»)\]]* (?=\s) | [。！？]+ [」』”’）]* )   # the end of a sentence
    | \n+                                                # or of a line
    """,
    re.VERBOSE,
)
_OPENERS = "\"'“‘«([—–-•*"
# Abbreviations that are followed by a name or a number more often than by a new sentence.
_ABBREVIATIONS = frozenset(
    """
    adm al approx apr art aug ave bros brig ca capt cf ch cmdr co col corp dec dept dr ed eds
    eq esp est et feb fig figs fr ft gen gov hon inc jan jr jul jun lt ltd maj mar messrs mgr
    mme mr mrs ms mt mts nov oct op pp pres prof pt pvt rep reps rev rs sen sens sep sept sgt
    sr st vol vols vs bzw ca dipl ing mio mrd nr usw z.b d.h u.a sra srta dra núm pág mlle
    """.split()
)
_BEFORE_NUMBER = frozenset({"no", "nos", "p", "pp", "art", "sec", "fig", "ch", "vol", "nr", "núm"})
# These end a sentence when a capital follows that is not part of a name.
_MAY_END = frozenset({"co", "corp", "inc", "ltd", "jr", "sr", "al", "est", "ave", "bros", "usw"})
_STARTERS = frozenset(
    """
    a after although an and as at because before but by during each even every few for from he
    her here his how however i if in it its last many meanwhile most no not of on one only or
    our people she since so some still that the their then there these they this those though
    to under until we what when where while who why with yet you
    """.split()
)
# An ordinal is written with a full stop from German to Finnish. Before a small letter it breaks no
# sentence; German goes on with a capital: "am 12. Juni". Some nouns are enough to know it by.
_NUMBER = re.compile(r"(?:^|[\s(/–-])\d{1,3}$")
_COUNTED = re.compile(
    r"""
    (?: Januar | Jänner | Februar | März | Mai | Juni | Juli | Oktober | Dezember
      | Jahrhundert | Jahrtausend | Jahrestag | Geburtstag | Todestag | Lebensjahr
      | Weltkrieg | Quartal | Halbjahr | Spieltag | Bundesliga )\w{0,3}\b
    | (?: April | August | September | November )s?\ \d{4}\b
    | \d{1,2}\.\s?\d{4}\b  # 12. 6. 2024
    """,
    re.VERBOSE,
)
# Elsewhere the word before the number tells. Months that English spells alike, and three articles
# that are words of other languages, too, need a German word in the same sentence.
_ENGLISH_MONTH = re.compile(r"(?:April|August|September|November)s?\b")
_COUNTING = re.compile(
    r"\b(?:(?<!I\ )am|beim|dem|den|der|eine[mnrs]?|im|vom|zum|zur|(das|des|die))"
    r"\ (?:\d{1,3}\.?[/–-])?\d{1,3}$",
    re.IGNORECASE,
)
_GERMAN = re.compile(
    r"^\W*d(?:as|es|ie)\b|\b(?:ab|(?<!I\ )am|bis|dem|den|der|eine?|für|hat|im|ist|nicht|seit|sich"
    r"|und|vom|von|wird|wurde|zum|zur|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b",
    re.IGNORECASE,
)
_GERMAN_STARTERS = frozenset(
    """
    aber alle als am an auch auf aus bei beim bis da dabei dafür dagegen daher damit danach dann
    darauf darum das dass dazu dem den denn der des deshalb die dies diese dieser dieses doch dort
    drei durch ein eine einem einen einer er es für gegen heute hier ich ihr ihre im in insgesamt
    ist jede jeder jetzt kein keine laut man mehr mit nach nachdem neben nicht noch nun nur ob
    obwohl ohne schon sein seine seit sie so später trotz über um und unter viele vom von vor
    während wann warum was wegen weil wenn wer wie wir wo zu zuletzt zudem zum zur zwar zwei
    """.split()
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence in ``text[start:end]``, in order, without overlap.

    Spans carry no surrounding white space; together they hold every other character.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if match.group()[0] == "\n" or _ends_sentence(text, begin, match.start(), match.end(), end):
            spans.extend(_trimmed(text, begin, match.end()))
            begin = match.end()
    spans.extend(_trimmed(text, begin, end))
    return spans


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, lower case; ``1,204`` and ``U.S`` stay whole."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    following = text[after : min(after + 80, end)].lstrip()
    if not following:
        return True
    if text[stop] in "。！？":
        return True
    first = following.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    # bounded, or a text of nothing but abbreviations would take the square of its length
    return _full_stop_ends(text[max(begin, stop - LONGEST_SENTENCE) : stop], following)


def _full_stop_ends(before: str, following: str) -> bool:
    """Decide on a single full stop from the word before it and the text after it."""
    if re.fullmatch(r"\s*\(?\w{1,3}", before) and before.strip("( ").isdigit():
        return False  # the number of a list entry
    if _is_ordinal(before, following):
        return False
    word = re.search(r"[^\s(\[\"'“‘]*$", before)
    last = word.group().lower() if word else ""
    next_word = _WORD.search(following)
    upcoming = next_word.group() if next_word else ""
    if last in _BEFORE_NUMBER and upcoming[:1].isdigit():
        return False
    if re.fullmatch(r"[^\W\d_]", last):  # an initial: J. K. Rowling
        return last == "i" and upcoming.lower() in _STARTERS
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", last):  # U.S., a.m., e.g.
        return last not in {"e.g", "i.e", "z.b", "d.h"} and upcoming.lower() in _STARTERS
    if last in _ABBREVIATIONS:
        return last in _MAY_END and upcoming.lower() in _STARTERS
    return True


def _is_ordinal(before: str, following: str) -> bool:
    """Return whether a number before a full stop counts what follows, as in ``12. Juni``."""
    if re.search(r"\b[IVX]{2,5}$", before):
        return bool(re.match(r"\(\d", following))  # Charles III. (76)
    if not _NUMBER.search(before):
        return False
    if _COUNTED.match(following):
        return True
    if re.search(r"\d\.\s?\d{1,2}$", before) and re.match(r"\d{4}\b", following):
        return True
    if _ENGLISH_MONTH.match(following):
        return bool(_GERMAN.search(before))
    word = _COUNTING.search(before)
    upcoming = _WORD.search(following)
    if not (word and upcoming) or (word[1] and not _GERMAN.search(before)):
        return False
    return upcoming.group().lower() not in _GERMAN_STARTERS


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the span without white space around it, divided where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    spans = []
    while end - start > LONGEST_SENTENCE:
        cut = _cut(text, start, start + LONGEST_SENTENCE)
        spans.extend(_trimmed(text, start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    return [*spans, (start, end)] if start < end else spans


def _cut(text: str, start: int, limit: int) -> int:
    """Return the best place to divide before ``limit``: after a semicolon, a comma, a space."""
    for mark in (";", ":", ",", " "):
        at = text.rfind(mark, start + LONGEST_SENTENCE // 3, limit)
        if at > start:
            return at + 1
    return limit
