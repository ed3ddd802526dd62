"""Words that exclude each other: a sentence that says one where its quote says only the other."""

from __future__ import annotations

import re

from qa.checking.facts import folded

__all__ = ["opposite"]

_UP = r"ris(?:es?|en|ing)|rose|increas(?:es?|ed|ing)|gr(?:ows?|ew|own|owing)|gain(?:s|ed)?"
_DOWN = (
    r"falls?|fell|fallen|falling|decreas(?:es?|ed|ing)|drop(?:s|ped)?|declin(?:es?|ed|ing)"
    r"|shr[aiu]nk\w*|slowed|los[et]\w?"
)
_PAIRS = (
    (_UP, _DOWN),
    (r"more", r"fewer|less"),
    (r"higher", r"lower"),
    (r"highest", r"lowest"),
    (r"larger|bigger|greater", r"smaller"),
    (r"largest|biggest", r"smallest"),
    (r"longer", r"shorter"),
    (r"older", r"younger"),
    (r"oldest", r"youngest"),
    (r"newest|latest", r"oldest|earliest"),
    (r"newer", r"older"),
    (r"earlier", r"later"),
    (r"faster", r"slower"),
    (r"better", r"worse"),
    (r"best", r"worst"),
    (r"first", r"last"),
    (r"maximum", r"minimum"),
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
    (r"m[ae]n", r"wom[ae]n"),
)
_QUARTER = re.compile(r"north|south|east|west")
_NEXT = re.compile(r"\s([a-z]{4,})\b")
_OPPOSITES = [
    tuple(re.compile(rf"\b(?:{words})\b") for words in ordered)
    for pair in _PAIRS
    for ordered in (pair, pair[::-1])
]


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
