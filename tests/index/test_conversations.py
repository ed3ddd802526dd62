"""Rows of conversations, through old folders, reindexing and backups."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from index.collection import Collection
from index.conversations import (
    StoredTurn,
    add_conversation,
    belongs_to,
    copy_conversations,
    count_conversations,
    count_turns,
    header_rows,
    number_of,
    purge_removed,
    put_turn,
    set_removed,
    set_title,
    stored_turns,
    visible_row,
)
from index.database import _STEPS, Database
from index.ingestion import Ingestion
from index.upkeep import reindex, restore
from tests.conftest import TREATY
from tests.fakes.embedder import WordEmbedder

TRUTH = "articles.sqlite3"
MINE, OTHERS = b"m" * 32, b"o" * 32
TURN = StoredTurn("Who signed?", "2026-03-01T10:00:00", "Ali signed. [1]", '{"a": 1}', None, "")
LATER = replace(TURN, question="And for Iraq?", said="Qasem did.", note="stopped")


def at(minute):
    return f"2026-03-01T10:{minute:02}:00.000000+00:00"


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / TRUTH)
    yield database
    database.close()


def begun(database, name, owner=MINE, minute=0):
    with database.transaction() as transaction:
        number = add_conversation(transaction, name, owner, at(minute))
        put_turn(transaction, number, 0, TURN, at(minute))
    return number


def test_turns_are_read_back_whole_oldest_first(database):
    number = begun(database, "a")
    with database.transaction() as transaction:
        put_turn(transaction, number, 1, LATER, at(1))
        assert count_turns(transaction, number) == 2
    assert stored_turns(database, "a") == [TURN, LATER]
    (header,) = header_rows(database, MINE)
    assert (header.id, header.title, header.turns) == ("a", None, 2)
    assert (header.created, header.updated) == (at(0), at(1))
    assert header.first_question == "Who signed?"


def test_a_turn_put_earlier_takes_all_later_ones_with_it(database):
    number = begun(database, "a")
    with database.transaction() as transaction:
        put_turn(transaction, number, 1, LATER, at(1))
        put_turn(transaction, number, 0, LATER, at(2))
    assert stored_turns(database, "a") == [LATER]


def test_an_owner_sees_their_own_changed_last_first(database):
    first = begun(database, "a", minute=1)
    begun(database, "b", minute=2)
    begun(database, "c", OTHERS, minute=3)
    assert [each.id for each in header_rows(database, MINE)] == ["b", "a"]
    with database.transaction() as transaction:
        put_turn(transaction, first, 1, LATER, at(4))
        assert count_conversations(transaction, MINE) == 2
        assert number_of(transaction, "c", MINE) is None
    assert [each.id for each in header_rows(database, MINE)] == ["a", "b"]
    assert belongs_to(database, "c", OTHERS)
    assert not belongs_to(database, "c", MINE)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["signed"], True),
        (["iraq", "ali"], True),
        (["border"], True),
        (["ali", "owls"], False),
        (["%"], False),
        (["_"], False),
        (["gned.", "qasem"], True),
    ],
)
def test_every_word_must_occur_in_title_questions_or_answers(database, words, found):
    number = begun(database, "a")
    with database.transaction() as transaction:
        put_turn(transaction, number, 1, LATER, at(1))
        set_title(transaction, number, "The BORDER treaty")
    assert bool(header_rows(database, MINE, words)) == found


def test_what_was_removed_is_hidden_comes_back_and_is_deleted_in_the_end(database):
    number = begun(database, "a")
    with database.transaction() as transaction:
        set_removed(transaction, number, at(5))
        assert number_of(transaction, "a", MINE) is None
        assert number_of(transaction, "a", MINE, removed=True) == number
        assert count_conversations(transaction, MINE) == 0
    assert header_rows(database, MINE) == []
    assert visible_row(database, "a") is None
    with database.transaction() as transaction:
        purge_removed(transaction, at(5))
        set_removed(transaction, number, None)
    assert visible_row(database, "a") is not None
    with database.transaction() as transaction:
        set_removed(transaction, number, at(5))
        purge_removed(transaction, at(6))
    assert database.rows("SELECT * FROM conversations") == []
    assert database.rows("SELECT * FROM turns") == []


def test_a_copy_holds_every_row(database, tmp_path):
    begun(database, "a")
    begun(database, "b", OTHERS)
    other = Database(tmp_path / "other.sqlite3")
    copy_conversations(database, other)
    for table in ("conversations", "turns"):
        rows = f"SELECT * FROM {table}"
        assert list(map(tuple, other.rows(rows))) == list(map(tuple, database.rows(rows)))
    other.close()


def test_a_folder_of_an_earlier_schema_gains_the_tables(tmp_path):
    with sqlite3.connect(tmp_path / TRUTH) as old:
        old.executescript(";".join((*_STEPS[:2], "PRAGMA user_version = 2")))
    old.close()
    database = Database(tmp_path / TRUTH)
    begun(database, "a")
    assert stored_turns(database, "a") == [TURN]
    database.close()


def test_reindexing_and_backups_keep_conversations(tmp_path):
    with Collection(tmp_path, WordEmbedder().identity, 32) as collection:
        Ingestion(collection, WordEmbedder(), 32).add_articles([TREATY])
        begun(collection.database, "a")
        collection.database.backup(tmp_path / "saved")
        begun(collection.database, "b", minute=1)
    other = WordEmbedder(name="other")
    reindex(tmp_path, other, 32)
    with Collection(tmp_path, other.identity, 32) as collection:
        assert [each.id for each in header_rows(collection.database, MINE)] == ["b", "a"]
        assert stored_turns(collection.database, "a") == [TURN]
    restore(tmp_path, tmp_path / "saved")
    with Collection(tmp_path, WordEmbedder().identity, 32) as collection:
        assert [each.id for each in header_rows(collection.database, MINE)] == ["a"]
