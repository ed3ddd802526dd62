"""The articles as a whole: which of them might answer a question, beside the one it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.sentences import sentence_spans
from index.types import Article
from qa.suggesting.flaws import key_stems, stems
from qa.suggesting.terms import terms_of

__all__ = ["Library"]

_SPEAKS_OF_IT = 0.6
"""Share of a question's key words in one sentence (and its title) that may answer it."""
_ENOUGH = 500
"""Articles that show how a name is used."""


class Library:
    """Articles that candidates are made of, asked by exact words and by word stems."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = tuple(articles)

    def elsewhere(self, sentence: str, article: Article) -> bool:
        """Return whether another story holds the same sentence, as a publisher's own phrases."""
        return any(sentence in each.text for each in self._others(article))

    def rivals(self, question: str, article: Article) -> bool:
        """Return whether a sentence of another story, which shares a name, speaks of the same."""
        keys = key_stems(question)
        names = [each.words for each in terms_of(question) if each.sort == "name"]
        return any(
            _speaks_of(keys, each)
            for each in self._others(article)
            if any(name in each.text or name in each.title for name in names)
        )

    def holds(self, term: str, keys: set[str]) -> bool:
        """Return whether a text speaks of a term together with the other key words of a question.

        One sentence that has the term and half of the words is enough, and so is an article that
        has the term and all of them: a pronoun may stand for either.
        """
        found = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
        for article in self.articles:
            if not found.search(f"{article.title}\n{article.text}"):
                continue
            if keys <= stems(f"{article.title} {article.text}"):
                return True
            with_it = (each for each in _sentences(article) if found.search(each))
            if any(2 * len(keys & stems(each)) >= len(keys) for each in with_it):
                return True
        return False

    def after_the(self, name: str) -> bool:
        """Return whether a name is used with ``the`` before it, mostly."""
        with_it = without_it = 0
        for article in self.articles[:_ENOUGH]:
            named = article.text.count(f" {name}")
            led = article.text.count(f"the {name}") + article.text.count(f"The {name}")
            with_it, without_it = with_it + led, without_it + named - led
        return with_it > without_it

    def without(self, article: Article) -> list[Article]:
        """Return the articles of all other stories."""
        return list(self._others(article))

    def _others(self, article: Article) -> Iterator[Article]:
        own = article.copy_of or article.id
        return (each for each in self.articles if (each.copy_of or each.id) != own)


def _speaks_of(keys: set[str], article: Article) -> bool:
    wanted = _SPEAKS_OF_IT * len(keys)
    title = keys & stems(article.title)
    return any(len(keys & (title | stems(each))) >= wanted for each in _sentences(article))


def _sentences(article: Article) -> Iterator[str]:
    return (article.text[start:end] for start, end in sentence_spans(article.text))
