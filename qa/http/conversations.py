"""``/api/conversations``: kept conversations, to list, read, add to, rename, remove.

The owner's key travels in a header, since addresses end up in logs. A turn is added by the trace id
of one of the last answers, so that nobody can store an answer that this server did not give.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import Field

from qa.conversations.markdown import to_markdown
from qa.conversations.records import Turn, turn_of
from qa.http.examples import ANSWER, problems
from qa.http.replies import Json
from qa.http.schemas import Strict
from qa.http.served import Served, served_by

__all__ = ["router"]

router = APIRouter(prefix="/api/conversations", tags=["Conversations"])
Serving = Annotated[Served, Depends(served_by)]
Owner = Annotated[
    str,
    Header(
        alias="X-QA-Owner",
        min_length=16,
        max_length=200,
        description="a random key that the client made and keeps; needed to list and to change",
    ),
]

_NAME_CHARS = 60
_HEADER = {
    "id": "pzJ3kV0x8mNq2RtYw5Lc7aBd",
    "title": "Who signed the agreement for Iran?",
    "updated": "2026-03-01T10:00:00+00:00",
    "turns": 1,
}
_WHOLE = {
    **_HEADER,
    "created": "2026-03-01T10:00:00+00:00",
    "turns": [
        {
            "question": "Who signed the agreement for Iran?",
            "asked": "2026-03-01T10:00:00+00:00",
            "answer": ANSWER,
            "filters": None,
            "note": "",
        }
    ],
}
_MARKDOWN = {"content": {"text/markdown": {"schema": {"type": "string"}}}}


def _example(content: object) -> dict[str, object]:
    return {"content": {"application/json": {"example": content}}}


class SearchedList(Strict):
    """Which conversations to list."""

    q: Annotated[
        str, Field(max_length=500, description="words that must all occur, in any case")
    ] = ""


class Given(Strict):
    """One of the last answers of this server."""

    trace_id: Annotated[str, Field(min_length=1, max_length=200, description="of the answer")]


class GivenTurn(Given):
    """The same, and where it belongs."""

    position: Annotated[
        int | None,
        Field(
            ge=0,
            le=1_000_000,
            description="counted from 0; a turn that is there is replaced, with all after it; "
            "left out, the turn is appended",
        ),
    ] = None


class Titled(Strict):
    """A title; the conversation says which lengths it takes."""

    title: Annotated[str, Field(max_length=1000)]


@router.get(
    "",
    summary="List conversations",
    response_class=Json,
    responses={200: _example({"conversations": [_HEADER]}), **problems(422)},
)
async def list_conversations(
    query: Annotated[SearchedList, Query()], owner: Owner, served: Serving
) -> Response:
    """Return the owner's conversations without their turns, changed last first."""
    kept = served.assistant.conversations
    headers = await asyncio.to_thread(kept.headers, owner, query.q)
    return Json({"conversations": [each.to_dict() for each in headers]})


@router.post(
    "",
    summary="Begin a conversation",
    status_code=201,
    response_class=Json,
    responses={201: _example(_WHOLE), **problems(404, 415, 422)},
)
async def begin(body: Given, owner: Owner, served: Serving) -> Response:
    """Keep one of the last answers as the first turn of a new conversation.

    Whoever has the id of the reply may read the conversation.
    """
    turn = await _turn(body, served)
    begun = await asyncio.to_thread(served.assistant.conversations.begin, owner, turn)
    return Json(begun.to_dict(), 201, {"Location": f"/api/conversations/{begun.id}"})


@router.post(
    "/{conversation_id}/turns",
    summary="Add a turn",
    status_code=201,
    response_class=Json,
    responses={201: _example({"position": 1}), **problems(404, 415, 422)},
)
async def add_turn(
    conversation_id: str, body: GivenTurn, owner: Owner, served: Serving
) -> Response:
    """Keep one of the last answers as a turn, and say where it stands."""
    turn = await _turn(body, served)
    put = served.assistant.conversations.put
    position = await asyncio.to_thread(put, conversation_id, owner, body.position, turn)
    return Json({"position": position}, 201)


@router.get(
    "/{conversation_id}",
    summary="Read a conversation",
    response_class=Json,
    responses={200: _example(_WHOLE), **problems(404)},
)
async def read(conversation_id: str, served: Serving) -> Response:
    """Return a conversation with whole answers; it takes its id and no key."""
    kept = await asyncio.to_thread(served.assistant.conversations.get, conversation_id)
    return Json(kept.to_dict())


@router.get(
    "/{conversation_id}/markdown",
    summary="Export a conversation",
    response_class=Response,
    responses={200: _MARKDOWN, **problems(404)},
)
async def export(conversation_id: str, served: Serving) -> Response:
    """Return a conversation as a Markdown file, with every quote and its source."""
    kept = await asyncio.to_thread(served.assistant.conversations.get, conversation_id)
    return Response(
        to_markdown(kept).encode("utf-8", "replace"),
        media_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_file_name(kept.title)}"'},
    )


@router.patch(
    "/{conversation_id}",
    summary="Rename a conversation",
    status_code=204,
    responses=problems(404, 415, 422),
)
async def rename(conversation_id: str, body: Titled, owner: Owner, served: Serving) -> Response:
    """Give a conversation a title, in the place of the one made of its first question."""
    change = served.assistant.conversations.rename
    await asyncio.to_thread(change, conversation_id, owner, body.title)
    return Response(status_code=204)


@router.delete(
    "/{conversation_id}",
    summary="Remove a conversation",
    status_code=204,
    responses=problems(404, 422),
)
async def remove(conversation_id: str, owner: Owner, served: Serving) -> Response:
    """Remove a conversation; for an hour it can be restored, then it is deleted."""
    await asyncio.to_thread(served.assistant.conversations.remove, conversation_id, owner)
    return Response(status_code=204)


@router.post(
    "/{conversation_id}/restore",
    summary="Restore a conversation",
    status_code=204,
    responses=problems(404, 415, 422),
)
async def restore(conversation_id: str, owner: Owner, served: Serving) -> Response:
    """Bring back a conversation that was removed within the last hour."""
    await asyncio.to_thread(served.assistant.conversations.restore, conversation_id, owner)
    return Response(status_code=204)


async def _turn(body: Given, served: Served) -> Turn:
    return turn_of(await served.assistant.atrace(body.trace_id), datetime.now(UTC))


def _file_name(title: str) -> str:
    """Return a name of ASCII letters, digits and hyphens, which every system and header takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:_NAME_CHARS].strip("-")
    return f"{name or 'conversation'}.md"
