"""Markdown with YAML front matter, to plain text: what a reader sees, without the marks."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index.errors import ParseError
from index.sources.dates import find_date
from index.sources.encoding import decode
from index.sources.found import Found
from index.sources.markup import fragment_text
from index.sources.normal import normalise
from index.sources.plaintext import read_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.records import Raw

_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def _words(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if isinstance(each, (str, int)))
    return str(value) if isinstance(value, (int, float, date)) else value


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else find_date(str(value))


Words = Annotated[str | None, BeforeValidator(_words)]


class FrontMatter(BaseModel):
    """The fields that are read of a front matter; others are passed over."""

    model_config = ConfigDict(extra="ignore")

    title: Words = None
    id: Words = None
    author: Words = Field(
        default=None, validation_alias=AliasChoices("author", "authors", "by", "byline")
    )
    source: Words = Field(
        default=None, validation_alias=AliasChoices("source", "publisher", "publication", "site")
    )
    published: Annotated[date | None, BeforeValidator(_day)] = Field(
        default=None, validation_alias=AliasChoices("published", "date", "pubdate")
    )
    url: Words = Field(default=None, validation_alias=AliasChoices("url", "canonical", "link"))
    language: Words = Field(default=None, validation_alias=AliasChoices("language", "lang"))


def parse(raw: Raw) -> Found:
    """Return the article of a Markdown file. Raises ParseError for a broken front matter."""
    # Not normalised yet: two spaces at the end of a line are a line break here.
    text = re.sub(r"\r\n?", "\n", decode(raw.data, raw.charset))
    front, body = split_front_matter(text)
    heading, text = plain_text(body)
    plain = read_plain(normalise(text), title=front.title or heading)
    return Found(
        text=plain.text,
        title=plain.title,
        id=front.id,
        url=front.url or plain.url,
        source=front.source or plain.source,
        author=front.author or plain.author,
        published=front.published or plain.published,
        language=front.language or plain.language,
        credits=plain.credits,
        note=plain.note,
    )


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of ``text`` (empty fields without one) and what follows it."""
    match = _FRONT.match(text)
    if match is None:
        return FrontMatter(), text
    import yaml

    try:
        fields = yaml.safe_load(match[1])
        if not isinstance(fields, dict):
            return FrontMatter(), text
        front = FrontMatter.model_validate({str(key).lower(): fields[key] for key in fields})
    except ValidationError as error:
        where = error.errors()[0]["loc"][0]
        raise ParseError(f"the front matter's {where} is no plain value; correct it") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        what = " ".join(str(getattr(error, "problem", None) or error).split())[:100]
        raise ParseError(f"the front matter is not valid YAML ({what}); correct it") from None
    return front, text[match.end() :]


def plain_text(markdown: str) -> tuple[str | None, str]:
    """Return the heading that opens ``markdown``, if any, and the whole as plain text."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    opens = len(tokens) > 1 and tokens[0].type == "heading_open"
    heading = _inline(tokens[1].children or ()) if opens else None
    return heading, _Writer().write(tokens)


class _Writer:
    """Writes block tokens as text: paragraphs a blank line apart, list items a line each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._in_row = False

    def write(self, tokens: Sequence[Any]) -> str:
        for token in tokens:
            self._block(token)
        return "".join(self._parts).strip()

    def _block(self, token: Any) -> None:
        match token.type:
            case "inline":
                self._line(_inline(token.children or ()))
            case "fence" | "code_block":
                self._line(token.content.rstrip("\n"))
            case "html_block":
                self._line(fragment_text(token.content))
            case "tr_open" | "tr_close" | "table_close":
                self._in_row, self._mark = token.type == "tr_open", ""
                self._parts.append("" if self._in_row else "\n")
            case _:
                self._list(token)

    def _list(self, token: Any) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._parts.append("\n")
            case "list_item_open":
                self._mark = self._next_mark()

    def _line(self, text: str) -> None:
        if self._in_row:
            self._parts.append(self._mark + text)
            self._mark = " | "
        elif text.strip():
            self._parts.append(self._mark + text + ("\n" if self._lists else "\n\n"))
            self._mark = ""

    def _next_mark(self) -> str:
        indent = "  " * (len(self._lists) - 1)
        number = self._lists[-1]
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "


def _inline(tokens: Sequence[Any]) -> str:
    """Return the words of inline tokens: links as their text, images not at all."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)
