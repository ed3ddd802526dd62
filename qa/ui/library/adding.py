"""Adding articles from the page: the sources under way on this server, which every page shows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import AddProgress, AddReport
from qa.errors import ArticleQAError
from qa.http.uploads import keep, let_go
from qa.ui.library.jobs import Job, failure

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["Adding"]

logger = logging.getLogger(__name__)

_PACE = 0.1
"""Seconds between two states that are told: a feed may settle hundreds of articles in one."""
_UNEXPECTED = "something went wrong here; the server's log says what"


class Adding:
    """Adds jobs to the library, those of one ``begin`` one after another.

    What has begun goes on when the page is left. ``jobs`` holds the state of each, and what
    became of them until something else begins.
    """

    def __init__(self, assistant: Assistant, pace: float = _PACE) -> None:
        self._assistant = assistant
        self._pace = pace
        self._jobs: list[Job] = []
        self._moved = asyncio.Event()
        # asyncio itself keeps only weak references to tasks
        self._running: set[asyncio.Task[None]] = set()

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Every job under way, with those that ended meanwhile."""
        return tuple(self._jobs)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return bool(self._running)

    def begin(self, jobs: Sequence[Job]) -> None:
        """Begin with jobs, beside those that are under way."""
        if not self.busy:
            self._jobs.clear()
        places = range(len(self._jobs), len(self._jobs) + len(jobs))
        self._jobs += jobs
        task = asyncio.create_task(self._through(places))
        self._running.add(task)
        task.add_done_callback(self._ended)
        self._tell()

    async def watch(self) -> AsyncIterator[tuple[Job, ...]]:
        """Yield all jobs now and whenever some have moved, until none is under way."""
        while True:
            moved = self._moved
            yield self.jobs
            if not self.busy:
                return
            await moved.wait()
            await asyncio.sleep(self._pace)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._tell()

    def _tell(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    def _settle(self, at: int, job: Job) -> None:
        self._jobs[at] = job
        self._tell()

    def _teller(self, at: int) -> Callable[[AddProgress], object]:
        """Return what the assistant tells the progress of a job to, from whatever thread."""
        loop = asyncio.get_running_loop()

        def count(progress: AddProgress) -> None:
            self._settle(at, self._jobs[at].after(progress))

        return lambda progress: loop.call_soon_threadsafe(count, progress)

    async def _through(self, places: Sequence[int]) -> None:
        for at in places:
            job = self._jobs[at]
            if job.state == "waiting":
                self._settle(at, replace(job, state="reading"))
                report = await self._report(job, self._teller(at))
                await asyncio.sleep(0)  # progress that was told before has its turn
                self._settle(at, self._jobs[at].ended(report))

    async def _report(self, job: Job, tell: Callable[[AddProgress], object]) -> AddReport:
        try:
            if job.article_id is not None:
                return await self._assistant.arefresh(job.article_id, files=False)
            if job.upload is None:
                return await self._assistant.aadd(job.label, on_progress=tell)
            return await self._add_upload(job.upload, tell)
        except ArticleQAError as error:
            return failure(job.label, str(error))
        except OSError as error:
            return failure(job.label, f"it could not be kept ({error.strerror}): check the disk")
        except Exception:
            logger.exception("adding a source from the page failed")
            return failure(job.label, _UNEXPECTED)

    async def _add_upload(self, upload: Path, tell: Callable[[AddProgress], object]) -> AddReport:
        # The file keeps its name, which may be its title.
        content = await asyncio.to_thread(upload.read_bytes)
        data_dir = self._assistant.settings.data_dir
        path = await asyncio.to_thread(keep, data_dir, upload.name, content)
        try:
            names = {str(path): upload.name}
            return await self._assistant.aadd(path, on_progress=tell, names=names)
        finally:
            await asyncio.to_thread(let_go, path)
