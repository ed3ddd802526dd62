from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from index.database import Database
from qa.conversations.store import Conversations

START = datetime(2026, 3, 1, 10, tzinfo=UTC)


class Clock:
    """A clock that goes a second at each look, and as far as one likes in between."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def counted():
    """Return ids that count."""
    made = iter(range(10**6))
    return lambda: f"id-{next(made)}"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "conversations.sqlite3")
    yield database
    database.close()


@pytest.fixture
def kept(database, clock):
    return Conversations(database, clock, counted())
