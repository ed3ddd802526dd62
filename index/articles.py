"""Articles and passages as rows: what one transaction writes and reads of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.copies import bands
from index.database import Database, Row, Transaction
from index.types import Article, ArticleHeader, Filters, Passage, as_date
from index.vectors import VectorEntry

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "EmbeddedPassage",
    "StoredPassage",
    "article_from",
    "delete_article",
    "filter_clause",
    "hash_of_articles",
    "header_from",
    "insert_article",
    "load_passages",
    "vector_entries",
]

_HEADER = "id, title, url, source, author, published, language, copy_of"


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage ready to be stored; sentence spans are offsets in the article's text.

    ``vector`` has shape (dimension,), ``sentence_vectors`` (sentences, dimension), all unit length.
    """

    start: int
    end: int
    vector: NDArray[np.float32]
    sentences: tuple[tuple[int, int], ...]
    sentence_vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it was stored, with the header of its article."""

    number: int
    passage: Passage
    article: ArticleHeader
    vector: NDArray[np.float32]
    sentences: tuple[tuple[int, int], ...]
    sentence_vectors: NDArray[np.float32]


def insert_article(
    connection: Transaction,
    article: Article,
    signature: bytes,
    passages: Sequence[EmbeddedPassage],
) -> list[VectorEntry]:
    """Write an article, its passages and its full-text entries; return what Chroma must add.

    ``copy_of`` may name any copy of the story: which of them is the original is decided here.
    """
    connection.execute(
        "INSERT INTO articles (id, title, text, url, source, author, published, language,"
        " content_hash, credits, note, origin, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
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
            signature,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO bands (band, article_id) VALUES (?, ?)",
        [(band, article.id) for band in bands(signature)],
    )
    _join_story(connection, article.id, article.copy_of)
    return [
        _insert_passage(connection, article, position, passage)
        for position, passage in enumerate(passages)
    ]


def _insert_passage(
    connection: Transaction, article: Article, position: int, passage: EmbeddedPassage
) -> VectorEntry:
    number = connection.execute(
        "INSERT INTO passages (article_id, position, start, end, vector, sentences,"
        " sentence_vectors) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
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
    _hand_over_story(connection, article.id)
    connection.execute("DELETE FROM articles WHERE id = ?", (article.id,))
    return [row["number"] for row in rows]


def _join_story(connection: Transaction, article_id: str, other_id: str | None) -> None:
    """Put an article into the story of another one, of which it is a copy, if that is there."""
    other = connection.execute(
        "SELECT coalesce(copy_of, id) AS story FROM articles WHERE id = ?", (other_id,)
    ).fetchone()
    if other:
        _name_original(connection, "id = ?1 OR id = ?2 OR copy_of = ?2", article_id, other["story"])


def _hand_over_story(connection: Transaction, article_id: str) -> None:
    """Name another original for the copies of an article that goes."""
    _name_original(connection, "copy_of = ?", article_id)


def _name_original(connection: Transaction, members: str, *values: str) -> None:
    """Point a story at what was published first; at what was added first if that has no date."""
    story = connection.execute(
        f"SELECT id, published FROM articles WHERE {members} ORDER BY number", values
    ).fetchall()
    if not story:
        return
    dated = [row for row in story if row["published"]]
    original = min(dated, key=lambda row: row["published"]) if story[0]["published"] else story[0]
    connection.executemany(
        "UPDATE articles SET copy_of = nullif(?, id) WHERE id = ?",
        [(original["id"], row["id"]) for row in story],
    )


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
    )


def hash_of_articles(database: Database) -> str:
    """Return a short hash of every article, equal for equal articles whatever their folder."""
    digest = hashlib.sha256()
    for row in database.rows(f"SELECT {_HEADER}, content_hash FROM articles ORDER BY id"):
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
        f" {', '.join('a.' + name for name in _HEADER.split(', '))}"
        f" FROM passages p JOIN articles a ON a.id = p.article_id"
        f" WHERE p.number IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    return {row["number"]: _stored(row, dimension) for row in rows}


def _stored(row: Row, dimension: int) -> StoredPassage:
    spans = np.frombuffer(row["sentences"], np.int32).reshape(-1, 2).tolist()
    vectors = np.frombuffer(row["sentence_vectors"], np.float16).reshape(-1, dimension)
    return StoredPassage(
        number=row["number"],
        passage=Passage(
            id=f"{row['article_id']}:{row['position']}",
            article_id=row["article_id"],
            text=row["passage_text"],
            start=row["start"],
            end=row["end"],
            position=row["position"],
        ),
        article=header_from(row),
        vector=np.frombuffer(row["vector"], np.float32),
        sentences=tuple((start, end) for start, end in spans),
        sentence_vectors=vectors.astype(np.float32),
    )


def vector_entries(rows: Iterable[Row]) -> list[VectorEntry]:
    """Return what Chroma holds of rows that join passages with their articles."""
    return [
        _entry(row["number"], np.frombuffer(row["vector"], np.float32), header_from(row))
        for row in rows
    ]


def filter_clause(filters: Filters | None) -> tuple[str, list[Any]]:
    """Return an SQL condition on ``articles a`` and its values; ``1`` without filters."""
    if filters is None:
        return "1", []
    clauses: list[str] = []
    values: list[Any] = []
    names = (
        ("a.id", filters.article_ids, str),
        ("casefold(a.source)", filters.sources, str.casefold),
        ("casefold(a.author)", filters.authors, str.casefold),
        ("casefold(a.language)", filters.languages, str.casefold),
    )
    for column, wanted, fold in names:
        if wanted is not None:
            clauses.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps([fold(value) for value in wanted]))
    for comparison, day in ((">=", filters.published_from), ("<=", filters.published_to)):
        if day is not None:
            clauses.append(f"a.published {comparison} ?")
            values.append(day.isoformat())
    return " AND ".join(clauses) or "1", values


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
