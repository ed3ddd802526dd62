"""The log of adding: which sources came in or failed lately, when and why.

A failure stands until its source is read again: what becomes of it then takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from index.database import Database, Row, Transaction
from index.types import AddItem, json_ready

__all__ = [
    "MAX_ADDITIONS",
    "Addition",
    "Logged",
    "Standing",
    "carry_over",
    "last_additions",
    "log_additions",
]

Logged = Literal["added", "updated", "failed"]

MAX_ADDITIONS = 500
"""Failures that are kept, and as many of what came in; older ones are forgotten."""

_PRUNE = """
DELETE FROM additions WHERE number IN (
    SELECT number FROM additions WHERE (outcome = 'failed') = ?
    ORDER BY number DESC LIMIT -1 OFFSET ?
)
"""


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one source: an article is new or changed, or it failed for a reason.

    ``at`` is in UTC. ``source`` is the path or URL that was read, or what it was called instead;
    a failed one has an ``article_id`` where it was to renew a stored article.
    """

    at: datetime
    outcome: Logged
    source: str
    article_id: str | None = None
    title: str = ""
    reason: str | None = None

    @classmethod
    def of(cls, at: datetime, outcome: Logged, item: AddItem) -> Addition:
        """Return the entry for an item of a report."""
        return cls(at, outcome, item.source, item.article_id, item.title, item.reason)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; the time as ISO 8601."""
        return json_ready(self)


class Standing:
    """The failures that stood when a run of adding began, by what makes them obsolete.

    An entry of a list (``feed#entry``) fails under its list's name and may come in under its own,
    so a failure is known by all three.
    """

    def __init__(self, database: Database) -> None:
        rows = database.rows("SELECT number, source FROM additions WHERE outcome = 'failed'")
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)
        for row in rows:
            listed_in, _, entry = row["source"].partition("#")
            for name in {row["source"], listed_in, entry} - {""}:
                self._numbers[name].add(row["number"])

    def obsolete(self, sources: Iterable[str]) -> set[int]:
        """Return the numbers of the failures that end with these sources being read again."""
        names = {name for source in sources for name in (source, source.partition("#")[0])}
        return set().union(*(self._numbers.pop(name, set()) for name in names))


def log_additions(
    connection: Transaction, additions: Iterable[Addition], obsolete: Iterable[int] = ()
) -> None:
    """Write what became of sources, and forget failures that no longer stand."""
    connection.executemany(
        "DELETE FROM additions WHERE number = ?", [(number,) for number in obsolete]
    )
    connection.executemany(
        "INSERT INTO additions (at, outcome, source, article_id, title, reason)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [_row_of(each) for each in additions],
    )
    connection.executemany(_PRUNE, [(failed, MAX_ADDITIONS) for failed in (0, 1)])


def last_additions(database: Database, limit: int, outcome: Logged | None = None) -> list[Addition]:
    """Return the last entries, newest first, of one outcome where it is given."""
    rows = database.rows(
        "SELECT * FROM additions WHERE outcome = coalesce(?, outcome) ORDER BY number DESC LIMIT ?",
        (outcome, limit),
    )
    return [_addition_of(row) for row in rows]


def carry_over(old: Database, new: Database) -> None:
    """Give the articles of a folder that was made again their times, and it the log, of the old."""
    times = old.rows("SELECT added, id FROM articles")
    log = reversed(last_additions(old, 2 * MAX_ADDITIONS))
    with new.transaction() as connection:
        connection.executemany("UPDATE articles SET added = ? WHERE id = ?", map(tuple, times))
        connection.execute("DELETE FROM additions")
        log_additions(connection, log)


def _row_of(addition: Addition) -> tuple[Any, ...]:
    return (
        addition.at.isoformat(),
        addition.outcome,
        _storable(addition.source),
        addition.article_id,
        _storable(addition.title),
        addition.reason and _storable(addition.reason),
    )


def _addition_of(row: Row) -> Addition:
    return Addition(
        at=datetime.fromisoformat(row["at"]),
        outcome=row["outcome"],
        source=row["source"],
        article_id=row["article_id"],
        title=row["title"],
        reason=row["reason"],
    )


def _storable(text: str) -> str:
    """Return a text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode()
