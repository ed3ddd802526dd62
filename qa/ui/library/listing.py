"""Which articles are chosen to be asked, and what their publishers and titles allow to ask."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import ArticleHeader, Filters

__all__ = ["Choice", "examples", "publishers"]

_EXAMPLES = (
    ("Who signed the border pact on behalf of Iran?", "Tehran and Baghdad put a border"),
    ("How long does Dimorphos now need for one trip around Didymos?", "A spacecraft nudged"),
    ("How many votes in favour did the charger law get in the European Parliament?", "charger"),
)
"""Questions for the sample articles, each with words of the title that it needs in the library."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are to be asked: those ticked, those of some publishers; () means any."""

    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: object) -> Choice:
        """Return the choice that a browser kept, see ``kept``; what makes no sense is left out."""
        try:
            plain = json.loads(kept) if isinstance(kept, str) else None
        except (ValueError, RecursionError):
            plain = None
        named = plain if isinstance(plain, dict) else {}
        return cls(_strings(named.get("articles")), _strings(named.get("sources")))

    @property
    def kept(self) -> str:
        """The choice as a browser keeps it: JSON."""
        return json.dumps({"articles": self.articles, "sources": self.sources})

    @property
    def filters(self) -> Filters | None:
        """The choice as filters; None when every article is asked."""
        if not self.articles and not self.sources:
            return None
        return Filters(article_ids=self.articles or None, sources=self.sources or None)

    def toggled(self, article_id: str) -> Choice:
        """Return the choice with one article ticked, or no longer; ticks replace publishers."""
        if article_id in self.articles:
            return self.without(article_id)
        return Choice((*self.articles, article_id))

    def without(self, article_id: str) -> Choice:
        """Return the choice with one article not ticked."""
        return Choice(tuple(each for each in self.articles if each != article_id), self.sources)

    def among(self, headers: Sequence[ArticleHeader]) -> Choice:
        """Return the choice without articles and publishers that are gone."""
        ids, sources = {each.id for each in headers}, {each.source for each in headers}
        return Choice(
            tuple(each for each in self.articles if each in ids),
            tuple(each for each in self.sources if each in sources),
        )

    @property
    def words(self) -> str:
        """What is asked, "" when it is everything."""
        parts = []
        if self.articles:
            count = len(self.articles)
            parts.append("1 chosen article" if count == 1 else f"{count:,} chosen articles")
        if self.sources:
            parts.append(", ".join(self.sources))
        return f"Asking only {' from '.join(parts)}" if parts else ""


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(each for each in values if isinstance(each, str))


def publishers(headers: Sequence[ArticleHeader]) -> list[str]:
    """Return the publishers of the articles, in alphabetical order."""
    return sorted({each.source for each in headers if each.source}, key=str.casefold)


def examples(headers: Sequence[ArticleHeader]) -> list[str]:
    """Return questions to begin with: only those whose article is in the library."""
    return [
        question for question, words in _EXAMPLES if any(words in each.title for each in headers)
    ]
