"""Plain text for terminals, pipes and screen readers."""

from __future__ import annotations

import json
import shutil
import textwrap
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from index.types import ArticleHeader
    from qa.types import Citation

__all__ = ["counted", "headed", "indented", "plain", "print_json", "say", "the_day"]

_WIDEST = 100
# Marks that turn the direction of what follows, and with it what a line seems to say.
_TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def plain(text: str) -> str:
    """Return text without anything that a terminal would obey: no control or turning characters."""
    return "".join(
        each
        for each in text.replace("\t", " ")
        if each == "\n" or (unicodedata.category(each) not in {"Cc", "Cs"} and each not in _TURNING)
    )


def say(text: str = "") -> None:
    """Print text that may hold anything."""
    typer.echo(plain(text))


def print_json(content: Any) -> None:
    """Print JSON; escape sequences in it are escaped by JSON itself."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def indented(text: str, by: str = "    ") -> str:
    """Return text as indented lines that fit the terminal."""
    width = max(min(shutil.get_terminal_size().columns, _WIDEST), 40)
    lines = plain(text).splitlines()
    wrapped = [textwrap.wrap(line, width - len(by), break_long_words=False) for line in lines]
    return "\n".join(by + line for group in wrapped for line in group)


def counted(count: int, thing: str) -> str:
    """Return a number with its noun: 1 article, 2 articles."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def headed(of: ArticleHeader | Citation) -> str:
    """Return what an article or a quote is known by: its title, publisher and date."""
    return f"{of.title}. {of.source or 'no publisher'}, {the_day(of.published)}."


def the_day(day: date | None) -> str:
    """Return a date as it is read aloud: 19 March 2023."""
    return f"{day.day} {day:%B %Y}" if day else "no date"
