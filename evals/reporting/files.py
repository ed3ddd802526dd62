"""A report as files: JSON, from which it can be read again, and a page to look at."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.records import Report
from qa.errors import EvalError
from qa.wire import from_dict

__all__ = [
    "FORMAT",
    "JSON_NAME",
    "PAGE_NAME",
    "read_report",
    "report_json",
    "write_baseline",
    "write_report",
    "write_whole",
]

FORMAT = 1
"""Version of the JSON; raised when a reader of the version before could not understand it."""
JSON_NAME = "report.json"
PAGE_NAME = "report.html"
_SORT = "article-qa evaluation report"


def write_report(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write a report as JSON and as a page into a folder, which is made; return both paths.

    A report that stood there is replaced, each file at once. Raises EvalError where the folder
    cannot be written.
    """
    from evals.reporting.page import page  # it draws: readers do without matplotlib

    paths = folder / JSON_NAME, folder / PAGE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Lone surrogates, of a question typed in another encoding, are kept in JSON alone.
        write_whole(paths[0], report_json(report).encode("utf-8", "surrogatepass"))
        write_whole(paths[1], page(report).encode("utf-8", "replace"))
    except OSError as error:
        raise EvalError(
            f"the report cannot be written to {folder} ({error.strerror}): name another folder"
        ) from None
    return paths


def write_baseline(report: Report, folder: Path) -> Path:
    """Write what later runs are compared with, small enough to be committed; return its path.

    The JSON alone, without traces and without the passages that were found: their scores stay.
    Raises EvalError where the folder cannot be written.
    """
    kept = tuple(
        replace(each, trace=None, answer=each.answer and replace(each.answer, results=()))
        for each in report.results
    )
    content = report_json(replace(report, results=kept)).encode("utf-8", "surrogatepass")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / JSON_NAME, content)
    except OSError as error:
        raise EvalError(
            f"the baseline cannot be written to {folder} ({error.strerror}): name another folder"
        ) from None
    return folder / JSON_NAME


def report_json(report: Report) -> str:
    """Return a report as JSON that says what it is and in which version."""
    content = {"sort": _SORT, "format": FORMAT, "report": report.to_dict()}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_report(path: Path) -> Report:
    """Return the report of a file, or of the folder that it was written to; raise EvalError."""
    file = path / JSON_NAME if path.is_dir() else path
    content = _content(file)
    if not isinstance(content, dict) or content.get("sort") != _SORT:
        raise EvalError(f"{file} is not a report: name a folder that `qa eval` has written")
    if content.get("format") != FORMAT:
        raise EvalError(
            f"{file} has format {content.get('format')}, this version reads {FORMAT}: "
            "run `qa eval` again, or read it with the version that wrote it"
        )
    try:
        return from_dict(Report, content["report"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvalError(f"{file} is damaged ({error}): run `qa eval` again") from None


def _content(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
    except FileNotFoundError:
        raise EvalError(f"there is no report at {file}: `qa eval` writes one") from None
    except OSError as error:
        raise EvalError(f"{file} cannot be read ({error.strerror}): check the path") from None
    except ValueError:
        raise EvalError(f"{file} is not JSON: name a folder that `qa eval` has written") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
