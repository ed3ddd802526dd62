"""What could not be added lately: each source with its reason and time, and "Try again"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import PurePath

from index.additions import Addition
from qa.ui.library.jobs import Job
from qa.ui.markup import Html, named_date, safe_url, tag

__all__ = ["SHOWN_FAILURES", "failures_html", "job_again"]

SHOWN_FAILURES = 50
"""Failures that are shown, the newest ones; the others are counted."""


def failures_html(failures: Sequence[Addition], zone: tzinfo | None = None) -> Html:
    """Return the failures, times in ``zone``, by default that of this machine."""
    rows = [_row(each, zone) for each in failures[:SHOWN_FAILURES]]
    more = len(failures) - SHOWN_FAILURES
    rows += [tag("li", f"and {more} before them")] if more > 0 else []
    return tag("ul", *rows) if rows else Html()


def job_again(failures: Sequence[Addition], source: str) -> Job | None:
    """Return the job that tries a source again; None when it is none of the failures, or no URL.

    A click brings the source back from the browser; nothing else than what has failed is fetched.
    """
    failed = next((each for each in failures if each.source == source), None)
    if failed is None or not safe_url(_address(source)):
        return None
    return Job(_address(source), article_id=failed.article_id)


def _address(source: str) -> str:
    """Return what is to be fetched; an entry of a feed is called ``feed#entry``."""
    return source.partition("#")[0]


def _row(failure: Addition, zone: tzinfo | None) -> Html:
    name = failure.title or _shown(failure.source)
    return tag(
        "li",
        tag("bdi", name, class_="label"),
        tag("span", failure.reason or "failed", dir="auto", class_="reason"),
        tag("span", *_time(failure.at, zone), class_="state"),
        _again(failure.source, name),
    )


def _shown(source: str) -> str:
    """Return a URL whole and a file by its name: where it lay is nobody's business on the page."""
    return source if safe_url(_address(source)) else PurePath(source).name or source


def _time(at: datetime, zone: tzinfo | None) -> tuple[Html, str]:
    local = at.astimezone(zone)
    return named_date(local.date()), f", {local:%H:%M}"


def _again(source: str, name: str) -> Html:
    if not safe_url(_address(source)):
        return Html()
    return tag(
        "button",
        "Try again",
        type="button",
        aria_label=f"Try again: {name}",
        data_do="again",
        data_id=source,
        data_event="retry",
    )
