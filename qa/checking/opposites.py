"""Words that exclude each other: one is said or asked for where a text has only the other."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.checking.facts import folded

__all__ = ["opposite", "tells_of_the_other"]

_UP = r"ris(?:es?|en|ing)|rose|increas(?:es?|ed|ing)|gr(?:ows?|ew|own|owing)|gain(?:s|ed)?"
_DOWN = (
    r"falls?|fell|fallen|falling|decreas(?:es?|ed|ing)|drop(?:s|ped)?|declin(?:es?|ed|ing)"
    r"|shr[aiu]nk\w*|slowed|los[et]\w?"
)
_MEN, _WOMEN = r"(?<!isle of )m[ae]n(?!-)|males?|boys", r"wom[ae]n|females?|ladies|girls"
_APART = (
    (r"highest", r"lowest"),
    (r"largest|biggest", r"smallest"),
    (r"longest", r"shortest"),
    (r"oldest", r"youngest"),
    (r"maximum", r"minimum"),
    (_MEN, _WOMEN),
)
"""Of what a question sets apart in one of these words, a text with the other tells nothing."""
_PRONOUNS = {_MEN: "he|his|him", _WOMEN: "she|hers?"}
_PAIRS = (
    *_APART,
    (_UP, _DOWN),
    (r"more", r"fewer|less"),
    (r"higher", r"lower"),
    (r"larger|bigger|greater", r"smaller"),
    (r"longer", r"shorter"),
    (r"older", r"younger"),
    (r"newest|latest", r"oldest|earliest"),
    (r"newer", r"older"),
    (r"earlier", r"later"),
    (r"faster", r"slower"),
    (r"better", r"worse"),
    (r"best", r"worst"),
    (r"first", r"last"),
    (r"north(?:ern)?", r"south(?:ern)?"),
    (r"east(?:ern)?", r"west(?:ern)?"),
    (r"import(?:s|ed)?", r"export(?:s|ed)?"),
    (r"wins?|won", r"loses?|lost"),
    (r"profits?", r"loss(?:es)?"),
    (r"vot(?:es?|ed|ing) for|in favou?r", r"(?:vot(?:es?|ed|ing)|ruled) against"),
    (r"accept(?:s|ed)?|approv(?:es?|ed)|upheld", r"reject(?:s|ed)?|refus(?:es?|ed)|dismissed"),
    (r"doubl(?:es?|ed)|twice", r"tripl(?:es?|ed)"),
    (r"husband", r"wife"),
    (r"father", r"mother"),
    (r"sons?", r"daughters?"),
    (r"brothers?", r"sisters?"),
)
_QUARTER = re.compile(r"north|south|east|west")
_NEXT = re.compile(r"\s([a-z]{4,})\b")


def _word(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


_OPPOSITES = [(_word(this), _word(other)) for pair in _PAIRS for this, other in (pair, pair[::-1])]
_SETTING_APART = [
    (_word(this), _word(other), _word("|".join(filter(None, (this, _PRONOUNS.get(this))))))
    for pair in _APART
    for this, other in (pair, pair[::-1])
]
"""What a question sets apart, what it then does not ask of, and what tells of it in a text."""


def opposite(sentence: str, quoted: str) -> str | None:
    """Return a word of the sentence in whose place the quote has one that excludes it.

    A quote may have both quarters of the sky; then the word behind tells: "the south island" over
    "at the south tip of the North Island".
    """
    told, held = folded(sentence), folded(quoted)
    for this, other in _OPPOSITES:
        said = this.search(told)
        if said is None or other.search(told) or not other.search(held):
            continue
        elsewhere = _QUARTER.match(said.group()) and _only_before(
            other, this, told[said.end() :], held
        )
        if elsewhere or not this.search(held):
            return said.group()
    return None


def tells_of_the_other(question: str, text: str) -> bool:
    """Return whether a text tells only of what a question does not ask of.

    Of the men's race, where it asks of the women's.
    """
    apart = _set_apart(question)
    held = folded(text) if apart else ""
    return any(other.search(held) and not telling.search(held) for other, telling in apart)


@lru_cache(maxsize=1)
def _set_apart(question: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return what a question does not ask of, each with what then tells of the asked."""
    asked = folded(question)
    return [
        (other, telling)
        for this, other, telling in _SETTING_APART
        if this.search(asked) and not other.search(asked)
    ]


def _only_before(other: re.Pattern[str], this: re.Pattern[str], behind: str, held: str) -> bool:
    """Return whether the next word of a sentence follows only ``other`` in the quote."""
    following = _NEXT.match(behind)
    if following is None:
        return False
    word = re.escape(following[1])
    return bool(
        re.search(rf"(?:{other.pattern})\s{word}\b", held)
        and not re.search(rf"(?:{this.pattern})\s{word}\b", held)
    )
