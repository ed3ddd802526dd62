"""The rows of kept conversations: who may change them, their turns, what was removed.

Knows no answer: a turn holds it as JSON, beside the text that is searched. Functions that change
something take the transaction that the caller's checks belong to; times are ISO 8601 in UTC with
microseconds, so that they sort as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from index.database import Database, Row, Transaction

__all__ = [
    "HeaderRow",
    "StoredTurn",
    "add_conversation",
    "any_removed",
    "belongs_to",
    "copy_conversations",
    "count_conversations",
    "count_turns",
    "header_rows",
    "number_of",
    "purge_removed",
    "put_turn",
    "set_removed",
    "set_title",
    "stored_turns",
    "visible_row",
]


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as it lies in the file: ``answer`` and ``filters`` are JSON, ``said`` is searched."""

    question: str
    asked: str
    said: str
    answer: str | None
    filters: str | None
    note: str


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A conversation without its turns; ``title`` is None until somebody gave it one."""

    id: str
    title: str | None
    created: str
    updated: str
    first_question: str
    turns: int


_HEADERS = """
SELECT id, title, created, updated,
    coalesce((SELECT question FROM turns WHERE conversation = number AND position = 0), '')
        AS first_question,
    (SELECT count(*) FROM turns WHERE conversation = number) AS turns
FROM conversations WHERE removed IS NULL
"""
_LIST = """
WITH counted AS MATERIALIZED (
    SELECT conversation, count(*) AS turns,
        max(CASE position WHEN 0 THEN question END) AS first_question
    FROM turns GROUP BY conversation
),
held AS MATERIALIZED (
    SELECT DISTINCT conversation, word.value AS word
    FROM turns CROSS JOIN json_each(:words) AS word
    WHERE instr(casefold(question), word.value) OR instr(casefold(said), word.value)
)
SELECT id, title, created, updated, coalesce(first_question, ''), coalesce(turns, 0)
FROM conversations LEFT JOIN counted ON conversation = number
WHERE removed IS NULL AND owner = :owner
AND NOT EXISTS (
    SELECT 1 FROM json_each(:words) AS word
    WHERE NOT instr(casefold(coalesce(title, '')), word.value)
    AND (number, word.value) NOT IN (SELECT conversation, word FROM held)
)
ORDER BY updated DESC, number DESC
"""
# Each of its tables is read once from end to end, which leaves the answers where they are. To look
# for one conversation in ``turns`` compares rows, and SQLite reads a row whole for that.


# -- reading ---------------------------------------------------------------------------------------


def header_rows(database: Database, owner: bytes, words: Iterable[str] = ()) -> list[HeaderRow]:
    """Return an owner's conversations, changed last first.

    With ``words``, case folded, those alone in whose title, questions and answers each occurs.
    """
    rows = database.rows(_LIST, {"owner": owner, "words": json.dumps(list(words))})
    return [HeaderRow(*row) for row in rows]


def visible_row(database: Database, conversation_id: str) -> HeaderRow | None:
    """Return one conversation of anybody; None where there is none or it was removed."""
    row = database.row(f"{_HEADERS} AND id = ?", (conversation_id,))
    return None if row is None else HeaderRow(*row)


def stored_turns(database: Database, conversation_id: str) -> list[StoredTurn]:
    """Return the turns of a conversation, oldest first."""
    rows = database.rows(
        "SELECT question, asked, said, answer, filters, note FROM turns JOIN conversations"
        " ON conversation = number WHERE id = ? ORDER BY position",
        (conversation_id,),
    )
    return [StoredTurn(*row) for row in rows]


def belongs_to(database: Database, conversation_id: str, owner: bytes) -> bool:
    """Return whether there is a conversation of that id and owner."""
    row = database.row(
        "SELECT 1 FROM conversations WHERE id = ? AND owner = ? AND removed IS NULL",
        (conversation_id, owner),
    )
    return row is not None


def number_of(
    transaction: Transaction, conversation_id: str, owner: bytes, *, removed: bool = False
) -> int | None:
    """Return the row number of an owner's conversation, or of one that was ``removed``."""
    row: Row | None = transaction.execute(
        "SELECT number FROM conversations WHERE id = ? AND owner = ? AND (removed IS NOT NULL) = ?",
        (conversation_id, owner, removed),
    ).fetchone()
    return None if row is None else row["number"]


def count_conversations(transaction: Transaction, owner: bytes) -> int:
    """Return how many conversations an owner has, without those that were removed."""
    return _count(transaction, "conversations WHERE owner = ? AND removed IS NULL", owner)


def count_turns(transaction: Transaction, number: int) -> int:
    """Return how many turns a conversation has."""
    return _count(transaction, "turns WHERE conversation = ?", number)


# -- changing --------------------------------------------------------------------------------------


def add_conversation(transaction: Transaction, conversation_id: str, owner: bytes, at: str) -> int:
    """Add a conversation without turns; return its row number."""
    added = transaction.execute(
        "INSERT INTO conversations (id, owner, created, updated) VALUES (?, ?, ?, ?)",
        (conversation_id, owner, at, at),
    )
    assert added.lastrowid is not None
    return added.lastrowid


def put_turn(
    transaction: Transaction, number: int, position: int, turn: StoredTurn, at: str
) -> None:
    """Write a turn at ``position``, counted from 0; what stood there and after it goes."""
    transaction.execute(
        "DELETE FROM turns WHERE conversation = ? AND position >= ?", (number, position)
    )
    transaction.execute(
        "INSERT INTO turns (conversation, position, question, asked, said, answer, filters, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, position, *astuple(turn)),
    )
    transaction.execute("UPDATE conversations SET updated = ? WHERE number = ?", (at, number))


def update_turn(
    transaction: Transaction, number: int, position: int, turn: StoredTurn, at: str
) -> bool:
    """Write what became of the turn at ``position``; return False where another stands there."""
    became = (turn.said, turn.answer, turn.filters, turn.note)
    changed = transaction.execute(
        "UPDATE turns SET said = ?, answer = ?, filters = ?, note = ?"
        " WHERE conversation = ? AND position = ? AND question = ? AND asked = ?",
        (*became, number, position, turn.question, turn.asked),
    )
    transaction.execute("UPDATE conversations SET updated = ? WHERE number = ?", (at, number))
    return changed.rowcount > 0


def set_title(transaction: Transaction, number: int, title: str) -> None:
    """Give a conversation a title; it keeps its place in the list."""
    transaction.execute("UPDATE conversations SET title = ? WHERE number = ?", (title, number))


def set_removed(transaction: Transaction, number: int, at: str | None) -> None:
    """Hide a conversation from ``at`` on, or show it again (None)."""
    transaction.execute("UPDATE conversations SET removed = ? WHERE number = ?", (at, number))


def any_removed(database: Database, before: str) -> bool:
    """Return whether there is anything that was removed before a time."""
    return database.row("SELECT 1 FROM conversations WHERE removed < ?", (before,)) is not None


def purge_removed(transaction: Transaction, before: str) -> None:
    """Delete for good what was removed before a time."""
    transaction.execute("DELETE FROM conversations WHERE removed < ?", (before,))


def copy_conversations(source: Database, target: Database) -> None:
    """Copy every conversation into a database that has none."""
    with target.transaction() as transaction:
        for table in ("conversations", "turns"):
            for row in source.rows(f"SELECT * FROM {table}"):
                places = ", ".join("?" * len(row))
                transaction.execute(
                    f"INSERT INTO {table} ({', '.join(row.keys())}) VALUES ({places})", tuple(row)
                )


def _count(transaction: Transaction, rows: str, value: bytes | int) -> int:
    counted: Row = transaction.execute(f"SELECT count(*) FROM {rows}", (value,)).fetchone()
    count: int = counted[0]
    return count
