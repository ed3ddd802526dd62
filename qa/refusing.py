"""When the articles do not say: the cheap first test, and what a refusal tells the reader."""

from __future__ import annotations

from textwrap import shorten

from index.lexical import content_words
from index.sentences import words
from index.types import ArticleHeader
from qa.directives import without_directives
from qa.retrieval import Found
from qa.stemming import stem

__all__ = ["nearest_articles", "relevant"]

_NEAR = 0.30
"""Cosine above which a passage may answer a question that shares no word with it."""
_FAR = 0.12
"""Cosine below which shared words are chance."""
_NAMED = 3
_TITLE = 120
"""Characters of a title that a refusal names."""


def relevant(question: str, found: Found) -> bool:
    """Return whether anything found could answer a question: near in meaning, or shared words."""
    if not found.passages:
        return False
    nearest = max(each.cosine for each in found.passages)
    if nearest >= _NEAR:
        return True
    asked = {stem(word) for word in content_words(question)}
    shared = any(
        asked & {stem(word) for word in words(each.stored.passage.text)} for each in found.passages
    )
    return shared and nearest >= _FAR


def nearest_articles(found: Found) -> str:
    """Return a sentence that names the nearest articles; empty when nothing was found."""
    articles = {each.stored.article.id: each.stored.article for each in found.passages}
    named = [_described(article) for article in list(articles.values())[:_NAMED]]
    if not named:
        return ""
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return (
        f" The nearest articles are {listed}." if len(named) > 1 else f" The nearest is {listed}."
    )


def _described(article: ArticleHeader) -> str:
    published = article.published.isoformat() if article.published else ""
    about = ", ".join(filter(None, (article.source, published)))
    title = shorten(without_directives(article.title), _TITLE, placeholder=" …") or article.id
    return f"“{title}” ({about})" if about else f"“{title}”"
