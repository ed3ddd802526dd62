"""Lexical search: BM25 over titles, passages, publishers and authors (SQLite FTS5)."""

from __future__ import annotations

from itertools import pairwise

from index.database import Database
from index.listing import filter_clause
from index.sentences import words
from index.types import Filters

__all__ = ["STOP_WORDS", "content_words", "search_text"]

TITLE_WEIGHT, TEXT_WEIGHT, ABOUT_WEIGHT = 2.0, 1.0, 0.5
_LONGEST_QUERY = 64
"""Words of a question that are searched for; the rest of a pasted page adds time, not meaning."""

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be been being but by can could did do
    does doing for from had has have he her hers him his how i if in into is it its itself just
    me more most my no nor not of off on once only or other our ours out over own please same
    say says said she should so some such tell than that the their theirs them then there these
    they this those through to too under until up us very was we were what when where which
    while who whom whose why will with would you your yours s t
    """.split()
)


def content_words(text: str) -> list[str]:
    """Return the words that carry meaning, in order, without repeats; all words if none does."""
    found = list(dict.fromkeys(words(text)))
    return [word for word in found if word not in STOP_WORDS] or found


def search_text(
    database: Database, query: str, count: int, filters: Filters | None
) -> list[tuple[int, float]]:
    """Return (passage number, BM25) of the best passages, best first; higher is better."""
    expression = _expression(query)
    if not expression:
        return []
    condition, values = filter_clause(filters)
    rows = database.rows(
        "SELECT t.rowid AS number, bm25(passages_text, ?, ?, ?) AS cost"
        " FROM passages_text t JOIN passages p ON p.number = t.rowid"
        " JOIN articles a ON a.id = p.article_id"
        f" WHERE passages_text MATCH ? AND {condition} ORDER BY cost LIMIT ?",
        (TITLE_WEIGHT, TEXT_WEIGHT, ABOUT_WEIGHT, expression, *values, count),
    )
    return [(row["number"], -row["cost"]) for row in rows]


def _expression(query: str) -> str:
    """Return an FTS5 query: any content word, and pairs of neighbours as phrases (names)."""
    wanted = content_words(query)[:_LONGEST_QUERY]
    everything = words(query)[:_LONGEST_QUERY]
    pairs = [
        f"{first} {second}"
        for first, second in pairwise(everything)
        if first not in STOP_WORDS and second not in STOP_WORDS
    ]
    terms = [*wanted, *dict.fromkeys(pairs)]
    return " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
