"""Keeping conversations: who may do what, what comes back, what is refused."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.database import Database
from index.types import Filters
from qa.conversations.records import ConversationHeader, Turn, title_from
from qa.conversations.store import Conversations, Limits
from qa.errors import ConversationError, ConversationNotFound
from qa.types import Answer
from tests.fakes.assistant import FakeAssistant
from tests.qa.conversations.answers import storable, turns
from tests.qa.conversations.conftest import START, Clock, counted

ME, YOU = "my-own-key-0123456789", "your-own-key-0123456789"
QUESTION = "Who signed the agreement for Iran?"
ANSWER = FakeAssistant().ask(QUESTION)
TURN = Turn(QUESTION, START, ANSWER, Filters(sources=("Example Wire",)))
OWLS = Turn("How many owls?", START, FakeAssistant().ask("How many owls were counted?"))


def test_a_conversation_comes_back_as_it_was(kept):
    begun = kept.begin(ME, TURN)
    assert kept.put(begun.id, ME, 1, OWLS) == 1
    read = kept.get(begun.id)
    assert read.turns == (TURN, OWLS)
    assert read.turns[0].answer == ANSWER
    assert ANSWER.evidence
    assert ANSWER.results
    assert (read.id, read.title) == ("id-0", QUESTION)
    assert read.updated > read.created
    assert read.header == ConversationHeader("id-0", QUESTION, read.updated, 2)


def test_editing_a_question_drops_what_came_after_it(kept):
    begun = kept.begin(ME, TURN)
    kept.put(begun.id, ME, None, OWLS)
    kept.put(begun.id, ME, None, TURN)
    kept.put(begun.id, ME, 0, OWLS)
    read = kept.get(begun.id)
    assert read.turns == (OWLS,)
    assert read.title == "How many owls?"


@pytest.mark.parametrize("position", [2, 99, -1])
def test_a_turn_in_a_place_that_is_not_there_is_refused(kept, position):
    begun = kept.begin(ME, TURN)
    with pytest.raises(ConversationError, match="has 1 turns"):
        kept.put(begun.id, ME, position, OWLS)
    assert kept.get(begun.id).turns == (TURN,)


def test_a_turn_without_an_answer_says_why(kept):
    stopped = Turn(QUESTION, START, note="Stopped.")
    assert kept.get(kept.begin(ME, stopped).id).turns == (stopped,)


@pytest.mark.parametrize("owner", [YOU, ME.upper()])
def test_who_does_not_own_it_can_read_it_and_nothing_else(kept, owner):
    begun = kept.begin(ME, TURN)
    attempts = [
        lambda: kept.put(begun.id, owner, 0, OWLS),
        lambda: kept.rename(begun.id, owner, "Mine now"),
        lambda: kept.remove(begun.id, owner),
        lambda: kept.restore(begun.id, owner),
    ]
    for attempt in attempts:
        with pytest.raises(ConversationNotFound) as refused:
            attempt()
        with pytest.raises(ConversationNotFound) as unknown:
            kept.rename("nothing", owner, "Mine now")
        assert str(refused.value) == str(unknown.value).replace("nothing", begun.id)
    assert kept.headers(owner) == []
    assert kept.get(begun.id) == begun
    assert (kept.owns(begun.id, ME), kept.owns(begun.id, owner)) == (True, False)


def test_the_key_is_stored_nowhere(kept, database, tmp_path):
    begun = kept.begin(ME, TURN)
    kept.rename(begun.id, ME, "A title")
    kept.remove(begun.id, ME)
    database.backup(tmp_path / "saved")
    for path in tmp_path.iterdir():
        assert ME.encode() not in path.read_bytes()
    assert "owner" not in begun.to_dict()


@pytest.mark.parametrize("owner", ["", "x" * 15, "x" * 201])
def test_what_is_no_key_is_refused(kept, owner):
    for attempt in (lambda: kept.begin(owner, TURN), lambda: kept.headers(owner)):
        with pytest.raises(ConversationError, match="16 to 200"):
            attempt()


def test_the_list_is_the_owners_changed_last_first(kept):
    first, second = kept.begin(ME, TURN), kept.begin(ME, OWLS)
    kept.begin(YOU, OWLS)
    assert [each.id for each in kept.headers(ME)] == [second.id, first.id]
    kept.put(first.id, ME, None, OWLS)
    assert [(each.id, each.turns) for each in kept.headers(ME)] == [(first.id, 2), (second.id, 1)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 2),
        ("  ", 2),
        ("OWLS", 1),
        ("shamkhani IRAN", 1),
        ("shamkhani owls", 0),
        ("straße", 1),
        ("STRASSE", 1),
        ("100%", 1),
        ("%", 1),
        ("_", 0),
        ("\\", 0),
        ("owls\0", 1),
        ("\ud800\ud801", 0),
    ],
)
def test_every_word_must_occur_whatever_its_case(kept, words, found):
    kept.begin(ME, TURN)
    owls = kept.begin(ME, OWLS)
    kept.rename(owls.id, ME, "Straße, 100% of it")
    assert len(kept.headers(ME, words)) == found


def test_a_title_is_the_first_question_until_one_is_given(kept):
    begun = kept.begin(ME, TURN)
    kept.rename(begun.id, ME, "  The border\n pact ")
    kept.put(begun.id, ME, 0, OWLS)
    assert kept.get(begun.id).title == "The border pact"
    assert kept.headers(ME)[0].title == "The border pact"


@pytest.mark.parametrize("title", ["", " \n\t", "x" * 121])
def test_a_title_that_is_empty_or_too_long_is_refused(kept, title):
    begun = kept.begin(ME, TURN)
    with pytest.raises(ConversationError, match="title"):
        kept.rename(begun.id, ME, title)
    assert kept.get(begun.id).title == QUESTION


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Who signed it?", "Who signed it?"),
        ("  Who\nsigned  it? ", "Who signed it?"),
        ("word " * 20, "word word word word word word word word word word word …"),
        ("x" * 80, "x" * 59 + "…"),
        ("", ""),
    ],
)
def test_a_long_question_is_cut_at_a_word(question, title):
    assert title_from(question) == title
    assert len(title) <= 60


def test_what_was_removed_can_be_put_back_for_an_hour(kept, clock):
    begun = kept.begin(ME, TURN)
    kept.remove(begun.id, ME)
    assert kept.headers(ME) == []
    assert not kept.owns(begun.id, ME)
    for attempt in (
        lambda: kept.get(begun.id),
        lambda: kept.put(begun.id, ME, 0, OWLS),
        lambda: kept.remove(begun.id, ME),
    ):
        with pytest.raises(ConversationNotFound):
            attempt()
    clock.now += timedelta(minutes=59)
    kept.restore(begun.id, ME)
    assert kept.get(begun.id) == begun
    with pytest.raises(ConversationNotFound):
        kept.restore(begun.id, ME)


def test_after_an_hour_nothing_of_it_is_left(kept, clock, database):
    begun = kept.begin(ME, TURN)
    kept.remove(begun.id, ME)
    clock.now += timedelta(minutes=61)
    kept.purge()
    with pytest.raises(ConversationNotFound):
        kept.restore(begun.id, ME)
    assert database.rows("SELECT * FROM turns") == []


def test_beyond_the_limits_is_refused_and_nothing_is_dropped(database, clock):
    kept = Conversations(database, clock, counted(), Limits(conversations=2, turns=2))
    first, second = kept.begin(ME, TURN), kept.begin(ME, TURN)
    with pytest.raises(ConversationError, match="remove some"):
        kept.begin(ME, TURN)
    kept.begin(YOU, TURN)
    kept.put(first.id, ME, None, OWLS)
    with pytest.raises(ConversationError, match="begin another"):
        kept.put(first.id, ME, None, OWLS)
    kept.put(first.id, ME, 1, TURN)
    assert {each.id: each.turns for each in kept.headers(ME)} == {first.id: 2, second.id: 1}
    kept.remove(second.id, ME)
    kept.begin(ME, TURN)
    with pytest.raises(ConversationError, match="remove some"):
        kept.restore(second.id, ME)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "null", '"text"', "{}", '{"text": "a", "question": "b"}', "broken citations"],
)
def test_an_answer_of_another_version_leaves_the_rest_readable(kept, database, content):
    begun = kept.begin(ME, TURN)
    kept.put(begun.id, ME, None, OWLS)
    if content == "broken citations":
        content = json.dumps({**ANSWER.to_dict(), "citations": [{"number": 1}]})
    with database.transaction() as transaction:
        transaction.execute("UPDATE turns SET answer = ? WHERE position = 0", (content,))
    lost, whole = kept.get(begun.id).turns
    assert (lost.question, lost.answer, lost.filters) == (QUESTION, None, TURN.filters)
    assert "ask the question again" in lost.note
    assert whole == OWLS
    assert kept.headers(ME)[0].turns == 2


def test_fields_of_a_neighbouring_version_are_no_obstacle(kept, database):
    begun = kept.begin(ME, TURN)
    content = {**ANSWER.to_dict(), "later": 1}
    del content["as_of"]
    with database.transaction() as transaction:
        transaction.execute("UPDATE turns SET answer = ?", (json.dumps(content),))
    assert kept.get(begun.id).turns == (TURN,)


def test_two_tabs_that_write_at_once_lose_no_appended_turn(kept):
    begun = kept.begin(ME, TURN)
    failures = []

    def write(tab):
        try:
            for number in range(10):
                kept.put(begun.id, ME, None, replace(OWLS, question=f"{tab} {number}"))
        except Exception as error:  # noqa: BLE001 (told by the main thread)
            failures.append(error)

    tabs = [threading.Thread(target=write, args=(tab,)) for tab in "ab"]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert failures == []
    first, *others = kept.get(begun.id).turns
    assert first == TURN
    assert sorted(each.question for each in others) == sorted(
        f"{tab} {number}" for tab in "ab" for number in range(10)
    )
    assert all(each.answer == OWLS.answer for each in others)


def test_tabs_that_write_to_the_same_place_leave_one_whole_turn_there(kept):
    begun = kept.begin(ME, TURN)
    given_ = [replace(OWLS, question=f"tab {number}") for number in range(8)]
    tabs = [threading.Thread(target=kept.put, args=(begun.id, ME, 1, turn)) for turn in given_]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    first, second = kept.get(begun.id).turns
    assert first == TURN
    assert second in given_


operations = st.lists(
    st.tuples(
        st.sampled_from(["begin", "put", "remove", "restore"]),
        st.integers(0, 3),
        st.integers(0, 3),
        turns,
    ),
    max_size=10,
)


@settings(max_examples=30, deadline=None)
@given(operations=operations, word=storable)
def test_whatever_is_done_every_answer_stays_what_it_was(tmp_path_factory, operations, word):
    database = Database(tmp_path_factory.mktemp("kept") / "conversations.sqlite3")
    kept = Conversations(database, Clock(), counted())
    shown, hidden, ids = {}, {}, []
    for name, which, position, turn in operations:
        if name == "begin" or which >= len(ids):
            ids.append(kept.begin(ME, turn).id)
            shown[ids[-1]] = [turn]
        elif name == "put" and (chosen := ids[which]) in shown:
            place = min(position, len(shown[chosen]))
            kept.put(chosen, ME, place, turn)
            shown[chosen][place:] = [turn]
        elif name == "remove" and (chosen := ids[which]) in shown:
            kept.remove(chosen, ME)
            hidden[chosen] = shown.pop(chosen)
        elif name == "restore" and (chosen := ids[which]) in hidden:
            kept.restore(chosen, ME)
            shown[chosen] = hidden.pop(chosen)
    assert {each.id for each in kept.headers(ME)} == set(shown)
    for name, expected in shown.items():
        assert list(kept.get(name).turns) == expected
    wanted = word.casefold().replace("\0", " ").split()
    assert {each.id for each in kept.headers(ME, word)} == {
        name for name, said in shown.items() if all(map(searched(said).__contains__, wanted))
    }
    database.close()


def searched(said):
    texts = [text for turn in said for text in (turn.question, answer_text(turn.answer))]
    return "\0".join(texts).casefold()


def answer_text(answer: Answer | None) -> str:
    return answer.text.encode("utf-8", "replace").decode() if answer else ""


def test_the_time_is_kept_in_utc_whatever_its_zone(kept):
    zone = datetime.fromisoformat("2026-03-01T12:00:00+05:30")
    read = kept.get(kept.begin(ME, replace(TURN, asked=zone)).id)
    assert read.turns[0].asked == zone
    assert read.turns[0].asked.tzinfo == UTC
