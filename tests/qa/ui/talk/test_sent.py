"""What is asked of what was pressed, and what the second of two presses asks."""

from datetime import UTC, datetime, timedelta

import pytest

from index.types import Filters
from qa.ui.talk.sent import Sent
from qa.ui.talk.turn import Turn

NOW = datetime(2026, 11, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=5)
OWLS = Filters(article_ids=("owls",))
DONE = Turn("How many owls?", NOW, OWLS, stopped=True)


def test_the_composer_asks_the_chosen_articles():
    assert Sent(LATER, OWLS).turn(" Who? ", (DONE,)) == Turn("Who?", LATER, OWLS)


def test_an_offered_question_is_asked_whatever_is_being_written():
    assert Sent(LATER, chosen="Why?").turn("half a quest", (DONE,)) == Turn("Why?", LATER)


def test_a_turn_is_asked_again_over_its_own_articles():
    assert Sent(LATER, again=NOW).turn("half", (DONE,)) == Turn("How many owls?", LATER, OWLS)


@pytest.mark.parametrize(
    ("sent", "composer"),
    [
        (Sent(LATER), "  "),
        (Sent(LATER, chosen="How many owls?"), ""),
        (Sent(LATER, again=NOW - timedelta(days=1)), "half"),
    ],
)
def test_a_second_press_asks_nothing(sent, composer):
    assert sent.turn(composer, (DONE,)) is None


@pytest.mark.parametrize("sent", [Sent(LATER), Sent(LATER, chosen="Why?")])
def test_nothing_is_asked_while_an_answer_grows(sent):
    assert sent.turn("Who?", (Turn("Open?", NOW),)) is None


def test_only_the_composer_asks_what_is_edited():
    assert Sent(LATER).replaced(0, (DONE, DONE)) == 0
    assert Sent(LATER, chosen="Why?").replaced(0, (DONE, DONE)) is None
    assert Sent(LATER, again=NOW).replaced(0, (DONE, DONE)) == 1
