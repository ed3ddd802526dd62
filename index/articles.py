"""Articles and passages as rows: what one transaction writes and reads of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from index.copies import bands
from index.database import Database, Row, Transaction
from index.stories import hand_over_story, join_story
from index.types import Article, ArticleHeader, Passage, as_date
from index.vectors import VectorEntry

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "HEADER_COLUMNS",
    "Change",
    "EmbeddedPassage",
    "StoredPassage",
    "article_from",
    "delete_article",
    "embedded_from",
    "hash_of_articles",
    "header_from",
    "insert_article",
    "load_passages",
    "vector_entries",
]

_HASHED = "id, title, url, source, author, published, language, copy_of, content_hash"
HEADER_COLUMNS = (
    "a.id, a.title, a.url, a.source, a.author, a.published, a.language, a.copy_of, a.added"
)
"""What ``header_from`` reads of ``articles a``, without the texts."""


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage ready to be stored; sentence spans are offsets in the article's text.

    ``vector`` has shape (dimension,), ``sentence_vectors`` (sentences, dimension), all unit length.
    ``number`` is the one that it had before, where it is brought back.
    """

    start: int
    end: int
    vector: NDArray[np.float32]
    sentences: tuple[tuple[int, int], ...]
    sentence_vectors: NDArray[np.float32]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An article ready to be stored, and the stored one whose place it takes.

    ``signature`` is that of ``index.copies``; ``number`` is the place that the article had in the
    order of adding, where it is brought back.
    """

    old: Article | None
    article: Article
    signature: bytes
    passages: Sequence[EmbeddedPassage]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it was stored, with the header of its article."""

    number: int
    passage: Passage
    article: ArticleHeader
    vector: NDArray[np.float32]
    sentences: tuple[tuple[int, int], ...]
    sentence_vectors: NDArray[np.float32]


def insert_article(connection: Transaction, change: Change) -> list[VectorEntry]:
    """Write an article, its passages and its full-text entries; return what Chroma must add.

    ``copy_of`` may name any copy of the story: which of them is the original is decided here.
    """
    article = change.article
    connection.execute(
        "INSERT INTO articles (number, id, title, text, url, source, author, published, language,"
        " content_hash, credits, note, origin, signature, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            change.number,
            article.id,
            article.title,
            article.text,
            article.url,
            article.source,
            article.author,
            article.published.isoformat() if article.published else None,
            article.language,
            article.content_hash,
            json.dumps(article.credits),
            article.note,
            article.origin,
            change.signature,
            article.added.isoformat() if article.added else None,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO bands (band, article_id) VALUES (?, ?)",
        [(band, article.id) for band in bands(change.signature)],
    )
    join_story(connection, article.id, article.copy_of)
    return [
        _insert_passage(connection, article, position, passage)
        for position, passage in enumerate(change.passages)
    ]


def _insert_passage(
    connection: Transaction, article: Article, position: int, passage: EmbeddedPassage
) -> VectorEntry:
    number = connection.execute(
        "INSERT INTO passages (number, article_id, position, start, end, vector, sentences,"
        " sentence_vectors) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            passage.number,
            article.id,
            position,
            passage.start,
            passage.end,
            passage.vector.astype(np.float32).tobytes(),
            np.array(passage.sentences, np.int32).tobytes(),
            passage.sentence_vectors.astype(np.float16).tobytes(),
        ),
    ).lastrowid
    assert number is not None
    connection.execute(
        "INSERT INTO passages_text (rowid, title, text, about) VALUES (?, ?, ?, ?)",
        (number, article.title, article.text[passage.start : passage.end], _about(article)),
    )
    return _entry(number, passage.vector, article.header)


def delete_article(connection: Transaction, article: Article) -> list[int]:
    """Delete an article and everything that hangs on it; return its passage numbers."""
    rows = connection.execute(
        "SELECT number, start, end FROM passages WHERE article_id = ?", (article.id,)
    ).fetchall()
    # a contentless FTS5 table must be told the text that it is to forget
    connection.executemany(
        "INSERT INTO passages_text (passages_text, rowid, title, text, about)"
        " VALUES ('delete', ?, ?, ?, ?)",
        [
            (row["number"], article.title, article.text[row["start"] : row["end"]], _about(article))
            for row in rows
        ],
    )
    hand_over_story(connection, article.id)
    connection.execute("DELETE FROM articles WHERE id = ?", (article.id,))
    return [row["number"] for row in rows]


def article_from(row: Row) -> Article:
    """Return the article of a row of ``articles``."""
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        url=row["url"],
        source=row["source"],
        author=row["author"],
        published=as_date(row["published"]),
        language=row["language"],
        content_hash=row["content_hash"],
        credits=tuple(json.loads(row["credits"])),
        note=row["note"],
        origin=row["origin"],
        copy_of=row["copy_of"],
        added=_time(row["added"]),
    )


def header_from(row: Row) -> ArticleHeader:
    """Return the header of a row of ``articles``, with or without the other columns."""
    return ArticleHeader(
        id=row["id"],
        title=row["title"],
        url=row["url"],
        source=row["source"],
        author=row["author"],
        published=as_date(row["published"]),
        language=row["language"],
        copy_of=row["copy_of"],
        added=_time(row["added"]),
    )


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def hash_of_articles(database: Database) -> str:
    """Return a short hash of every article, equal for equal articles whatever their folder."""
    digest = hashlib.sha256()
    for row in database.rows(f"SELECT {_HASHED} FROM articles ORDER BY id"):
        digest.update(json.dumps(list(row)).encode())
    return digest.hexdigest()[:12]


def load_passages(
    database: Database, numbers: Iterable[int], dimension: int
) -> dict[int, StoredPassage]:
    """Return stored passages by number; numbers that are gone are left out."""
    wanted = list(numbers)
    rows = database.rows(
        f"SELECT p.number, p.article_id, p.position, p.start, p.end, p.vector, p.sentences,"
        f" p.sentence_vectors, substr(a.text, p.start + 1, p.end - p.start) AS passage_text,"
        f" {HEADER_COLUMNS}"
        f" FROM passages p JOIN articles a ON a.id = p.article_id"
        f" WHERE p.number IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    return {row["number"]: _stored(row, dimension) for row in rows}


def _stored(row: Row, dimension: int) -> StoredPassage:
    kept = embedded_from(row, dimension)
    return StoredPassage(
        number=row["number"],
        passage=Passage(
            id=f"{row['article_id']}:{row['position']}",
            article_id=row["article_id"],
            text=row["passage_text"],
            start=kept.start,
            end=kept.end,
            position=row["position"],
        ),
        article=header_from(row),
        vector=kept.vector,
        sentences=kept.sentences,
        sentence_vectors=kept.sentence_vectors,
    )


def embedded_from(row: Row, dimension: int) -> EmbeddedPassage:
    """Return the passage of a row of ``passages`` as it was stored."""
    spans = np.frombuffer(row["sentences"], np.int32).reshape(-1, 2).tolist()
    vectors = np.frombuffer(row["sentence_vectors"], np.float16).reshape(-1, dimension)
    return EmbeddedPassage(
        start=row["start"],
        end=row["end"],
        vector=np.frombuffer(row["vector"], np.float32),
        sentences=tuple((start, end) for start, end in spans),
        sentence_vectors=vectors.astype(np.float32),
        number=row["number"],
    )


def vector_entries(rows: Iterable[Row]) -> list[VectorEntry]:
    """Return what Chroma holds of rows that join passages with their articles."""
    return [
        _entry(row["number"], np.frombuffer(row["vector"], np.float32), header_from(row))
        for row in rows
    ]


def _entry(number: int, vector: NDArray[np.float32], article: ArticleHeader) -> VectorEntry:
    return VectorEntry(
        number=number,
        vector=vector,
        article_id=article.id,
        source=article.source.casefold(),
        author=(article.author or "").casefold(),
        language=(article.language or "").casefold(),
        published=article.published.toordinal() if article.published else 0,
    )


def _about(article: Article) -> str:
    """Return what else an article is found by: publisher, author, the sources that it names."""
    return " ".join(filter(None, (article.source, article.author, *article.credits)))
