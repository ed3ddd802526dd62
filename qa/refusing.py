"""When the articles do not say: the cheap first test, and what a refusal tells the reader."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from index.lexical import content_words
from index.sentences import words
from index.types import ArticleHeader
from qa.directives import without_directives
from qa.retrieval import Found
from qa.stemming import stem
from qa.types import Evidence

__all__ = [
    "nearest_articles",
    "nearest_evidence",
    "nearest_sentence",
    "not_mentioned",
    "plain_title",
    "relevant",
]

_NEAR = 0.30
"""Cosine above which a passage may answer a question that shares no word with it."""
_FAR = 0.12
"""Cosine below which shared words are chance."""
_MAY_ANSWER = 0.05
"""Confidence from which the best evidence sentence is worth a reader's look."""
_NAMED = 3
_TITLE, _SENTENCE = 120, 300
"""Characters of a title that a refusal names, and of a sentence that it quotes."""


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


def not_mentioned(names: Sequence[str]) -> str:
    """Return a sentence on the names and years of a question that nothing near to it mentions."""
    listed = " or ".join(f"“{each}”" for each in names[:_NAMED])
    return f" What comes nearest does not mention {listed}." if names else ""


def nearest_sentence(nearest: Evidence | None) -> str:
    """Return a sentence that quotes the evidence that comes nearest; empty where none does."""
    if nearest is None:
        return ""
    return f" What comes nearest to an answer: “{' '.join(nearest.text.split())}”"


def nearest_evidence(evidence: Sequence[Evidence], confidence: float) -> Evidence | None:
    """Return the best evidence of a refusal; None where it is far from an answer, or very long.

    What has no word in it is none.

    Who refuses can be wrong: half of what a small model refuses may be answered there.
    """
    telling = (each for each in evidence if words(each.text))
    best = max(telling, key=lambda each: each.score, default=None)
    if best is None or confidence < _MAY_ANSWER or len(best.text) > _SENTENCE:
        return None
    return best


def _described(article: ArticleHeader) -> str:
    published = article.published.isoformat() if article.published else ""
    about = ", ".join(filter(None, (article.source, published)))
    title = f"“{plain_title(article.title) or article.id}”"
    return f"{title} ({about})" if about else title


def plain_title(title: str) -> str:
    """Return a title to be named in a sentence: not too long, and without orders to a model."""
    return shorten(without_directives(title), _TITLE, placeholder=" …")
