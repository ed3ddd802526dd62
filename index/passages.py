"""Articles to passages with their vectors: split at sentences, headed by title and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.articles import EmbeddedPassage
from index.embedding import Embedder, PassageText
from index.sentences import sentence_spans
from index.splitting import Splitter
from index.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BATCH_PASSAGES", "PassageEmbedder", "Spans"]

Spans = tuple[tuple[int, int], ...]

BATCH_PASSAGES = 64
"""Passages that are embedded at once and stored together: a few seconds of work to lose."""
_HEADER_TOKENS = 64


class PassageEmbedder:
    """Splits and embeds articles; ``before_batch`` is called before each batch is embedded."""

    def __init__(
        self, embedder: Embedder, passage_tokens: int, before_batch: Callable[[], None] | None
    ) -> None:
        self._embedder = embedder
        self._splitter = Splitter(embedder.count_tokens, passage_tokens)
        self._before_batch = before_batch

    def split(self, article: Article) -> Spans:
        """Return where the passages of an article begin and end in its text."""
        return tuple(self._splitter.split(article.text))

    def embed(self, articles: Sequence[tuple[Article, Spans]]) -> list[list[EmbeddedPassage]]:
        """Return the passages of each article, with their vectors and those of their sentences."""
        texts = []
        for article, spans in articles:
            header = self._header(article)
            texts += [_text(article, header, start, end) for start, end in spans]
        vectors = self._vectors(texts)
        return [
            [_embedded_passage(span, *next(vectors)) for span in spans] for _, spans in articles
        ]

    def _vectors(
        self, texts: list[PassageText]
    ) -> Iterator[tuple[PassageText, NDArray[np.float32], NDArray[np.float32]]]:
        """Yield each text with its vectors, embedding a bounded number at a time."""
        for at in range(0, len(texts), BATCH_PASSAGES):
            if self._before_batch:
                self._before_batch()
            part = texts[at : at + BATCH_PASSAGES]
            for text, (whole, parts) in zip(part, self._embedder.embed_passages(part), strict=True):
                yield text, whole, parts

    def _header(self, article: Article) -> str:
        """Return title and date as they stand before each embedded passage."""
        room = min(self._embedder.window - self._splitter.passage_tokens, _HEADER_TOKENS)
        date = f" ({article.published.isoformat()})" if article.published else ""
        title = article.title[:300]
        while title and self._embedder.count_tokens(f"{title}{date}. ") > room:
            title = title[: len(title) * 3 // 4]
        return f"{title}{date}. ".lstrip() if title else ""


def _text(article: Article, header: str, start: int, end: int) -> PassageText:
    spans = sentence_spans(article.text, start, end)
    return PassageText(
        header, article.text[start:end], tuple((a - start, b - start) for a, b in spans)
    )


def _embedded_passage(
    span: tuple[int, int],
    text: PassageText,
    vector: NDArray[np.float32],
    sentence_vectors: NDArray[np.float32],
) -> EmbeddedPassage:
    start, end = span
    sentences = tuple((start + a, start + b) for a, b in text.sentences)
    return EmbeddedPassage(start, end, vector, sentences, sentence_vectors)
