"""Whether a question wants the newest, and as of when an answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from qa.types import Citation

__all__ = ["as_of", "newest_wanted"]

_REPEATED = (
    "time|elections?|vote|census|count|survey|poll|report|figures?|update|meeting|summit|budget"
    "|session|match|game|final|championship|tournament|world\\s+cup|olympics|earthquake|eruption"
    "|flood|storm|outbreak|attack|strike|launch|mission|visit|review|cut|rise|increase|decision"
)
"""What happens again and again, so that "the last" of it is the most recent one."""
_NEWEST = re.compile(
    rf"""
      \b(?:most\s+recent|newest|recently|nowadays|these\s+days|at\s+(?:present|the\s+moment)
        |so\s+far|to\s+date|as\s+of\s+(?:now|today)|currently|right\s+now)\b
    | (?<!\bat\ the\ )\blatest\b
    | \bat\ the\ latest\s+(?=[a-z])
    | (?<!electric\ )(?<!electrical\ )(?<!alternating\ )(?<!direct\ )(?<!ocean\ )(?<!then\ )
      (?<!then-)\bcurrent\s+(?!(?:in|of|through|flows?|is|was|at|accounts?|affairs|and|or)\b)\w
    | \bthe\s+last\s+(?:{_REPEATED})\b(?!\s+(?:of|before|ever)\b)
    | ^\W*when\b.*(?<!the\ )\blast\s+(?!(?:at|by|for|from|in|name|of|on|to|until)\b)[a-z]
    | \b(?:aktuell\w*|derzeit\w*|zurzeit|momentan|neuest\w+|actuel\w*)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# With a capital it is a title: USA Today, Apocalypse Now.
_NOW = re.compile(r"\b(?:now(?!\s+(?:or\s+never|that)\b)|today(?:['’]s)?|heute|jetzt)\b")
_NOT_MOVING = "a the stand stands stood standing sit sits lie lies hold holds keep keeps be".split()
_STILL = re.compile(
    rf"\b{''.join(f'(?<!{word} )' for word in _NOT_MOVING)}still\b"
    r"(?!\s+(?:life|waters?|images?|photos?|pictures?|frames?|birth|from)\b)"
)
_PAST = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)


def newest_wanted(question: str) -> bool:
    """Return whether a question says that it wants the newest: latest, current, now, still.

    Its answer then has to say as of when it holds. Present tense alone ("Who owns it?") is not
    enough: most of what is asked so does not change.
    """
    if _NEWEST.search(question):
        return True
    present = not _PAST.search(question)
    return present and bool(_NOW.search(question) or _STILL.search(question))


def as_of(citations: Iterable[Citation]) -> date | None:
    """Return the newest day of publication among what is cited; None if no article has one."""
    return max((each.published for each in citations if each.published), default=None)
