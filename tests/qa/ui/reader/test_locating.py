import re

from hypothesis import given
from hypothesis import strategies as st

from qa.ui.place import Place
from qa.ui.reader.locating import Location, locate
from tests.qa.ui.records import texts

TEXT = "The pact was sealed.\n\nAli Shamkhani  signed it.\nOthers watched. Others left."


def of_quote(quote: str, start: int = 0, end: int = 0) -> tuple[str, str]:
    found = locate(TEXT, Place("a", start, end, quote=quote))
    return TEXT[found.start : found.end], found.remark


def test_a_quote_is_found_to_the_character():
    assert of_quote("signed it.") == ("signed it.", "")


def test_other_white_space_between_the_words_marks_the_characters_of_the_article():
    assert of_quote(" sealed. Ali\tShamkhani signed ") == (
        "sealed.\n\nAli Shamkhani  signed",
        "",
    )


def test_of_several_occurrences_the_first_is_marked_and_the_others_are_told():
    found = locate(TEXT, Place("a", quote="Others"))
    assert (found.start, found.end) == (TEXT.index("Others"), TEXT.index("Others") + 6)
    assert "2 times" in found.remark


def test_the_numbers_say_which_occurrence_is_meant():
    start = TEXT.rindex("Others")
    assert locate(TEXT, Place("a", start, start + 6, quote="Others")) == Location(start, start + 6)


def test_a_quote_that_has_moved_is_found_where_it_is_now():
    assert of_quote("Ali Shamkhani  signed", 3, 24) == ("Ali Shamkhani  signed", "")


def test_a_quote_that_is_not_there_is_told_and_nothing_is_marked():
    words, remark = of_quote("Ali Shamkhani signed them.", 3, 20)
    assert words == ""
    assert "not in the article" in remark


def test_numbers_beyond_the_text_are_told_and_nothing_is_marked():
    found = locate(TEXT, Place("a", 10, 5000))
    assert (found.start, found.end) == (0, 0)
    assert "no longer at this place" in found.remark


@given(st.lists(texts, max_size=4).map(" \n ".join), st.data())
def test_words_of_the_article_are_found_whatever_space_is_between_them(text, data):
    words = re.findall(r"\S+", text)
    first = data.draw(st.integers(0, len(words)))
    quote = " ".join(words[first : first + data.draw(st.integers(0, 5))])
    found = locate(text, Place("a", quote=quote))
    assert text[found.start : found.end].split() == quote.split()


@given(texts, st.integers(0, 90), st.integers(0, 90), texts)
def test_whatever_is_asked_for_lies_within_the_text(text, start, end, quote):
    found = locate(text, Place("a", min(start, end), max(start, end), quote=quote))
    assert 0 <= found.start <= found.end <= len(text)
