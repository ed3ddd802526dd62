"""The models of sentence-transformers, which no other module knows: texts to vectors and scores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.errors import SettingsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CrossEncoderScorer",
    "Embedder",
    "EmbedderIdentity",
    "PassageText",
    "SentenceTransformerEmbedder",
]


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """What a data folder must have been made with: name, SHA-256 of the weights, dimension."""

    name: str
    sha256: str
    dimension: int


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage to embed: ``header`` (title, date) helps the vector without being quoted.

    ``sentences`` are (start, end) offsets in ``text``.
    """

    header: str
    text: str
    sentences: tuple[tuple[int, int], ...]


class Embedder(Protocol):
    """Turns texts into unit vectors of ``identity.dimension`` numbers."""

    @property
    def identity(self) -> EmbedderIdentity:
        """Return what vectors of this model can be compared with."""

    @property
    def window(self) -> int:
        """Return how many tokens of a text the model reads; the rest would be cut off."""

    def count_tokens(self, text: str) -> int:
        """Return the length of a text in tokens of the model, special tokens not counted."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (n, dimension)."""

    def embed_passages(
        self, passages: Sequence[PassageText]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Return for each passage its vector (dimension,) and its sentences' (n, dimension)."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model in a local folder; loaded when first used.

    The vector of a sentence is the mean of its tokens' vectors in its passage ("late chunking",
    arXiv 2409.04701): one pass gives both, and a sentence is understood with its neighbours.
    """

    def __init__(
        self, folder: Path, name: str, sha256: str, dimension: int, threads: int = 0
    ) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self.identity = EmbedderIdentity(name, sha256, dimension)

    @property
    def window(self) -> int:
        """Return the tokens that the model reads of a text, special tokens not counted."""
        return int(self._model.max_seq_length) - 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.identity.dimension), np.float32)
        with self._lock:
            raw = self._model.encode(list(texts), convert_to_tensor=True, show_progress_bar=False)
        return _unit(raw.float().cpu().numpy())

    def embed_passages(
        self, passages: Sequence[PassageText]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Return for each passage its vector (dimension,) and its sentences' (n, dimension)."""
        texts = [passage.header + passage.text for passage in passages]
        with self._lock:
            outputs = self._model.encode(
                texts, output_value=None, convert_to_tensor=True, show_progress_bar=False
            )
        return [
            self._pooled(passage, text, output)
            for passage, text, output in zip(passages, texts, outputs, strict=True)
        ]

    def _pooled(
        self, passage: PassageText, text: str, output: dict[str, Any]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        tokens = output["token_embeddings"].float().cpu().numpy()
        offsets = self._tokenizer.encode(text).offsets[: len(tokens)]
        shift = len(passage.header)
        whole = output["sentence_embedding"].float().cpu().numpy()
        sentences = [
            _mean(tokens, offsets, shift + start, shift + end, whole)
            for start, end in passage.sentences
        ]
        stacked = np.stack(sentences) if sentences else np.zeros((0, len(whole)), np.float32)
        return _unit(whole[None])[0], _unit(stacked)

    def count_tokens(self, text: str) -> int:
        """Return the number of word pieces, special tokens not counted."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def warm(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self.embed(["warm"])

    @cached_property
    def _model(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if self._threads:
            torch.set_num_threads(self._threads)
        return SentenceTransformer(
            str(self._folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": _fastest_dtype(torch)},
        )

    @cached_property
    def _tokenizer(self) -> Any:
        # the file ships with truncation and padding, which would make every count the same
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


class CrossEncoderScorer:
    """A CrossEncoder with one output, by name or folder; loaded when first used.

    A name that is no folder is looked for in the Hugging Face cache, then on the hub.
    """

    def __init__(self, model: str, threads: int = 0) -> None:
        self._name = model
        self._threads = threads
        self._lock = threading.Lock()

    def __call__(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return a logit for each text, shape (n,): higher is likelier to answer the question.

        Raises SettingsError where the model cannot be loaded or has several outputs.
        """
        with self._lock:
            logits = self._model.predict(
                [(question, text) for text in texts],
                activation_fn=_as_it_is,
                show_progress_bar=False,
            )
        return np.asarray(logits, np.float64).reshape(len(texts))

    @cached_property
    def _model(self) -> Any:
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import CrossEncoder

        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            model = CrossEncoder(self._name, device="cpu")
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise SettingsError(
                f"the cross-encoder {self._name} cannot be loaded ({reason}): set QA_CROSS_ENCODER "
                "to a local folder (a server fetches none), or unset it"
            ) from None
        if model.num_labels != 1:
            raise SettingsError(
                f"the cross-encoder {self._name} has {model.num_labels} outputs: set "
                "QA_CROSS_ENCODER to one that scores pairs with a single number, or unset it"
            )
        return model


def _as_it_is(logits: Any) -> Any:
    """Keep logits: the default activation of a CrossEncoder squeezes them into 0..1."""
    return logits


def _mean(
    tokens: NDArray[np.float32],
    offsets: Sequence[tuple[int, int]],
    start: int,
    end: int,
    otherwise: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return the mean vector of the tokens in ``[start, end)``; ``otherwise`` without any."""
    inside = [i for i, (a, b) in enumerate(offsets) if a < b and a >= start and b <= end]
    return np.asarray(tokens[inside].mean(axis=0), np.float32) if inside else otherwise


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors of length one; bfloat16 models leave them slightly off."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), np.float32)


def _fastest_dtype(torch: Any) -> Any:
    """Return bfloat16 where the processor computes in it (3 times faster), else float32."""
    supported: Callable[[], bool] = torch.ops.mkldnn._is_mkldnn_bf16_supported  # noqa: SLF001 - no public query exists
    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()  # noqa: SLF001
    return torch.bfloat16 if native and supported() else torch.float32
