"""The list of conversations: what it reads of the disk, and what it deletes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qa.conversations.records import Turn
from tests.fakes.assistant import FakeAssistant
from tests.qa.conversations.conftest import START

ME = "my-own-key-0123456789"
QUESTION = "Who signed the agreement for Iran?"
READ = Path("/proc/self/io")


def long_turn(number: int) -> Turn:
    """Return a turn whose answer takes a hundred thousand characters, few of which are searched."""
    answer = FakeAssistant().ask(QUESTION)
    results = (
        replace(answer.results[0], passage=replace(answer.results[0].passage, text="x" * 10**5)),
    )
    return Turn(f"{QUESTION} Part {number}", START, replace(answer, results=results))


def bytes_read() -> int:
    return int(READ.read_text(encoding="ascii").split("rchar:")[1].split()[0])


@pytest.mark.skipif(not READ.exists(), reason="needs Linux, which counts what a process reads")
@pytest.mark.parametrize("words", ["", "shamkhani part"])
def test_a_list_and_a_search_read_no_answers(kept, words):
    for number in range(10):
        begun = kept.begin(ME, long_turn(number))
        for _ in range(4):
            kept.put(begun.id, ME, None, long_turn(number))

    def read() -> int:
        before = bytes_read()
        assert [each.turns for each in kept.headers(ME, words)] == [5] * 10
        return bytes_read() - before

    with ThreadPoolExecutor(1) as pool:  # another thread has nothing of the file in memory
        assert pool.submit(read).result() < 10**6


def test_the_next_list_deletes_what_was_removed_over_an_hour_ago(kept, clock, database):
    begun, other = kept.begin(ME, long_turn(0)), kept.begin(ME, long_turn(1))
    kept.remove(begun.id, ME)
    clock.now += timedelta(minutes=30)
    kept.remove(other.id, ME)
    assert kept.headers(ME) == []
    assert len(database.rows("SELECT id FROM conversations")) == 2
    clock.now += timedelta(minutes=31)
    assert kept.headers(ME) == []
    assert [row["id"] for row in database.rows("SELECT id FROM conversations")] == [other.id]
    kept.restore(other.id, ME)
