from dataclasses import replace

from qa.types import Citation
from qa.ui.place import Place
from qa.ui.reader.quotes import index_of, opened_from
from qa.ui.talk.turn import Turn
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.records import ASKED


def citation(article_id: str, quote: str, start: int) -> Citation:
    return Citation(1, article_id, "", "", None, None, quote, start, start + len(quote))


RAIN, AGAIN, SNOW = citation("a", "Rain.", 0), citation("a", "Rain.", 9), citation("b", "Snow.", 0)


def turn(*citations: Citation) -> Turn:
    answer = replace(FakeAssistant().ask("Zyzzogeton?"), citations=citations)
    return Turn("What fell?", ASKED, answer=answer)


def test_numbers_decide_where_a_place_has_them():
    cited = (RAIN, AGAIN, SNOW)
    assert index_of(Place("a", 9, 14), cited) == 1
    assert index_of(Place("a", 9, 14, quote="Rain."), cited) == 1
    assert index_of(Place("a", 1, 2, quote="Rain."), cited) is None


def test_a_quote_decides_where_there_are_no_numbers():
    assert index_of(Place("b", quote="Snow."), (RAIN, SNOW)) == 1
    assert index_of(Place("b", quote="Rain."), (RAIN, SNOW)) is None


def test_an_article_as_a_whole_is_no_quote():
    assert index_of(Place("a"), (RAIN, AGAIN)) is None


def test_the_last_answer_that_cites_a_place_is_the_one_it_was_opened_from():
    turns = (turn(RAIN), turn(RAIN, SNOW), turn(SNOW), Turn("And?", ASKED, problem="down"))
    assert opened_from(Place("a", quote="Rain."), turns) == (
        Place("a", turn=1, quote="Rain."), (RAIN, SNOW)
    )  # fmt: skip
    assert opened_from(Place("a", quote="Hail."), turns) == (Place("a", quote="Hail."), ())


def test_a_place_that_names_its_turn_keeps_it():
    turns = (turn(RAIN), turn(RAIN, SNOW))
    assert opened_from(Place("a", 0, 5, turn=0), turns) == (Place("a", 0, 5, turn=0), (RAIN,))
    assert opened_from(Place("a", 0, 5, turn=7), turns) == (Place("a", 0, 5, turn=7), ())
