"""What is a copy of a story, and what only looks like one."""

from __future__ import annotations

from index.copies import bands, is_copy, signature

STORY = (
    "Wardens counted barn owl chicks at the fen this summer and found more than in any year since "
    "counting began. Voles were plentiful after a mild winter, the warden said, and the parents "
    "brought them food through the night. Visitors are asked to stay on the paths until autumn. "
    "The trust that keeps the fen wants to buy the meadow beside it and has asked for gifts. "
    "Volunteers put up twelve boxes in the old barns, and owls moved into nine of them in spring."
)


def shares_a_band(one, other):
    return bool(set(bands(signature(one))) & set(bands(signature(other))))


def test_a_copy_with_an_added_sentence_is_a_copy():
    copy = STORY + " This report first stood elsewhere."
    assert shares_a_band(STORY, copy)
    assert is_copy(STORY, copy)


def test_another_number_in_the_same_place_is_a_conflict_not_a_copy():
    assert not is_copy(STORY, STORY.replace("twelve boxes", "12 boxes").replace("12", "15"))


def test_another_name_in_the_same_place_is_a_conflict_not_a_copy():
    named = STORY.replace("the warden said", "said Mia Holt")
    assert not is_copy(named, named.replace("Mia Holt", "Joe Marsh"))


def test_another_story_is_no_copy():
    other = " ".join(reversed(STORY.split()))
    assert not shares_a_band(STORY, other)
    assert not is_copy(STORY, other)


def test_short_texts_are_copies_only_when_equal():
    assert is_copy("A short note.", "A short note.")
    assert not is_copy("A short note.", "A short nota.")
