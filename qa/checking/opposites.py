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
    (r"earlier", r"later"),
    (r"faster", r"slower"),
    (r"better", r"worse"),
    (r"best", r"worst"),
    (r"first", r"last"),
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
_OPPOSITES = [
    tuple(re.compile(rf"\b(?:{words})\b") for words in ordered)
    for pair in _PAIRS
    for ordered in (pair, pair[::-1])
]


def opposite(sentence: str, quoted: str) -> str | None:
    """Return a word of the sentence in whose place the quote has one that excludes it."""
    told, held = folded(sentence), folded(quoted)
    for this, other in _OPPOSITES:
        said = this.search(told)
        if said and other.search(held) and not this.search(held) and not other.search(told):
            return said.group()
    return None
