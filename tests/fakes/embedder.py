"""A deterministic embedder whose cosine follows shared words; no model, no torch."""

from __future__ import annotations

import hashlib

import numpy as np

from index.embedding import EmbedderIdentity, PassageText
from index.lexical import content_words

DIMENSION = 64


class WordEmbedder:
    """Each content word is a fixed random direction; a text is the sum of its words."""

    def __init__(self, name: str = "words", sha256: str = "0" * 64) -> None:
        self.identity = EmbedderIdentity(name, sha256, DIMENSION)
        self.window = 254
        self.embedded: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts):
        return np.stack([_vector(text) for text in texts])

    def embed_passages(self, passages: list[PassageText]):
        self.embedded += [passage.text for passage in passages]
        return [
            (
                _vector(passage.header + passage.text),
                np.stack([_vector(passage.text[a:b]) for a, b in passage.sentences])
                if passage.sentences
                else np.zeros((0, DIMENSION), np.float32),
            )
            for passage in passages
        ]


def _vector(text: str):
    total = np.full(DIMENSION, 1e-3)
    for word in content_words(text):
        seed = int.from_bytes(hashlib.sha256(word.rstrip("s").encode()).digest()[:8], "big")
        total += np.random.default_rng(seed).normal(size=DIMENSION)
    return (total / np.linalg.norm(total)).astype(np.float32)
