"""An article read again from where it came: the same id, the new text, or left as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.additions import last_additions
from index.collection import Collection
from index.errors import ArticleNotFound, SourceError
from index.ingestion import Ingestion
from index.refreshing import address_of
from index.sources import FetchLimits, SourceReader
from index.types import Article
from tests.fakes.embedder import WordEmbedder
from tests.fakes.site import PARAGRAPHS, local_site, page

TOKENS = 64
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
CHANGED = "The council of Port Selwyn has changed its mind and will build a tunnel instead."


@pytest.fixture(scope="module")
def reader():
    with SourceReader(FetchLimits(allow=("127.0.0.0/8",), timeout=10)) as reader:
        yield reader


@pytest.fixture
def site():
    with local_site() as site:
        yield site


@pytest.fixture
def collection(tmp_path):
    with Collection(tmp_path / "data", WordEmbedder().identity, TOKENS) as collection:
        yield collection


def ingestion(collection, now=NOON):
    return Ingestion(collection, WordEmbedder(), TOKENS, clock=lambda: now)


@pytest.fixture
def add(collection, reader):
    def add(source):
        (item,) = ingestion(collection).add_sources(reader, [str(source)]).added
        return collection.article(item.article_id)

    return add


@pytest.fixture
def refresh(collection, reader):
    def refresh(article, *, files=False):
        address = address_of(article, files=files)
        return ingestion(collection, LATER).refresh(reader, article, address)

    return refresh


def changed_page():
    return page(end=f"<p>{CHANGED}</p>")


def test_a_page_with_the_same_text_is_unchanged(site, collection, add, refresh):
    article = add(site.serve("/story", page()))
    version = collection.version
    (item,) = refresh(article).unchanged
    assert (item.article_id, item.source) == (article.id, article.origin)
    assert collection.article(article.id).to_dict() == article.to_dict()
    assert collection.version == version


def test_a_page_with_another_text_renews_the_article_under_its_id(site, collection, add, refresh):
    article = add(site.serve("/story", page()))
    site.serve("/story", changed_page())
    (item,) = refresh(article).updated
    renewed = collection.article(article.id)
    assert item.article_id == article.id
    assert renewed.text == f"{article.text}\n\n{CHANGED}"
    assert (renewed.added, renewed.url) == (LATER, article.url)
    assert collection.counts()[0] == 1
    assert collection.matching("tunnel", 5)
    assert refresh(renewed).unchanged


def test_a_page_that_was_renewed_is_unchanged_when_it_is_added(
    site, collection, reader, add, refresh
):
    article = add(site.serve("/story", page()))
    site.serve("/story", changed_page())
    assert refresh(article).updated
    assert ingestion(collection).add_sources(reader, [article.origin]).unchanged


@pytest.mark.parametrize("trouble", ["gone", "unreachable", "no article", "a feed", "a picture"])
def test_where_that_fails_the_article_stays_as_it_is(site, collection, add, refresh, trouble):
    article = add(site.serve("/story", page()))
    before = (collection.article(article.id).to_dict(), collection.version)
    if trouble == "gone":
        del site.answers["/story"]
    elif trouble == "unreachable":
        site.answers["/story"] = lambda request: request.connection.close()
    elif trouble == "no article":
        site.serve("/story", b"<html><body></body></html>")
    elif trouble == "a feed":
        entry = f"<item><title>A</title><link>{site.address}/other</link></item>"
        feed = f"<rss version='2.0'><channel><title>W</title>{entry * 2}</channel></rss>"
        site.serve("/story", feed.encode(), "application/rss+xml")
    else:
        site.serve("/story", b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png")
    (item,) = refresh(article).failed
    assert (item.article_id, item.title) == (article.id, article.title)
    assert item.source == article.origin
    assert item.reason
    assert (collection.article(article.id).to_dict(), collection.version) == before
    (entry,) = last_additions(collection.database, 10, "failed")
    assert (entry.source, entry.article_id, entry.reason) == (
        article.origin, article.id, item.reason,
    )  # fmt: skip


def test_a_failure_ends_when_the_page_is_there_again(site, collection, add, refresh):
    article = add(site.serve("/story", page()))
    respond = site.answers.pop("/story")
    assert "404" in refresh(article).failed[0].reason
    site.answers["/story"] = respond
    assert refresh(article).unchanged
    assert last_additions(collection.database, 10, "failed") == []


def test_a_list_at_the_address_is_not_followed(site, add, refresh):
    article = add(site.serve("/story", page()))
    entry = f"<item><title>A</title><link>{site.address}/other</link></item>"
    feed = f"<rss version='2.0'><channel><title>W</title>{entry}</channel></rss>"
    site.serve("/story", feed.encode(), "application/rss+xml")
    site.asked.clear()
    assert refresh(article).failed
    assert "/story" in site.asked


def test_what_the_page_leaves_open_stays_as_it_was(site, collection, refresh):
    url = site.serve("/story", page())
    given = Article(
        id="a/b", title="Bridge", text="Old.", url=url, source="The Harbour Gazette",
        author="Ann Lee", published="2024-05-14",
    )  # fmt: skip
    ingestion(collection).add_articles([given])
    assert refresh(collection.article("a/b")).updated
    renewed = collection.article("a/b")
    assert renewed.text == "\n\n".join(PARAGRAPHS)
    assert (renewed.source, renewed.author) == (given.source, given.author)
    assert renewed.published == given.published


def test_an_entry_of_a_feed_is_read_from_its_page(site, collection, add, refresh):
    link = site.serve("/story", page())
    words = " ".join(f"word{n} of the bridge" for n in range(400))
    entry = f"<item><title>A bridge</title><link>{link}</link><description>{words}</description>"
    feed = f"<rss version='2.0'><channel><title>Wire</title>{entry}</item></channel></rss>"
    article = add(site.serve("/feed.xml", feed.encode(), "application/rss+xml"))
    assert "#" in article.origin
    site.asked.clear()
    (item,) = refresh(article).updated
    assert site.asked == ["/story"]
    assert item.article_id == article.id
    assert collection.article(article.id).text == "\n\n".join(PARAGRAPHS)


def test_a_file_is_read_again_where_that_is_allowed(tmp_path, collection, add, refresh):
    file = tmp_path / "story.txt"
    file.write_text("Owls return\n\nForty owls were counted.")
    article = add(file)
    assert refresh(article, files=True).unchanged
    file.write_text("Owls return\n\nFifty owls were counted.")
    assert refresh(article, files=True).updated
    assert "Fifty" in collection.article(article.id).text
    file.unlink()
    assert "no such file" in refresh(article, files=True).failed[0].reason
    with pytest.raises(SourceError, match="no address"):
        refresh(article)


def test_one_line_of_a_list_is_found_again(tmp_path, collection, reader, refresh):
    file = tmp_path / "list.jsonl"
    lines = [{"id": name, "title": name, "text": f"Note {name} about rain."} for name in "ab"]
    file.write_text("\n".join(map(json.dumps, lines)))
    ingestion(collection).add_sources(reader, [str(file)])
    article = next(each for each in collection.articles() if each.title == "b")
    lines[1]["text"] = "Note b about snow."
    file.write_text("\n".join(map(json.dumps, lines)))
    assert refresh(article, files=True).updated
    assert collection.article(article.id).text == "Note b about snow."
    file.write_text(json.dumps(lines[0]))
    assert "no longer there" in refresh(article, files=True).failed[0].reason


@pytest.mark.parametrize(
    ("origin", "url", "files", "expected"),
    [
        ("https://a.b/c", "https://a.b/canonical", False, "https://a.b/c"),
        ("https://a.b/c", None, True, "https://a.b/c"),
        ("https://a.b/feed#1", "https://a.b/1", True, "https://a.b/1"),
        ("https://a.b/c#part", None, False, "https://a.b/c#part"),
        ("/articles/x.md", "https://a.b/c", False, "https://a.b/c"),
        ("/articles/x.md", "https://a.b/c", True, "/articles/x.md"),
        (None, "https://a.b/c", True, "https://a.b/c"),
        (None, None, True, None),
        ("/articles/x.md", None, False, None),
        (None, "ftp://a.b/c", True, None),
    ],
)
def test_the_address_is_where_it_was_read_or_its_url(origin, url, files, expected):
    article = replace(Article(title="T", text="x", url=url), origin=origin)
    if expected is None:
        with pytest.raises(SourceError):
            address_of(article, files=files)
    else:
        assert address_of(article, files=files) == expected


class Interrupted:
    """A reader that has something happen between what it reads and what becomes of it."""

    def __init__(self, reader, happens):
        self._reader, self._happens = reader, happens

    def read(self, source):
        yield from self._reader.read(source)

    def parse(self, raw):
        self._happens()
        return self._reader.parse(raw)


@pytest.mark.parametrize("again", [page(), changed_page()], ids=["same", "changed"])
def test_an_article_that_is_removed_while_it_is_read_stays_away(
    site, collection, reader, add, again
):
    article = add(site.serve("/story", page()))
    site.serve("/story", again)
    removing = Interrupted(reader, lambda: collection.remove(article.id))
    with pytest.raises(ArticleNotFound):
        ingestion(collection).refresh(removing, article, article.url)
    assert collection.counts() == (0, 0)
    assert ingestion(collection).add_sources(reader, [article.url]).added


def test_nor_does_one_come_back_that_is_removed_while_it_is_embedded(site, collection, reader, add):
    article = add(site.serve("/story", page()))
    site.serve("/story", changed_page())
    removing = Ingestion(
        collection, WordEmbedder(), TOKENS, before_batch=lambda: collection.remove(article.id)
    )
    with pytest.raises(ArticleNotFound):
        removing.refresh(reader, article, article.url)
    assert collection.counts() == (0, 0)
