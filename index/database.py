"""The SQLite file that is the truth: connection, schema, manifest, transactions.

The only module that knows sqlite3. Everything about an article (text, passages, vectors, full-text
index) changes in one transaction; ``synchronous=FULL`` makes an acknowledged article survive a kill
or a power cut. Each thread has a connection of its own; one thread writes at a time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index.errors import StoreDamaged, StoreError, StoreFull, StoreMismatch

__all__ = ["Database", "Row", "Transaction"]

Row = sqlite3.Row
Transaction = sqlite3.Connection

_ARTICLES = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    url          TEXT,
    source       TEXT NOT NULL,
    author       TEXT,
    published    TEXT,
    language     TEXT,
    content_hash TEXT NOT NULL,
    credits      TEXT NOT NULL,
    note         TEXT,
    origin       TEXT,
    copy_of      TEXT REFERENCES articles (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    signature    BLOB NOT NULL
);
CREATE INDEX articles_by_content ON articles (content_hash);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_story ON articles (copy_of);

CREATE TABLE passages (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id       TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position         INTEGER NOT NULL,
    start            INTEGER NOT NULL,
    end              INTEGER NOT NULL,
    vector           BLOB NOT NULL,
    sentences        BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL,
    UNIQUE (article_id, position)
);

CREATE VIRTUAL TABLE passages_text USING fts5 (
    title, text, about, content='', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TABLE origins (
    origin      TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    article_ids TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bands (
    band       BLOB NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
) WITHOUT ROWID;
CREATE INDEX bands_by_article ON bands (article_id);
"""
_FEEDBACK = """
CREATE TABLE feedback (
    trace_id  TEXT PRIMARY KEY,
    rated     TEXT NOT NULL,
    rating    TEXT NOT NULL,
    question  TEXT NOT NULL,
    answer    TEXT NOT NULL,
    comment   TEXT NOT NULL,
    abstained INTEGER NOT NULL,
    history   TEXT NOT NULL,
    citations TEXT NOT NULL,
    filters   TEXT
) WITHOUT ROWID;
"""
_CONVERSATIONS = """
CREATE TABLE conversations (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL UNIQUE,
    owner   BLOB NOT NULL,
    title   TEXT,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    removed TEXT
);
CREATE INDEX conversations_by_owner ON conversations (owner, updated);

CREATE TABLE turns (
    conversation INTEGER NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    question     TEXT NOT NULL,
    asked        TEXT NOT NULL,
    said         TEXT NOT NULL,
    answer       TEXT,
    filters      TEXT,
    note         TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;
"""
_ADDITIONS = """
ALTER TABLE articles ADD COLUMN added TEXT;

CREATE TABLE additions (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    source     TEXT NOT NULL,
    article_id TEXT,
    title      TEXT NOT NULL,
    reason     TEXT
);
"""
_STEPS = (_ARTICLES, _FEEDBACK, _CONVERSATIONS, _ADDITIONS)
"""What each schema version adds to the one before, so that an older file catches up when opened."""
SCHEMA_VERSION = len(_STEPS)


class Database:
    """One SQLite file. Reading is possible from any thread, also while another one writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()
        with self._translated():
            self._prepare()

    def rows(self, sql: str, values: Iterable[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """Return every row of a query."""
        with self._translated():
            parameters = values if isinstance(values, Mapping) else tuple(values)
            return self._connection().execute(sql, parameters).fetchall()

    def row(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Run the block as one transaction: all of it is stored, or nothing of it."""
        with self._writing, self._translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def manifest(self) -> dict[str, str]:
        """Return what the folder was made with, and its corpus version."""
        return {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM manifest")}

    def backup(self, path: Path) -> None:
        """Write a consistent copy to ``path``, also while articles are being added.

        Raises StoreError where nothing, or something else, can be written there.
        """
        if path.exists() and path.samefile(self._path):
            raise StoreError(f"{path} holds the articles themselves: name another file")
        with closing(_writable(path)) as target, self._translated():
            self._connection().backup(target)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=30
        )
        connection.row_factory = Row
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # Debian's default, not that of others
        self._local.connection = connection
        with self._guard:
            self._open.append(connection)
        return connection

    def _prepare(self) -> None:
        connection = self._connection()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StoreMismatch(
                f"{self._path} has schema {version}, this version reads {SCHEMA_VERSION}: "
                "use the version of qa that wrote it, or add the articles to a new QA_DATA_DIR"
            )
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError(damage)
        for made, step in enumerate(_STEPS[version:], version + 1):
            connection.executescript(f"BEGIN;{step};PRAGMA user_version={made};COMMIT;")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _operational(error, self._path) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise StoreDamaged(
                f"{self._path} is damaged ({error}): restore a backup with `qa restore`, "
                "or move the folder away and add the articles again"
            ) from error


def _casefold(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def _writable(path: Path) -> sqlite3.Connection:
    """Open a file that a backup may be written to: a new one, or an earlier backup."""
    target = None
    try:
        target = sqlite3.connect(path, isolation_level=None, timeout=1)
        target.execute("BEGIN IMMEDIATE")
        target.execute("ROLLBACK")
    except sqlite3.Error as error:
        if target is not None:
            target.close()
        raise StoreError(
            f"no backup can be written to {path} ({error}): name a new file, or an earlier backup, "
            "in a folder that is there and can be written"
        ) from error
    return target


def _operational(error: sqlite3.OperationalError, path: Path) -> StoreError:
    reason = str(error)
    if "full" in reason or "disk I/O" in reason:
        return StoreFull(
            f"no space is left for {path} ({reason}): free some space, then add again; "
            "what was added before is safe"
        )
    return StoreError(f"{path} cannot be used ({reason}): check that the folder can be written")
