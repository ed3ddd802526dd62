"""Adding articles from the page: what was pasted or dropped, its progress, what became of it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import AddItem, AddProgress, AddReport
from qa.errors import ArticleQAError
from qa.http.uploads import keep, let_go
from qa.ui.markup import Html, safe_url, tag

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["FILE_TYPES", "Adding", "Job", "jobs_from", "jobs_html"]

logger = logging.getLogger(__name__)

FILE_TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".xml")
_MOST_SOURCES = 100
_SHOWN_FAILURES = 20
_NOT_A_URL = "not a web address: it has to begin with http:// or https://; drop files below"
_UNEXPECTED = "something went wrong here; the server's log says what"


@dataclass(frozen=True, slots=True)
class Job:
    """One source to be added; ``upload`` is set for a file, ``report`` once it is done."""

    label: str
    upload: Path | None = None
    done: int = 0
    total: int | None = None
    state: str = "waiting"
    report: AddReport | None = None

    def after(self, progress: AddProgress) -> Job:
        """Return the job with one more article settled."""
        return replace(self, done=progress.done, total=progress.total)

    def ended(self, report: AddReport) -> Job:
        """Return the job as it ended: ``failed`` when it gave nothing but failures."""
        good = report.added or report.updated or report.unchanged
        return replace(self, state="done" if good else "failed", report=report)

    def failed(self, reason: str) -> Job:
        """Return the job failed as a whole."""
        return self.ended(_failure(self.label, reason))


def jobs_from(addresses: str, uploads: Sequence[str | Path]) -> list[Job]:
    """Return one job for each pasted line and each uploaded file; what is no URL has failed.

    Paths of this machine cannot be named in the page: whoever can open it could read any file.
    """
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    jobs = [Job(line) if safe_url(line) else Job(line[:200]).failed(_NOT_A_URL) for line in lines]
    jobs += [Job(Path(each).name, upload=Path(each)) for each in uploads]
    kept, left = jobs[:_MOST_SOURCES], jobs[_MOST_SOURCES:]
    reason = f"only {_MOST_SOURCES} sources at a time: add these next"
    return kept + ([Job(f"{len(left)} more").failed(reason)] if left else [])


class Run:
    """Jobs under way: their state, and every state they pass through."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = list(jobs)
        self.moves: asyncio.Queue[tuple[Job, ...] | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def settle(self, at: int, job: Job) -> None:
        """Put a job in its new state."""
        self.jobs[at] = job
        self.moves.put_nowait(tuple(self.jobs))

    def teller(self, at: int) -> Callable[[AddProgress], object]:
        """Return what the assistant tells the progress of a job to, from whatever thread."""

        def count(progress: AddProgress) -> None:
            self.settle(at, self.jobs[at].after(progress))

        return lambda progress: self._loop.call_soon_threadsafe(count, progress)


class Adding:
    """Adds jobs to the library one after another; keeps hold of those that are under way."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        # asyncio itself keeps only weak references to tasks
        self._running: set[asyncio.Task[None]] = set()

    async def follow(self, jobs: Sequence[Job]) -> AsyncIterator[tuple[Job, ...]]:
        """Begin, and yield all jobs whenever one has moved.

        What has begun goes on when this is closed: a reload of the page loses no article.
        """
        run = Run(jobs)
        task = asyncio.create_task(self._through(run))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        yield tuple(jobs)
        while (state := await run.moves.get()) is not None:
            yield state

    async def _through(self, run: Run) -> None:
        try:
            for at, job in enumerate(tuple(run.jobs)):
                if job.state == "waiting":
                    run.settle(at, replace(job, state="reading"))
                    report = await self._report(job, run.teller(at))
                    run.settle(at, run.jobs[at].ended(report))
        finally:
            run.moves.put_nowait(None)

    async def _report(self, job: Job, tell: Callable[[AddProgress], object]) -> AddReport:
        try:
            if job.upload is None:
                return await self._assistant.aadd(job.label, on_progress=tell)
            return await self._add_upload(job.upload, tell)
        except ArticleQAError as error:
            return _failure(job.label, str(error))
        except OSError as error:
            return _failure(job.label, f"it could not be kept ({error.strerror}): check the disk")
        except Exception:
            logger.exception("adding a source from the page failed")
            return _failure(job.label, _UNEXPECTED)

    async def _add_upload(self, upload: Path, tell: Callable[[AddProgress], object]) -> AddReport:
        # The file keeps its name, which may be its title.
        content = await asyncio.to_thread(upload.read_bytes)
        data_dir = self._assistant.settings.data_dir
        path = await asyncio.to_thread(keep, data_dir, upload.name, content)
        try:
            report = await self._assistant.aadd(path, on_progress=tell)
        finally:
            await asyncio.to_thread(let_go, path)
        return _without_folder(report, str(path.parent))


def _failure(source: str, reason: str) -> AddReport:
    return AddReport(failed=(AddItem(source, reason=reason),))


def _without_folder(report: AddReport, folder: str) -> AddReport:
    """Return the report naming files as they were uploaded, not where they were put meanwhile."""

    def plain(item: AddItem) -> AddItem:
        reason = item.reason and item.reason.replace(folder + os.sep, "")
        return replace(item, source=item.source.replace(folder + os.sep, ""), reason=reason)

    return AddReport(
        added=tuple(map(plain, report.added)),
        updated=tuple(map(plain, report.updated)),
        unchanged=tuple(map(plain, report.unchanged)),
        failed=tuple(map(plain, report.failed)),
    )


def jobs_html(jobs: Sequence[Job]) -> Html:
    """Return the sources with their progress, and what became of those that are done."""
    if not jobs:
        return Html()
    summary = _summary(jobs) if all(job.report for job in jobs) else Html()
    return tag("div", tag("ul", *map(_job, jobs), class_="jobs"), summary, role="status")


def _job(job: Job) -> Html:
    return tag(
        "li",
        tag("span", tag("bdi", job.label), class_="label"),
        tag("span", _state(job), class_="state"),
        _bar(job) if job.state == "reading" else "",
        _failures(job.report) if job.report else "",
        class_=job.state,
    )


def _state(job: Job) -> str:
    if job.report:
        return _counts([job.report])
    if job.state == "waiting":
        return "waiting"
    return f"{job.done} of {job.total}" if job.total else "reading…"


def _bar(job: Job) -> Html:
    if job.total:
        return tag("progress", value=job.done, max=job.total, aria_label=f"Adding {job.label}")
    return tag("progress", aria_label=f"Adding {job.label}")


def _failures(report: AddReport) -> Html:
    if not report.failed:
        return Html()
    lines = [_failed(item) for item in report.failed[:_SHOWN_FAILURES]]
    more = len(report.failed) - _SHOWN_FAILURES
    rest = [tag("li", f"and {more} more")] if more > 0 else []
    return tag("ul", *lines, *rest, class_="reasons")


def _failed(item: AddItem) -> Html:
    return tag("li", tag("bdi", item.title or item.source), ": ", item.reason or "failed")


def _summary(jobs: Sequence[Job]) -> Html:
    reports = [job.report for job in jobs if job.report]
    return tag("p", f"Done: {_counts(reports)}.", class_="summary")


def _counts(reports: Sequence[AddReport]) -> str:
    counts = {
        "added": sum(len(each.added) for each in reports),
        "updated": sum(len(each.updated) for each in reports),
        "unchanged": sum(len(each.unchanged) for each in reports),
        "failed": sum(len(each.failed) for each in reports),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"
