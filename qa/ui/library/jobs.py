"""Sources on their way into the library, and how the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.types import AddItem, AddProgress, AddReport
from qa.ui.markup import Html, safe_url, tag

__all__ = ["Job", "failure", "jobs_from", "jobs_html"]

_MOST_SOURCES = 100
_SHOWN_FAILURES = 20
_NOT_A_URL = "not a web address: it has to begin with http:// or https://; drop files below"
_FILE_TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".xml")
_NOT_READ = f"files of this type are not read: it has to be one of {', '.join(_FILE_TYPES)}"


@dataclass(frozen=True, slots=True)
class Job:
    """One source to be added; ``report`` is set once it is done.

    ``upload`` is set for a file, ``article_id`` for an article that is read again from its address.
    """

    label: str
    upload: Path | None = None
    article_id: str | None = None
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
        return self.ended(failure(self.label, reason))


def failure(source: str, reason: str) -> AddReport:
    """Return the report of a source that could not be read at all."""
    return AddReport(failed=(AddItem(source, reason=reason),))


def jobs_from(addresses: str, uploads: Sequence[str | Path]) -> list[Job]:
    """Return one job for each pasted line and each file; what is neither URL nor text has failed.

    Paths of this machine cannot be named in the page: whoever can open it could read any file.
    """
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    jobs = [Job(line) if safe_url(line) else Job(line[:200]).failed(_NOT_A_URL) for line in lines]
    jobs += [_of_file(Path(each)) for each in uploads]
    kept, left = jobs[:_MOST_SOURCES], jobs[_MOST_SOURCES:]
    reason = f"only {_MOST_SOURCES} sources at a time: add these next"
    return kept + ([Job(f"{len(left)} more").failed(reason)] if left else [])


def _of_file(upload: Path) -> Job:
    if upload.suffix.lower() not in _FILE_TYPES:
        return Job(upload.name).failed(_NOT_READ)
    return Job(upload.name, upload=upload)


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
        _failures(job.report, job.label) if job.report else "",
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


def _failures(report: AddReport, label: str) -> Html:
    if not report.failed:
        return Html()
    lines = [_failed(item, label) for item in report.failed[:_SHOWN_FAILURES]]
    more = len(report.failed) - _SHOWN_FAILURES
    rest = [tag("li", f"and {more} more")] if more > 0 else []
    return tag("ul", *lines, *rest, class_="reasons")


def _failed(item: AddItem, label: str) -> Html:
    """Return why an article failed, and which one where the source does not say that already."""
    name = item.title or item.source
    named = [] if name == label else [tag("bdi", name), ": "]
    return tag("li", *named, tag("span", item.reason or "failed", dir="auto"))


def _summary(jobs: Sequence[Job]) -> Html:
    reports = [job.report for job in jobs if job.report]
    return tag(
        "p",
        f"Done: {_counts(reports)}. ",
        tag("button", "Close", type="button", data_do="clear", data_event="clear"),
        class_="summary",
    )


def _counts(reports: Sequence[AddReport]) -> str:
    counts = {
        "added": sum(len(each.added) for each in reports),
        "updated": sum(len(each.updated) for each in reports),
        "unchanged": sum(len(each.unchanged) for each in reports),
        "failed": sum(len(each.failed) for each in reports),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"
