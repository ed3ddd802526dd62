"""One article a line, as JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index.errors import ParseError
from index.sources.dates import find_date
from index.sources.found import Found

if TYPE_CHECKING:
    from index.sources.records import Raw


def _whole(value: Any) -> Any:
    """Drop lone surrogates, which JSON can escape but no text may hold."""
    return re.sub("[\ud800-\udfff]", "", value) if isinstance(value, str) else value


def _some_date(value: Any) -> Any:
    return (find_date(value) or None) if isinstance(value, str) else value


def _some_name(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value) if isinstance(value, int) else _whole(value)


Text = Annotated[str | None, BeforeValidator(_some_name)]


class ArticleLine(BaseModel):
    """The fields that are read of a line; others are passed over."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    text: Annotated[str, BeforeValidator(_whole), Field(min_length=1)]
    title: Text = None
    id: Text = None
    url: Text = None
    source: Text = None
    author: Text = None
    published: Annotated[date | None, BeforeValidator(_some_date)] = Field(
        default=None, validation_alias=AliasChoices("published", "date")
    )
    language: Text = None


def read_line(line: bytes) -> ArticleLine:
    """Return the fields of one line. Raises ParseError that says what is wrong with it."""
    try:
        # Not model_validate_json: that refuses lone surrogates.
        return ArticleLine.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        what = f"{field}: {first['msg']}"
        raise ParseError(f"{what}; a line needs at least a text, as a string") from None
    except (ValueError, RecursionError) as error:
        raise ParseError(f"not JSON ({str(error)[:100]}); one object a line is expected") from None


def parse(raw: Raw) -> Found:
    """Return the article of one line."""
    line = read_line(raw.data)
    return Found(**{name: getattr(line, name) for name in ArticleLine.model_fields})
