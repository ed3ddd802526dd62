from dataclasses import replace
from types import SimpleNamespace

import pytest

from index.types import Article
from qa.errors import ArticleQAError
from qa.ui.reader.article import EMPTY
from qa.ui.reader.handlers import ReaderHandlers
from tests.fakes.assistant import FakeAssistant

QUESTION = "Who signed the agreement for Iran?"


@pytest.fixture
def assistant():
    return FakeAssistant()


def clicked(**place):
    return SimpleNamespace(**place)


async def test_a_link_opens_an_article_by_a_quote(assistant):
    request = SimpleNamespace(query_params={"article": "pact", "quote": "Qasim al-Araji"})
    html = await ReaderHandlers(assistant).arrive((), request)
    assert '<mark class="main">Qasim al-Araji</mark>' in html


async def test_without_an_article_in_the_link_the_reader_waits(assistant):
    request = SimpleNamespace(query_params={})
    assert await ReaderHandlers(assistant).arrive((), request) == EMPTY


async def test_a_link_finds_the_answer_of_the_conversation_that_cites_it(assistant):
    turn = SimpleNamespace(answer=assistant.ask(QUESTION))
    cited = turn.answer.citations[0]
    other = replace(cited, number=2, quote="Qasim al-Araji", start=0, end=1)
    turn.answer = replace(turn.answer, citations=(cited, other))
    unanswered = SimpleNamespace(answer=None)
    request = SimpleNamespace(query_params={"article": "pact", "quote": cited.quote})
    html = await ReaderHandlers(assistant).arrive((turn, unanswered), request)
    assert "Quote 1 of 2" in html
    assert 'aria-label="Next quote"' in html
    assert 'data-turn="0"' in html


async def test_a_click_opens_the_place_among_the_quotes_of_its_answer(assistant):
    turn = SimpleNamespace(answer=assistant.ask(QUESTION))
    cited = turn.answer.citations[0]
    event = clicked(article="pact", start=str(cited.start), end=str(cited.end), turn="0")
    html = await ReaderHandlers(assistant).open((turn,), event)
    assert f'<mark class="main">{cited.quote}</mark>' in html


@pytest.mark.parametrize("turn", ["7", "-1", "x", None])
async def test_a_turn_that_is_not_there_does_not_matter(assistant, turn):
    event = clicked(article="owls", start="0", end="5", turn=turn)
    html = await ReaderHandlers(assistant).open((), event)
    assert '<mark class="main">Forty</mark>' in html


async def test_copies_of_the_story_are_named_in_each_of_them(assistant):
    assistant.store["c"] = Article("Owls", "Owls.", id="c", source="C", copy_of="owls")
    handlers = ReaderHandlers(assistant)
    for opened, other in (("owls", "C"), ("c", "County Wire")):
        html = await handlers.open((), clicked(article=opened))
        assert f"<bdi>{other}</bdi>" in html.rpartition("Also published by")[2]


async def test_an_assistant_that_fails_is_told_in_the_reader(assistant):
    assistant.failure = ArticleQAError("the data folder is locked: stop the other server")
    html = await ReaderHandlers(assistant).open((), clicked(article="pact"))
    assert "the data folder is locked" in html
    assert "Try again" in html


async def test_what_nobody_expected_is_told_without_its_details(assistant, caplog):
    assistant.failure = RuntimeError("/home/someone/secret")
    html = await ReaderHandlers(assistant).open((), clicked(article="pact"))
    assert "could not be opened" in html
    assert "secret" not in html
    assert "secret" in caplog.text
