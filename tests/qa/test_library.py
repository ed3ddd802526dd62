"""An assistant's articles: a removal undone, an article read again, the log of both."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.listing import listed
from index.types import Article
from qa import Assistant
from qa.errors import ArticleNotFound, SourceError
from tests.conftest import OWLS, TREATY
from tests.fakes.site import local_site, page

QUESTION = "Who signed the border treaty for Iran?"


def shown(assistant):
    """Articles with their times, search results, and the quotes of an answer."""
    results = assistant.search(QUESTION)
    answer = assistant.ask(QUESTION, mode="extractive")
    return (
        [each.to_dict() for each in assistant.articles()],
        [(each.passage, each.rank, each.methods, round(each.score, 4)) for each in results],
        [(each.article_id, each.start, each.end, each.quote) for each in answer.citations],
        assistant.status().provenance,
    )


def test_a_removal_that_is_undone_changes_nothing_that_can_be_seen(assistant, embedder):
    before = shown(assistant)
    assert any(article_id == "treaty" for article_id, *_ in before[2])
    embedder.embedded.clear()
    assistant.remove("treaty")
    with pytest.raises(ArticleNotFound):
        assistant.article("treaty")
    assert shown(assistant) != before
    assert assistant.reinstate("treaty").text == TREATY.text
    assert shown(assistant) == before
    assert embedder.embedded == []


def test_a_removal_is_remembered_until_the_assistant_is_closed(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([OWLS])
        assistant.remove("owls")
    with (
        Assistant(settings, embedder=embedder, model=model) as assistant,
        pytest.raises(ArticleNotFound, match="can no longer be undone"),
    ):
        assistant.reinstate("owls")


def test_articles_know_when_they_came_in(assistant):
    began = datetime.now(UTC)
    assistant.add_articles([Article(title="Newest", text="Something new.")])
    newest = listed(assistant.headers(), sort="added")[0]
    assert newest.title == "Newest"
    assert began <= newest.added <= datetime.now(UTC)


def test_an_article_is_read_again_and_what_failed_is_told(settings, embedder, model):
    settings = settings.model_copy(update={"fetch_allow": ("127.0.0.0/8",)})
    with local_site() as site, Assistant(settings, embedder=embedder, model=model) as assistant:
        url = site.serve("/story", page())
        (item,) = assistant.add(url).added
        assert assistant.refresh(item.article_id, files=False).unchanged
        site.serve("/story", page(end="<p>The vote was repeated on Friday, with one more yes.</p>"))
        assert assistant.refresh(item.article_id, files=False).updated
        assert "Friday" in assistant.article(item.article_id).text
        del site.answers["/story"]
        assert assistant.refresh(item.article_id, files=False).failed
        assert "Friday" in assistant.article(item.article_id).text
        log = assistant.additions()
        assert [each.outcome for each in log] == ["failed", "updated", "added"]
        assert {each.source for each in log} == {url}
        assert assistant.additions(outcome="failed") == log[:1]


def test_an_article_without_an_address_cannot_be_read_again(assistant):
    with pytest.raises(SourceError, match="add it anew"):
        assistant.refresh(OWLS.id)
    with pytest.raises(ArticleNotFound):
        assistant.refresh("none")


def test_an_article_that_is_removed_before_its_turn_is_not_read_again(
    settings, embedder, model, monkeypatch
):
    class Waiting:
        """The turn of a run of adding, for which another one has been waited for."""

        def __enter__(self):
            assistant.remove(item.article_id)

        def __exit__(self, *_):
            pass

    settings = settings.model_copy(update={"fetch_allow": ("127.0.0.0/8",)})
    with local_site() as site, Assistant(settings, embedder=embedder, model=model) as assistant:
        (item,) = assistant.add(site.serve("/story", page())).added
        asked = len(site.asked)
        monkeypatch.setattr(assistant._engine, "_adding", Waiting())
        with pytest.raises(ArticleNotFound):
            assistant.refresh(item.article_id)
        assert len(site.asked) == asked
        assert assistant.articles() == []


async def test_each_call_has_an_asynchronous_form(assistant):
    await assistant.aremove(TREATY.id)
    assert await assistant.areinstate(TREATY.id) == assistant.article(TREATY.id)
    assert await assistant.aadditions(2) == assistant.additions(2)
    with pytest.raises(SourceError):
        await assistant.arefresh(OWLS.id)
