"""What a person's name and a journalist's role look like in a byline."""

from __future__ import annotations

import re

_PARTICLES = "al|bin|da|de|del|della|der|di|dos|du|el|ibn|la|le|st|ten|ter|van|von|y"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_WORD = rf"(?:{_CAPITAL}[\w\u2019'.-]*)"
NAME = rf"{_WORD}(?: (?:(?:{_PARTICLES})[ -])*{_WORD}){{1,3}}"
"""Two to four capitalised words, particles such as ``van der`` between; a regular expression."""

NAMES = rf"{NAME}(?:(?:, | and | & |, and ){NAME}){{0,5}}"

_JOB = (
    r"(?:journalist|reporter|correspondent|editor|writer|columnist|author|contributor|producer|"
    r"critic|analyst|researcher|blogger|broadcaster|commentator|fellow|professor|lecturer|"
    r"photographer|freelancer|intern|staff|novelist|historian)"
)
ROLE = rf"(?:(?!of |who|married )[\w'\u2019,&-]+ ){{0,6}}{_JOB}"
"""A role, up to six words before it; a regular expression, to be matched without case."""

_NAMED_ROLE = re.compile(rf",(?: and)?(?: [\w'\u2019-]+){{0,3}} {_JOB}s?$", re.IGNORECASE)
_BYLINE = re.compile(
    rf"(?:(?:[Ww]ritten |[Ss]tory |[Rr]eported )?(?:[Bb]y|BY):? )({NAMES})"
    rf"(?:(?:,| in| at| for| \||;| [\u2013\u2014-]) .{{1,80}})?"
)
_SIGNED = re.compile(rf"({NAME})(?:, | \| | [\u2013\u2014-] )((?i:{ROLE}))\b.{{0,60}}")


def byline(line: str) -> str | None:
    """Return the author of a line that is a byline: ``By Jane Doe``, ``Jane Doe, Reporter``."""
    line = " ".join(line.split())
    if len(line) > 150 or line.endswith((".", "?", "!")):  # noqa: PLR2004 (a sentence, not a byline)
        return None
    match = _BYLINE.fullmatch(line) or _SIGNED.fullmatch(line)
    return _NAMED_ROLE.sub("", match[1]) if match else None
