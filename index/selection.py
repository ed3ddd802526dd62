"""Stored articles that a filter lets through: themselves, their headers, how many."""

from __future__ import annotations

from index.articles import HEADER_COLUMNS, article_from, header_from
from index.database import Database, Row
from index.listing import filter_clause
from index.types import Article, ArticleHeader, Filters

__all__ = ["counts", "place_of", "selected_articles", "selected_headers"]


def selected_articles(database: Database, filters: Filters | None) -> list[Article]:
    """Return articles, newest publication first, those without a date last."""
    return [article_from(row) for row in _rows(database, "a.*", filters)]


def selected_headers(database: Database, filters: Filters | None) -> list[ArticleHeader]:
    """Return what ``selected_articles`` returns, without the texts."""
    return [header_from(row) for row in _rows(database, HEADER_COLUMNS, filters)]


def place_of(database: Database, article_id: str) -> int:
    """Return how many of all articles stand before one of them in that order."""
    row = database.row(
        "SELECT count(*) AS before FROM articles a, articles this WHERE this.id = ? AND"
        " (a.published > this.published OR (this.published IS NULL AND a.published IS NOT NULL)"
        " OR (a.published IS this.published AND a.number > this.number))",
        (article_id,),
    )
    return int(row["before"]) if row is not None else 0


def counts(database: Database, filters: Filters | None = None) -> tuple[int, int]:
    """Return the number of articles and of passages."""
    condition, values = filter_clause(filters)
    theirs = f"WHERE article_id IN (SELECT a.id FROM articles a WHERE {condition})"
    row = database.row(
        f"SELECT (SELECT count(*) FROM articles a WHERE {condition}) AS a,"
        f" (SELECT count(*) FROM passages {theirs if filters else ''}) AS p",
        (*values, *values),
    )
    assert row is not None
    return row["a"], row["p"]


def _rows(database: Database, columns: str, filters: Filters | None) -> list[Row]:
    condition, values = filter_clause(filters)
    return database.rows(
        f"SELECT {columns} FROM articles a WHERE {condition}"
        " ORDER BY a.published DESC, a.number DESC",
        values,
    )
