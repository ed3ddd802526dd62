"""Passages: runs of whole sentences that fit the embedding model's window, with exact offsets.

The only module that knows the llama-index splitter. Source of the method: llama-index
``SentenceSplitter``, given our own sentence boundaries and the embedding model's own tokenizer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from index.sentences import sentence_spans

if TYPE_CHECKING:
    from llama_index.core.node_parser import SentenceSplitter

__all__ = ["Splitter"]

# An unknown "word" of any length is one token to WordPiece: bound a passage in characters, too.
_CHARACTERS_PER_TOKEN = 12


class Splitter:
    """Splits texts into passages of at most ``passage_tokens`` tokens, without overlap."""

    def __init__(self, count_tokens: Callable[[str], int], passage_tokens: int) -> None:
        self.passage_tokens = passage_tokens
        self._count_tokens = count_tokens

    def split(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each passage, in order; all but white space is in one."""
        spans: list[tuple[int, int]] = []
        end = 0
        for passage in self._splitter.split_text(text) if text.strip() else ():
            start = text.index(passage, end)
            end = start + len(passage)
            spans.append((start, end))
        return spans

    @cached_property
    def _splitter(self) -> SentenceSplitter:
        from llama_index.core.node_parser import SentenceSplitter

        return SentenceSplitter(
            chunk_size=self.passage_tokens,
            chunk_overlap=0,
            tokenizer=self._as_tokens,
            chunking_tokenizer_fn=_sentences,
            paragraph_separator="\n\n",
        )

    def _as_tokens(self, text: str) -> range:
        # The splitter only takes the length of what a tokenizer returns. What counts nothing (a
        # zero-width space) it would put at the end of one passage and the head of the next.
        return range(max(self._count_tokens(text), len(text) // _CHARACTERS_PER_TOKEN, 1))


def _sentences(text: str) -> list[str]:
    """Return the sentences with the white space behind each, so that joined they are the text."""
    starts = [start for start, _ in sentence_spans(text)][1:]
    edges = [0, *starts, len(text)]
    return [text[a:b] for a, b in pairwise(edges)]
