"""What a run works on: the samples, an assistant over the articles that they ask about, a cache.

The suite of the repository and public sets have collections of their own below ``evals_dir``;
questions of one's own are asked of one's own data folder, or of the server that owns it.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from evals.cache import AnswerCache, without_model
from evals.loading import load_samples, read_samples, resolve_samples
from evals.records import Dataset
from evals.sets import read_set
from index.types import Article, Filters
from qa.assistant import Assistant
from qa.errors import EvalError, StoreMismatch
from qa.remote import RemoteAssistant
from qa.settings import Settings
from qa.trace import Provenance, Trace
from qa.types import Answer, Mode

__all__ = ["SEEDS", "Answerer", "Workspace", "open_file", "open_seeds", "open_set"]

SEEDS = "seeds"
_ROOT = Path(__file__).parents[1]


class Answerer(Protocol):
    """What an evaluation needs of an assistant, in this process or at a server."""

    settings: Settings

    def ask(
        self,
        question: str,
        history: Iterable[tuple[str, str]] = (),
        filters: Filters | None = None,
        mode: Mode = "auto",
    ) -> Answer:
        """Answer a question."""
        ...

    def trace(self, trace_id: str) -> Trace:
        """Return how an answer came about."""
        ...

    def article(self, article_id: str) -> Article:
        """Return an article."""
        ...


@dataclass(frozen=True, slots=True)
class Workspace:
    """A dataset and who answers it; ``folder`` is where its reports go."""

    dataset: Dataset
    answerer: Answerer
    provenance: Provenance
    cache: AnswerCache
    folder: Path


@contextmanager
def open_seeds(settings: Settings, mode: Mode) -> Iterator[Workspace]:
    """Open the repository's suite over ``seeds/``."""
    folder = settings.evals_dir / SEEDS
    with _collection(settings, folder) as assistant:
        report = assistant.add(_ROOT / "seeds")
        if report.failed:
            raise EvalError(f"{report.failed[0].source}: {report.failed[0].reason}")
        settled = (*report.added, *report.updated, *report.unchanged)
        _keep_only(assistant, {each.article_id for each in settled})
        samples = load_samples(_ROOT / "evals" / "suite", assistant.articles())
        yield _workspace(Dataset(SEEDS, samples), assistant, folder, mode)


@contextmanager
def open_set(settings: Settings, path: Path, mode: Mode) -> Iterator[Workspace]:
    """Open a public set: a folder with its articles and questions."""
    dataset = read_set(path)
    folder = settings.evals_dir / dataset.name
    with _collection(settings, folder) as assistant:
        assistant.add_articles(dataset.articles)
        _keep_only(assistant, {each.id for each in dataset.articles})
        yield _workspace(dataset, assistant, folder, mode)


def open_file(assistant: Assistant | RemoteAssistant, path: Path, mode: Mode) -> Workspace:
    """Return the workspace for questions of one's own to an assistant that is open."""
    samples = read_samples(path)
    named = {each.article for sample in samples for each in sample.evidence}
    named |= {name for sample in samples for name in sample.context or ()}
    found = resolve_samples(samples, _articles_named(assistant, named))
    folder = assistant.settings.evals_dir / path.stem
    return _workspace(Dataset(path.stem, found), assistant, folder, mode)


def _workspace(
    dataset: Dataset, assistant: Assistant | RemoteAssistant, folder: Path, mode: Mode
) -> Workspace:
    provenance = assistant.status().provenance
    if mode == "extractive":
        provenance = without_model(provenance)
    cache = AnswerCache(folder / "answers", provenance)
    return Workspace(replace(dataset, articles=()), assistant, provenance, cache, folder)


def _collection(settings: Settings, folder: Path) -> Assistant:
    """Open the collection of a dataset; one of another embedding model or splitting is made anew.

    It holds nothing that could not be made again.
    """
    own = settings.model_copy(update={"data_dir": folder / "collection"})
    try:
        return Assistant(own)
    except StoreMismatch:
        shutil.rmtree(own.data_dir)
        return Assistant(own)


def _keep_only(assistant: Assistant, ids: Collection[str | None]) -> None:
    """Remove what an earlier version of a dataset left behind."""
    for header in assistant.headers():
        if header.id not in ids:
            assistant.remove(header.id)


def _articles_named(
    assistant: Assistant | RemoteAssistant, names: Collection[str]
) -> Iterator[Article]:
    """Yield the articles that samples name by id, URL or title."""
    for header in assistant.headers():
        if not {header.id, header.url, header.title}.isdisjoint(names):
            yield assistant.article(header.id)
