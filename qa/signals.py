"""What the search and the evidence say about whether the articles answer a question."""

from __future__ import annotations

from collections.abc import Mapping

from index.sentences import words
from index.types import ArticleHeader
from qa.confidence import Signals
from qa.evidence import Selection
from qa.stemming import name_stems, stem, stems_of

__all__ = ["signals_of"]


def signals_of(
    question: str, selection: Selection, articles: Mapping[str, ArticleHeader]
) -> Signals | None:
    """Return the signals of a selection, before a model was asked; None without any evidence."""
    evidence = [each for portion in selection.portions for each in portion]
    if not evidence:
        return None
    best = max(evidence, key=lambda each: each.score)
    asked = set(stems_of(question))
    names = name_stems(question)
    told = {word for each in evidence for word in _stems(each.text, articles[each.article_id])}
    return Signals(
        evidence=best.score,
        cosine=round(selection.cosine, 4),
        overlap=_share(asked, _stems(best.text, articles[best.article_id])),
        names=_share(names, told) if names else None,
    )


def _stems(text: str, article: ArticleHeader) -> set[str]:
    return set(map(stem, words(f"{text} {article.title}")))


def _share(wanted: set[str] | frozenset[str], found: set[str]) -> float:
    return round(len(wanted & found) / (len(wanted) or 1), 4)
