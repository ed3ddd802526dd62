"""Work in spare time gives way to questions, and comes back after them."""

from __future__ import annotations

import asyncio

import pytest

from qa.suggesting import SpareTime


class Work:
    """Begins, and ends when it is let go; counts both, and how often it was cancelled."""

    def __init__(self):
        self.begun = self.cancelled = 0
        self.let_go = asyncio.Event()

    async def do(self):
        self.begun += 1
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return "done"


async def _turns(count=10):
    for _ in range(count):
        await asyncio.sleep(0)


async def test_work_is_done_at_once_where_nobody_asks():
    work, spare = Work(), SpareTime()
    work.let_go.set()
    assert await spare.run(work.do) == "done"


async def test_an_error_of_the_work_is_raised():
    async def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await SpareTime().run(fail)


async def test_work_waits_for_all_questions():
    work, spare = Work(), SpareTime()
    work.let_go.set()
    with spare.question():
        with spare.question():
            doing = asyncio.create_task(spare.run(work.do))
            await _turns()
        await _turns()
        assert work.begun == 0
    assert await doing == "done"


async def test_a_question_cancels_work_which_begins_anew():
    work, spare = Work(), SpareTime()
    doing = asyncio.create_task(spare.run(work.do))
    await _turns()
    assert work.begun == 1
    with spare.question():
        await _turns()
        assert (work.begun, work.cancelled) == (1, 1)
    work.let_go.set()
    assert await doing == "done"
    assert work.begun == 2


async def test_cancelling_ends_the_work():
    work, spare = Work(), SpareTime()
    doing = asyncio.create_task(spare.run(work.do))
    await _turns()
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing
    assert work.cancelled == 1
