"""What happens on each event of the list of conversations."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.conversations.records import Conversation, Turn
from qa.conversations.store import OWNER_CHARS
from qa.errors import ArticleQAError
from qa.ui.conversations.listing import list_html, removed_html
from qa.ui.markup import Html
from qa.ui.notices import notice
from qa.ui.session import Thread
from qa.ui.talk.handlers import opened
from qa.ui.talk.keeping import as_shown
from qa.ui.talk.turns import turn_html, turns_html
from qa.ui.talk.welcome import welcome_html

__all__ = ["ConversationHandlers"]

Update = tuple[Any, ...]


def _now() -> datetime:
    return datetime.now(UTC)


class ConversationHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(
        self,
        assistant: Assistant,
        clock: Callable[[], datetime] = _now,
        new_key: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self._assistant = assistant
        self._clock = clock
        self._new_key = new_key

    async def arrive(self, owner: str | None, request: gr.Request) -> Update:
        """Return owner, list, and the conversation that the address names or an empty one.

        What was typed while the page opened stays.
        """
        if not isinstance(owner, str) or len(owner) not in OWNER_CHARS:
            owner = self._new_key()
        named = dict(request.query_params).get("conversation")
        thread, drawn = await self._opened(named, owner) if named else await self._empty()
        return owner, await self._list(owner, "", thread.id), *drawn[:-1]

    async def list(self, owner: str | None, words: str, thread: Thread) -> Html:
        """Return the conversations that hold the words sought."""
        return await self._list(owner, words, thread.id)

    async def open(self, chosen: object, owner: str | None, words: str) -> Update:
        """Return the list and the conversation of the id whose title was pressed."""
        thread, drawn = await self._opened(str(chosen or ""), owner)
        return await self._list(owner, words, thread.id), *drawn

    # -- renaming ------------------------------------------------------------------------------

    async def rename(self, event: gr.EventData) -> Update:
        """Return the id to be renamed, its title in the field, and the field shown."""
        chosen = str(getattr(event, "id", ""))
        try:
            title = (await self._get(chosen)).title
        except ArticleQAError:
            return None, "", gr.Row(visible=False)
        return chosen, title, gr.Row(visible=True)

    async def name(
        self, chosen: str | None, title: str, owner: str | None, words: str, thread: Thread
    ) -> Update:
        """Return the field put away, the list, and why it has not changed."""
        problem = Html()
        if chosen and owner:
            problem = await self._tried(self._assistant.conversations.rename, chosen, owner, title)
        listed = await self._list(owner, words, thread.id)
        return None, gr.Row(visible=False), listed, problem

    # -- removing ------------------------------------------------------------------------------

    async def remove(
        self, owner: str | None, words: str, thread: Thread, event: gr.EventData
    ) -> Update:
        """Return the list, and the line with the way back."""
        chosen = str(getattr(event, "id", ""))
        try:
            line = removed_html(chosen, (await self._get(chosen)).title)
            await asyncio.to_thread(self._assistant.conversations.remove, chosen, owner or "")
        except ArticleQAError as error:
            line = notice(str(error), "problem")
        return await self._list(owner, words, thread.id), line

    async def restore(
        self, owner: str | None, words: str, thread: Thread, event: gr.EventData
    ) -> Update:
        """Return the list with what was removed back in it, and why it is not."""
        removed, problem = str(getattr(event, "id", "")), Html()
        if owner:
            problem = await self._tried(self._assistant.conversations.restore, removed, owner)
        return await self._list(owner, words, thread.id), problem

    # -- inside --------------------------------------------------------------------------------

    async def _tried(self, change: Callable[..., object], *arguments: str) -> Html:
        """Make a change; return what went wrong, "" for nothing."""
        try:
            await asyncio.to_thread(change, *arguments)
        except ArticleQAError as error:
            return notice(str(error), "problem")
        return Html()

    async def _get(self, conversation_id: str) -> Conversation:
        return await asyncio.to_thread(self._assistant.conversations.get, conversation_id)

    async def _list(self, owner: str | None, words: str, opened: str | None) -> Html:
        if not owner:
            return Html()
        try:
            kept = self._assistant.conversations
            headers = await asyncio.to_thread(kept.headers, owner, words)
        except ArticleQAError as error:
            return notice(str(error), "problem")
        return list_html(headers, opened, self._clock().astimezone().date(), words)

    async def _opened(self, conversation_id: str, owner: str | None) -> tuple[Thread, Update]:
        """Return a thread, and what the conversation draws of it."""
        try:
            kept = await self._get(conversation_id)
            owns = self._assistant.conversations.owns
            mine = await asyncio.to_thread(owns, conversation_id, owner) if owner else False
        except ArticleQAError as error:
            thread, drawn = await self._empty()
            return thread, (notice(str(error), "problem"), *drawn[1:])
        turns = tuple(as_shown(each, rateable=self._known(each)) for each in kept.turns)
        thread = Thread(kept.id, shared=not mine)
        last = len(turns) - 1
        past = turns_html(turns[:last], {}, shared=not mine)
        current = turn_html(turns[last], last, {}, shared=not mine) if turns else Html()
        return thread, opened(past, current, turns, thread)

    def _known(self, turn: Turn) -> bool:
        """Whether it is still known how the answer came about, so that it can be rated."""
        try:
            return turn.answer is not None and bool(self._assistant.trace(turn.answer.trace_id))
        except ArticleQAError:
            return False

    async def _empty(self) -> tuple[Thread, Update]:
        welcome = welcome_html(await self._assistant.aheaders())
        return Thread(), opened(welcome, Html(), (), Thread())
