"""What stands at the end of an article but is not its body: sources named, an author's note.

Deliberately timid. Only the last lines are looked at, only wording that bodies do not use counts,
and a person whom the story itself mentions is never taken for its author.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.sources.names import NAME, NAMES, ROLE

_CREDIT = re.compile(r"(?:sources?|via|credits?)\s*[:\uff1a]\s*(?P<name>\S.{0,119})", re.IGNORECASE)
_NO_NAME = r"(?:The|This|That|These|Those|Our|My|His|Her|Their|Its?|An?|No|All|Some) "
_IS_A = re.compile(
    rf"(?:(?i:about the author)\s*[:\u2013\u2014-]?\s*)?(?!{_NO_NAME})(?P<name>{NAME}),?"
    rf"(?: (?:is|was)(?: an?| the| our| one of)? (?i:{ROLE})\b|"
    r" (?:covers|writes (?:about|on|for)|reports (?:on|from|for)|"
    r"has (?:covered|written|reported))\b)"
)
_BIO = re.compile(
    r"\b(?:(?:s?he|they) (?:writes?|covers?|reports?|speciali[sz]|focus|has (?:written|covered)|"
    r"previously|joined|holds|lives|is known for)|writes (?:on|about|for)|covering|"
    r"cover(?:s|ed) |reports? on|reporting on|based in|author of|contribut|"
    r"follow (?:him|her|them|on)|can be (?:reached|found)|(?:his|her) articles|"
    r"(?:reach|e-?mail|contact) (?:him|her|them)|"
    r"(?:journalist|reporter|editor|correspondent) (?:at|for|of|with)|on twitter|on x\b)|"
    r"(?:^|\s)@\w{3,}",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:arrest|kill|died|dead|accus|charged|sentenc|jail|prison|detain|wound|testif|said|told|"
    r"lawsuit|court|murder|abduct|missing|whose)\w*",
    re.IGNORECASE,
)
_WORKED = re.compile(
    r"\(?(?i:(?:additional |further )?(?:reporting|writing|editing) by|"
    rf"with (?:reporting|files) (?:by|from)) (?P<name>{NAMES})"
    r"(?:[;,.)]| in | from |$).*",
    re.DOTALL,
)
_SIGN_OFF = re.compile(
    rf"[\u2014-]*\s*(?:(?P<name>{NAME}) can be reached at .*|"
    rf"(?:[Rr]each|[Cc]ontact) (?:(?:the )?(?:author|reporter|writer) )*(?:{NAME}|him|her|them)?"
    r" ?(?:at|on|by|via) .*|"
    r"Follow .*(?:@\w|\b(?:on|at) (?:X|Twitter|Bluesky|Facebook|Instagram)\b).*|"
    r"(?:Contribut(?:ing|or|ors)|Contributed by): .*|[^.!?]{3,120} contributed(?: reporting)?"
    r"(?: (?:to|from|for) (?:this|the) (?:report|story|article))?\.)",
    re.DOTALL,
)
"""How to reach the author, and who else worked on it."""
_BOILERPLATE = re.compile(
    r"(?:\(?(?:c\)|©|copyright\b).{0,200}|(?:[^.]{0,80})?all rights reserved\.?.{0,100}|"
    r"(?:this (?:article|story|piece) (?:was|is|has been)(?: \w+){0,3} (?:published|republished|"
    r"syndicated|produced|written)|(?:editor|author|publisher)[\u2019']?s? note\s*(?=:)|"
    r"the views expressed in this)\b.{0,600})",
    re.IGNORECASE | re.DOTALL,
)
_MAX_ENDINGS = 30
_MAX_NOTE, _MAX_SIGN_OFF = 900, 300


@dataclass(frozen=True, slots=True)
class Ending:
    """A body and what stood after it. ``author`` is the name in the note, where it gives one."""

    body: str
    credits: tuple[str, ...] = ()
    note: str | None = None
    author: str | None = None


def set_apart(text: str, author: str | None = None) -> Ending:
    """Split the end of ``text`` off: ``Source:`` lines, an author's note, agency sign-offs.

    ``author`` is a byline already known, whose note needs less proof. A body always remains.
    """
    body, credited, notes = text, [], []
    names: list[str] = []
    for _ in range(_MAX_ENDINGS):
        head, tail = _last_lines(body)
        if not head.strip():
            break
        if credit := _CREDIT.fullmatch(tail.strip()):
            credited.append(credit["name"].strip())
        elif (name := note_author(tail, head, author)) is not None:
            notes.append(tail.strip())
            names.append(name)
        else:
            break
        body = head
    if not credited and not notes:
        return Ending(text)
    note = "\n\n".join(reversed(notes)) or None
    named = ", ".join(dict.fromkeys(name for name in reversed(names) if name)) or None
    return Ending(body.rstrip(), tuple(reversed(credited)), note, named)


def note_author(paragraph: str, before: str, author: str | None = None) -> str | None:
    """Return the author whom a closing note names, "" for a note that names none, None otherwise.

    ``before`` is the text that precedes it, ``author`` the byline, if known.
    """
    line = " ".join(paragraph.split())
    if not line or len(line) > _MAX_NOTE:
        return None
    if worked := _WORKED.fullmatch(line):
        return worked["name"]
    if len(line) <= _MAX_SIGN_OFF and (signed := _SIGN_OFF.fullmatch(line)):
        return signed["name"] or ""
    if _BOILERPLATE.fullmatch(line):
        return ""
    if author and _tells_of(author, line, before):
        return author
    match = _IS_A.match(line)
    if match is None:
        return None
    name = match["name"]
    if author and name.casefold() in author.casefold():
        return name
    surname = re.escape(name.split()[-1])
    mentioned = re.search(rf"\b{surname}\b", before)
    return None if mentioned or _STORY.search(line) or not _BIO.search(line) else name


def _tells_of(author: str, line: str, before: str) -> bool:
    """Return whether a closing paragraph tells who the known author is, and the body never does."""
    told = re.match(rf"{re.escape(author)},? (?:is|was|has|writes|covers|reports|teaches)\b", line)
    return bool(told) and author.casefold() not in before.casefold()


def _last_lines(text: str) -> tuple[str, str]:
    """Split off the last unit: a lone line, or a hard-wrapped paragraph as a whole."""
    text = text.rstrip()
    head, _, line = text.rpartition("\n")
    if _CREDIT.fullmatch(line.strip()):
        return head, line
    block = text.rpartition("\n\n")[2]
    wrapped = all(_ is not None and len(_) < 100 for _ in block.split("\n"))  # noqa: PLR2004 (columns)
    if wrapped and not head.rstrip(" ").endswith((".", "!", "?", "”", '"', ")", "\n")):
        return text[: len(text) - len(block)], block
    return head, line
