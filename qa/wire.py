"""Records from JSON, exactly as they were before ``to_dict``.

Driven by the fields and types of the dataclasses themselves, so that a new field needs no change
here. Knows dataclasses, tuples, dictionaries, dates, times, literals, plain and optional values.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["from_dict"]

Record = TypeVar("Record")


def from_dict(kind: type[Record], content: dict[str, Any]) -> Record:
    """Return the record of class ``kind`` that ``content`` was made from.

    Fields that are absent keep their defaults, names that the class lacks are ignored, so that
    neighbouring versions understand each other. Raises TypeError or ValueError otherwise.
    """
    hashable: Any = kind
    types_of = _types(hashable)
    known = {name: _value(types_of[name], content[name]) for name in types_of if name in content}
    return kind(**known)


@cache
def _types(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(_present(kind), value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin is dict:
        return {key: _value(get_args(kind)[1], each) for key, each in value.items()}
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and is_dataclass(kind):
        return from_dict(kind, value)
    return value


def _tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], each) for each in values)
    return tuple(_value(kind, each) for kind, each in zip(kinds, values, strict=True))


def _present(kind: Any) -> Any:
    """Return the type beside None."""
    return next(each for each in get_args(kind) if each is not type(None))
