"""Whether the clause around a date looks ahead: "will open on Friday", but "said on Friday that …".

The verb nearest before the date in its sentence decides, else the first one behind it. English
verbs; in other languages only the future auxiliaries are known, the rest is taken to be past.
"""

from __future__ import annotations

import re

from index.sentences import LONGEST_SENTENCE

__all__ = ["looks_ahead"]

_VERB = re.compile(
    r"""
    (?P<ahead>
        # the auxiliary with the verb that it governs, which would look past: "will be closed"
        (?:\b(?:will|shall|would|won['’]t|(?-i:may)|might|is\ to|are\ to|was\ to|were\ to|going\ to
            |(?:due|set|expected|scheduled|planned|plans?|hopes?|intends?|likely)\ to)\b
            |['’]ll\b)
        (?:\s+(?:not|also|then|only|again|be|have|been|get|\w+ly))*(?:\s+\w+)?
      | \b(?:scheduled|planned|set|slated|due)\ (?:for|on)\b | \bahead\ of\b
      | \b(?:has|have|given|gave(?:\s+\w+){1,4})\ until\b
      | \b(?:is|are)\ (?:due|expected|planned|scheduled|set|slated)\b | \bkicks\ off\b
      | \b(?:opens|closes|begins|starts|meets|ends|resumes|returns|reopens|expires|travels)\b
      | \btakes\ place\b | \bupcoming\b
      | \b(?:wird|werden|soll|sollen|sera|seront|aura|auront)\b
    )
  | (?P<behind>
        \b(?:was|were|had|has|have|did|said|told|took|made|gave|went|came|began|won|lost|met|saw
          |held|left|fell|rose|found|became|broke|brought|sent|spoke|struck|hit|shot|led|ran|cut
          |put|wrote|got|grew|sold|bought|built|paid|read|stood|drew|set|laid|fed|hid|rang|shut|lay
          |kept|taught|bore|ate|slept|swore|fled|flew|threw|saying|warning|adding|speaking)\b
      | \b\w{3,}ed\b(?<!need)(?<!exceed)(?<!proceed)(?<!hundred)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(]?[A-ZÄÖÜÉ])|\n+|[;:]\s")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` stands with a verb of what is to come."""
    floor = max(0, start - LONGEST_SENTENCE)
    first = max((each.end() for each in _SENTENCE_END.finditer(text, floor, start)), default=floor)
    stop = _SENTENCE_END.search(text, end, end + LONGEST_SENTENCE)
    last = stop.start() if stop else end + LONGEST_SENTENCE
    before = list(_VERB.finditer(text, first, start))
    nearest = before[-1] if before else _VERB.search(text, end, last)
    return nearest is not None and nearest.lastgroup == "ahead"
