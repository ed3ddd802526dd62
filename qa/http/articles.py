"""``/api/articles``: list, read, add, read again, remove, bring back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile
from starlette.exceptions import HTTPException

from index.listing import listed
from index.types import AddItem, AddProgress, AddReport, Article
from qa.http.adding import added_events, added_reply
from qa.http.asking import no_filters
from qa.http.events import EventStream, wants_events
from qa.http.examples import EVENTS, REPORT, problems
from qa.http.guard import is_owner
from qa.http.paths import named
from qa.http.replies import Json
from qa.http.schemas import AddRequest, ListQuery
from qa.http.served import Served, served_by
from qa.http.uploads import MAX_FILES, Uploads

__all__ = ["router"]

router = APIRouter(prefix="/api/articles", tags=["Articles"])
Serving = Annotated[Served, Depends(served_by)]
OnProgress = Callable[[AddProgress], None]

_WEB = re.compile(r"https?://", re.IGNORECASE)
_REFRESHED = {**REPORT, "added": [], "updated": REPORT["added"]}
_ADDED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Nothing new; or, with `Accept: text/event-stream`, a `progress` event for "
        "each article as it is settled and last a `report` or `error`.",
        "content": {"application/json": {"example": REPORT}, **EVENTS},
    },
    201: {"description": "Every article is stored", "content": {"application/json": {}}},
    207: {"description": "Some failed; the report has the reasons"},
    **problems(400, 403, 413, 415, 422, 507),
}


@router.get("", summary="List the articles", response_class=Json, responses=problems(422))
async def list_articles(query: Annotated[ListQuery, Query()], served: Serving) -> Response:
    """Return articles without their texts, and how many there are.

    `added` is when an article came in or was last changed. What the order goes by and is missing
    comes last.
    """
    stored = await served.assistant.aheaders()
    headers = listed(stored, query.q, query.sort, no_filters(query.to_filters()))
    shown = [each.to_dict() for each in headers[query.offset : query.offset + query.limit]]
    page = {"total": len(headers), "offset": query.offset, "limit": query.limit}
    return Json({**page, "articles": shown})


@router.get(
    "/{article_id:path}",
    summary="Read an article",
    response_class=Json,
    responses=problems(404),
)
async def read_article(article_id: str, request: Request, served: Serving) -> Response:
    """Return an article with its text, into which the offsets of quotes point.

    `origin` is the URL that it was read from, or the last name of the file.
    """
    return _reply(await served.assistant.aarticle(article_id), request)


@router.delete(
    "/{article_id:path}", summary="Remove an article", status_code=204, responses=problems(404)
)
async def remove_article(article_id: str, served: Serving) -> Response:
    """Remove an article and everything derived from it; the last removals can be undone."""
    await served.assistant.aremove(article_id)
    return Response(status_code=204)


@router.post(
    "/{article_id:path}/restore",
    summary="Undo a removal",
    response_class=Json,
    responses=problems(404, 415),
)
async def reinstate_article(article_id: str, request: Request, served: Serving) -> Response:
    """Bring back one of the articles that were removed last, as it was; return it.

    Nothing is fetched. What was removed is kept in memory only, until the server ends.
    """
    return _reply(await served.assistant.areinstate(article_id), request)


@router.post(
    "/{article_id:path}/refresh",
    summary="Read an article again",
    response_class=Json,
    responses={
        200: {
            "description": "The article, under `updated` where it has changed",
            "content": {"application/json": {"example": _REFRESHED}},
        },
        **problems(404, 415, 422),
    },
)
async def refresh_article(article_id: str, request: Request, served: Serving) -> Response:
    """Read an article again from where it came, or from its URL, and store what has changed.

    It keeps its id. Where the page cannot be read the article stays as it is: 422 has the reason.
    Files are read again for the commands of the user who runs the server only.
    """
    report = await served.assistant.arefresh(article_id, files=is_owner(request.scope))
    return added_reply(report) if report.failed else Json(report.to_dict())


@router.post("", summary="Add URLs or articles", response_class=Json, responses=_ADDED)
async def add(body: AddRequest, request: Request, served: Serving) -> Response:
    """Read pages, feeds and sitemaps, and store them with the articles that are sent along.

    One bad source never stops the rest. Paths of files are for the commands of the user who runs
    the server; others upload files.
    """
    if not is_owner(request.scope) and not all(map(_WEB.match, body.sources)):
        raise HTTPException(403, "a source is not an http or https URL: upload files instead")
    articles = [each.to_article() for each in body.articles]

    async def work(on_progress: OnProgress) -> AddReport:
        report = AddReport()
        if body.sources:
            report = await served.assistant.aadd(*body.sources, on_progress=on_progress)
        if articles:
            more = await served.assistant.aadd_articles(articles, on_progress=on_progress)
            report = _joined(report, more)
        return report

    if wants_events(request):
        return EventStream(added_events(work), served.stopping)
    return added_reply(await work(lambda _: None))


@router.post("/files", summary="Upload files", response_class=Json, responses=_ADDED)
async def upload(
    files: Annotated[
        list[UploadFile], File(description=".txt .md .html .pdf .docx .jsonl or a feed")
    ],
    request: Request,
    served: Serving,
) -> Response:
    """Read uploaded files as articles; a file's name serves as a title where it has none."""
    if len(files) > MAX_FILES:
        raise HTTPException(413, f"{len(files)} files at once, {MAX_FILES} are allowed: send fewer")
    uploads = Uploads(served.settings.data_dir, served.settings.fetch_max_bytes)
    paths = await uploads.store(files)

    async def work(on_progress: OnProgress) -> AddReport:
        try:
            report = AddReport()
            if paths:
                report = await served.assistant.aadd(
                    *paths, on_progress=on_progress, names=uploads.names
                )
            return _joined(report, uploads.refused())
        finally:
            uploads.discard()

    if wants_events(request):
        return EventStream(added_events(work), served.stopping)
    return added_reply(await work(lambda _: None))


def _reply(article: Article, request: Request) -> Response:
    """Return an article; the whole path of a file that it was read from is for the owner only."""
    if article.origin and not is_owner(request.scope):
        article = replace(article, origin=named(article.origin))
    return Json(article.to_dict())


def _joined(first: AddReport, second: AddReport) -> AddReport:
    def both(name: str) -> tuple[AddItem, ...]:
        return (*getattr(first, name), *getattr(second, name))

    return AddReport(both("added"), both("updated"), both("unchanged"), both("failed"))
