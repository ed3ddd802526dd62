"""The conversations of one data folder.

An id is unguessable, and whoever has it may read the conversation. To list or change conversations
takes the key of their owner, which the client made and keeps; only its SHA-256 is stored. What is
removed can be put back for an hour; the next list or change after that deletes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.conversations import (
    add_conversation,
    any_removed,
    belongs_to,
    count_conversations,
    count_turns,
    header_rows,
    number_of,
    purge_removed,
    put_turn,
    set_removed,
    set_title,
    stored_turns,
    update_turn,
    visible_row,
)
from index.database import Database, Transaction
from qa.conversations.records import Conversation, ConversationHeader, Turn
from qa.conversations.stored import header_from, storable, stored, title_of, turn_from
from qa.errors import ConversationError, ConversationNotFound

__all__ = ["OWNER_CHARS", "Conversations", "Limits"]

_UNDO = timedelta(hours=1)
OWNER_CHARS = range(16, 201)
"""How long a key may be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept; what goes beyond is refused, nothing is dropped for it."""

    conversations: int = 1000
    """Of one owner."""

    turns: int = 200
    """Of one conversation."""

    title_chars: int = 120


class Conversations:
    """Keeps, finds and changes conversations; every call takes milliseconds, from any thread.

    Each raises ConversationNotFound for an id that is not there, was removed, or, where a key is
    asked for, belongs to somebody else; ConversationError for a key that is no key.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        limits: Limits | None = None,
    ) -> None:
        """Use a database; ``clock`` gives a time with its zone, ``new_id`` what nobody guesses."""
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._limits = limits or Limits()

    def begin(self, owner: str, turn: Turn) -> Conversation:
        """Keep a first turn as a new conversation, and return it.

        Raises ConversationError when the owner has as many as are kept.
        """
        key, new = _hashed(owner), self._new_id()
        with self._changing() as (transaction, now):
            self._check_room(transaction, key)
            number = add_conversation(transaction, new, key, now)
            put_turn(transaction, number, 0, stored(turn), now)
        return self.get(new)

    def put(
        self,
        conversation_id: str,
        owner: str,
        position: int | None,
        turn: Turn,
        *,
        expected: int | None = None,
    ) -> int:
        """Write a turn at ``position``, counted from 0, and return that position.

        None, or the number of turns, appends. A smaller position replaces the turn there and drops
        all later ones: this is what it means to edit a question. Raises ConversationError for a
        larger one, when the conversation is full, and where it has not the ``expected`` number of
        turns: then somebody changed it meanwhile, and what they added is not dropped.
        """
        row = stored(turn)
        with self._changing() as (transaction, now):
            number = _owned(transaction, conversation_id, owner)
            turns = count_turns(transaction, number)
            if expected not in {None, turns}:
                raise ConversationError(
                    f"it has {turns} turns by now: it was changed elsewhere; load it again"
                )
            place = self._place(turns, position)
            put_turn(transaction, number, place, row, now)
        return place

    def settle(self, conversation_id: str, owner: str, position: int, turn: Turn) -> None:
        """Write what became of the turn at ``position``; later turns stay.

        Raises ConversationError where another question stands there by now.
        """
        row = stored(turn)
        with self._changing() as (transaction, now):
            number = _owned(transaction, conversation_id, owner)
            if not update_turn(transaction, number, position, row, now):
                raise ConversationError(
                    "the question was edited or removed elsewhere: load the conversation again"
                )

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation with its turns, to whoever has its id."""
        row = visible_row(self._database, storable(conversation_id))
        if row is None:
            raise _not_found(conversation_id)
        turns = stored_turns(self._database, row.id)
        return Conversation(
            id=row.id,
            title=title_of(row),
            created=datetime.fromisoformat(row.created),
            updated=datetime.fromisoformat(row.updated),
            turns=tuple(map(turn_from, turns)),
        )

    def owns(self, conversation_id: str, owner: str) -> bool:
        """Return whether a key may change a conversation; False too where there is none."""
        return belongs_to(self._database, storable(conversation_id), _hashed(owner))

    def headers(self, owner: str, words: str = "") -> list[ConversationHeader]:
        """Return an owner's conversations, changed last first.

        With ``words``, those alone in whose title, questions and answers every word occurs,
        without regard to case; a word matches within a longer one. What was removed over an hour
        ago is deleted first.
        """
        self.purge()
        wanted = storable(words).casefold().replace("\0", " ").split()
        return [header_from(row) for row in header_rows(self._database, _hashed(owner), wanted)]

    def rename(self, conversation_id: str, owner: str, title: str) -> None:
        """Give a conversation a title; raise ConversationError for an empty or too long one."""
        given, most = " ".join(storable(title).split()), self._limits.title_chars
        if not given:
            raise ConversationError("the title is empty: give one")
        if len(given) > most:
            raise ConversationError(
                f"the title has {len(given)} characters, the limit is {most}: shorten it"
            )
        with self._changing() as (transaction, _):
            set_title(transaction, _owned(transaction, conversation_id, owner), given)

    def remove(self, conversation_id: str, owner: str) -> None:
        """Remove a conversation; for an hour ``restore`` brings it back."""
        with self._changing() as (transaction, now):
            set_removed(transaction, _owned(transaction, conversation_id, owner), now)

    def restore(self, conversation_id: str, owner: str) -> None:
        """Bring back a conversation that was removed."""
        with self._changing() as (transaction, _):
            number = _owned(transaction, conversation_id, owner, removed=True)
            self._check_room(transaction, _hashed(owner))
            set_removed(transaction, number, None)

    def purge(self) -> None:
        """Delete for good what was removed over an hour ago; lists and changes do this as well."""
        if any_removed(self._database, _timestamp(self._clock() - _UNDO)):
            with self._changing():
                pass

    @contextmanager
    def _changing(self) -> Iterator[tuple[Transaction, str]]:
        """Give a transaction and the time, once what was removed long enough ago is deleted."""
        now = self._clock()
        with self._database.transaction() as transaction:
            purge_removed(transaction, _timestamp(now - _UNDO))
            yield transaction, _timestamp(now)

    def _check_room(self, transaction: Transaction, key: bytes) -> None:
        most = self._limits.conversations
        if count_conversations(transaction, key) >= most:
            raise ConversationError(
                f"{most} conversations are kept already: remove some that are not needed"
            )

    def _place(self, turns: int, position: int | None) -> int:
        place = turns if position is None else position
        if not 0 <= place <= turns:
            raise ConversationError(
                f"the conversation has {turns} turns, none can be put at {place}: load it again"
            )
        if place >= self._limits.turns:
            raise ConversationError(
                f"the conversation has {turns} turns, no more are kept: begin another"
            )
        return place


def _owned(
    transaction: Transaction, conversation_id: str, owner: str, *, removed: bool = False
) -> int:
    number = number_of(transaction, storable(conversation_id), _hashed(owner), removed=removed)
    if number is None:
        raise _not_found(conversation_id)
    return number


def _not_found(conversation_id: str) -> ConversationNotFound:
    return ConversationNotFound(
        f"no conversation {conversation_id!r} is kept for you: it may have been removed; "
        "begin another"
    )


def _hashed(owner: str) -> bytes:
    """Return what is stored of a key: a key is random, so its hash needs neither salt nor cost."""
    if len(owner) not in OWNER_CHARS:
        raise ConversationError(
            f"an owner's key has {OWNER_CHARS[0]} to {OWNER_CHARS[-1]} random characters: "
            "make one and keep it"
        )
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).digest()


def _timestamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
