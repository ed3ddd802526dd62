"""Paths of the server's machine, as others than its user are shown them: by their last names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from qa.assistant import Status

__all__ = ["named", "without_paths"]

_WEB = re.compile(r"https?://", re.IGNORECASE)


def named(source: str) -> str:
    """Return a URL as it is, a file by its last name; an entry of a list keeps its ``#`` and id.

    What stands behind a ``#`` and could be a path, since folders may have it in their names, is
    cut to its last name too.
    """
    if _WEB.match(source):
        return source
    path, mark, entry = source.partition("#")
    if "/" in entry and not _WEB.match(entry):
        return PurePath(source).name
    return PurePath(path).name + mark + entry


def without_paths(status: Status) -> Status:
    """Return a status with the last names of the data folder and of a model file."""
    last = PurePath(status.data_dir).name
    model = named(status.model) if status.model_server == "embedded" else status.model
    return replace(status, data_dir=last, model=model)
