"""What an assistant is made of, wired together: collection, embedder, retriever, model.

Heavy parts are made when first needed, so that listing articles loads no model.
"""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cached_property, partial
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from index.collection import Collection
from index.embedding import CrossEncoderScorer, Embedder, SentenceTransformerEmbedder
from index.types import AddProgress, AddReport, Article, Filters, SearchResult
from qa.answering import Answering
from qa.background import BackgroundLoop
from qa.confidence import Calibration, load_calibration
from qa.conversations.store import Conversations
from qa.drafting import Drafter
from qa.evidence import Rerank
from qa.identity import answer_settings, model_identity, model_server
from qa.llm import LanguageModel
from qa.models import resolve
from qa.models.client import open_model
from qa.precedence import Precedence
from qa.prompts import load_prompts
from qa.retrieval import Retriever
from qa.rewriting import rewritten
from qa.settings import Settings
from qa.standalone import Asked
from qa.status import Status
from qa.suggesting import SpareTime, Suggesting
from qa.trace import Provenance, Trace, TraceLog, code_version
from qa.trust import Trust, trust_of
from qa.types import Event, Mode

if TYPE_CHECKING:
    from index.ingestion import Ingestion
    from index.sources import FetchLimits

__all__ = ["Engine", "Status", "embedder_of"]

OnProgress = Callable[[AddProgress], object]


class Engine:
    """The parts of one assistant, made from its settings."""

    def __init__(
        self,
        settings: Settings,
        embedder: Embedder | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        self._settings = settings
        self.embedder = embedder or embedder_of(settings)
        self.collection = Collection(
            settings.data_dir, self.embedder.identity, settings.passage_tokens
        )
        self.background = BackgroundLoop()
        self.traces = TraceLog()
        self._precedence = Precedence()
        self._spare = SpareTime()
        self._adding = threading.Lock()
        self._guard = threading.Lock()
        self._model = model
        self._closed = False

    def add_sources(
        self,
        sources: Sequence[str],
        on_progress: OnProgress | None,
        names: Mapping[str, str] | None = None,
    ) -> AddReport:
        """Add what sources hold; one run of adding at a time."""
        from index.sources import SourceReader

        with self._adding, SourceReader(self._fetch_limits) as reader:
            return self._ingestion(on_progress, names).add_sources(reader, sources)

    def refresh(self, article_id: str, *, files: bool) -> AddReport:
        """Read an article again, from a file only with ``files``; one run of adding at a time."""
        from index.refreshing import address_of
        from index.sources import SourceReader

        with self._adding, SourceReader(self._fetch_limits) as reader:
            article = self.collection.article(article_id)
            address = address_of(article, files=files)
            return self._ingestion().refresh(reader, article, address)

    def add_articles(
        self, articles: Iterable[Article], on_progress: OnProgress | None
    ) -> AddReport:
        """Add articles that the caller made; one run of adding at a time."""
        with self._adding:
            return self._ingestion(on_progress).add_articles(articles)

    def search(self, query: str, top_k: int, filters: Filters | None) -> list[SearchResult]:
        """Return the best passages, best first."""
        return list(self._retriever.search([query], top_k, filters).results())

    async def answer(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        filters: Filters | None,
        mode: Mode,
    ) -> AsyncGenerator[Event, None]:
        """Yield the events of one answer; runs on the background loop."""
        with self._precedence.question(), self._spare.question():
            events = self._answering.stream(question, history, filters, mode)
            async with aclosing(events):
                async for event in events:
                    yield event

    async def suggest(self, trace_id: str, count: int) -> list[str]:
        """Return at most ``count`` questions to ask next; runs on the background loop."""
        trace = self.traces.get(trace_id)
        return await self._suggesting.suggest(trace, count) if self._settings.suggestions else []

    def warm(self) -> None:
        """Load the embedding model, open the vector index, start the answering model.

        Raises SettingsError for a cross-encoder that cannot be loaded, before anybody asks.
        """
        self.embedder.embed(["warm"])
        self.collection.open_vectors()
        if self._cross_encoder is not None:
            self._cross_encoder("warm", ["warm"])
        self.background.run(self._drafter.warm())

    def status(self) -> Status:
        """Return what there is; loads nothing."""
        articles, passages = self.collection.counts()
        settings = self._settings
        return Status(
            articles=articles,
            passages=passages,
            data_dir=str(settings.data_dir),
            corpus_version=self.collection.version,
            embedding_model=self.embedder.identity.name,
            model=settings.llm_model or settings.model,
            model_server=model_server(settings) or "embedded",
            vector_index=self.collection.vectors_state,
            provenance=self.provenance(),
        )

    def provenance(self) -> Provenance:
        """Return what an answer of now would depend on; loads nothing."""
        identity = self.embedder.identity
        model, sha256 = self._model_identity
        return Provenance(
            corpus=self.collection.content_hash(),
            embedding_model=identity.name,
            embedding_sha256=identity.sha256,
            model=model,
            model_sha256=sha256,
            prompts=load_prompts().version,
            code=code_version(),
            settings=answer_settings(self._settings) | {"calibration": self._calibration.version},
        )

    def trust(self) -> Trust:
        """Return what speaks for the answers; reads files of evaluations, loads nothing."""
        return trust_of(self._settings, self.status(), self._calibration)

    def close(self) -> None:
        """End everything that was started; may be called twice."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
        if self._model is not None:
            self.background.run(self._model.aclose())
        self.background.close()
        self.collection.close()

    def _ingestion(
        self, on_progress: OnProgress | None = None, names: Mapping[str, str] | None = None
    ) -> Ingestion:
        from index.ingestion import Ingestion

        return Ingestion(
            self.collection,
            self.embedder,
            self._settings.passage_tokens,
            on_progress=on_progress,
            before_batch=self._precedence.give_way,
            names=names,
        )

    @cached_property
    def conversations(self) -> Conversations:
        """The conversations that are kept beside the articles."""
        kept = Conversations(
            self.collection.database, partial(datetime.now, UTC), partial(token_urlsafe, 18)
        )
        kept.purge()
        return kept

    @cached_property
    def _model_identity(self) -> tuple[str, str]:
        return model_identity(self._settings)

    @property
    def _fetch_limits(self) -> FetchLimits:
        from index.sources import FetchLimits

        settings = self._settings
        return FetchLimits(
            allow=settings.fetch_allow,
            max_bytes=settings.fetch_max_bytes,
            timeout=settings.fetch_timeout,
            max_redirects=settings.fetch_max_redirects,
        )

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self.collection, self.embedder, self._settings.candidates)

    @cached_property
    def _drafter(self) -> Drafter:
        return Drafter(self._language_model, load_prompts(), self._settings.answer_tokens)

    @property
    def _rewording(self) -> Callable[[Asked], Awaitable[Asked]] | None:
        """How a model words follow-ups, where the settings ask for it."""
        if not self._settings.reword_follow_ups:
            return None
        return partial(rewritten, model=self._language_model, prompts=load_prompts())

    @cached_property
    def _cross_encoder(self) -> Rerank | None:
        settings = self._settings
        if settings.cross_encoder is None:
            return None
        return CrossEncoderScorer(settings.cross_encoder, settings.embed_threads)

    @cached_property
    def _calibration(self) -> Calibration:
        return load_calibration(self._settings.data_dir)

    @cached_property
    def _answering(self) -> Answering:
        return self._answers(self.traces.keep)

    @cached_property
    def _suggesting(self) -> Suggesting:
        untraced = self._answers(lambda _: None)
        return Suggesting(untraced.stream, self._language_model, load_prompts(), self._spare)

    def _answers(self, keep: Callable[[Trace], None]) -> Answering:
        return Answering(
            self._retriever,
            self.embedder,
            self._drafter,
            self._rewording,
            rerank=self._cross_encoder,
            settings=self._settings,
            calibration=self._calibration,
            provenance=self.provenance,
            keep=keep,
        )

    def _language_model(self) -> LanguageModel:
        with self._guard:
            if self._model is None:
                self._model = open_model(self._settings)
            return self._model


def embedder_of(settings: Settings) -> Embedder:
    """Return the embedding model of the settings; raise ModelMissing when it was not pulled."""
    model = resolve(settings.embedding_model, settings.models_dir)
    config = json.loads((model.path / "config.json").read_text(encoding="utf-8"))
    return SentenceTransformerEmbedder(
        model.path, model.name, model.sha256, int(config["hidden_size"]), settings.embed_threads
    )
