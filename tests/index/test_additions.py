"""The log of adding: what came in or failed, until its source is read again; bounded."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index import additions
from index.additions import Addition, last_additions
from index.collection import Collection
from index.ingestion import Ingestion
from index.sources import SourceReader
from index.types import AddItem, Article
from index.upkeep import reindex
from tests.conftest import OWLS, TREATY
from tests.fakes.embedder import WordEmbedder
from tests.fakes.site import Site, local_site

TOKENS = 32
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def collection(tmp_path):
    with Collection(tmp_path / "data", WordEmbedder().identity, TOKENS) as collection:
        yield collection


@pytest.fixture(scope="module")
def reader():
    from index.sources import FetchLimits

    with SourceReader(FetchLimits(allow=("127.0.0.0/8",), timeout=10)) as reader:
        yield reader


@pytest.fixture
def site():
    with local_site() as site:
        yield site


def ingestion(collection, now=NOON, **more):
    return Ingestion(collection, WordEmbedder(), TOKENS, clock=lambda: now, **more)


def log(collection, outcome=None, limit=100):
    return last_additions(collection.database, limit, outcome)


def failed(collection):
    return [each.source for each in log(collection, "failed")]


class TestWhenAnArticleCameIn:
    def test_it_is_kept_with_the_article_and_its_header(self, collection):
        ingestion(collection).add_articles([TREATY])
        assert collection.article("treaty").added == NOON
        assert [each.added for each in collection.headers()] == [NOON]
        passages = collection.passages([1])
        assert passages[1].article.added == NOON

    def test_only_a_change_renews_it(self, collection):
        ingestion(collection).add_articles([TREATY, OWLS])
        changed = replace(OWLS, text="Fifty owls.", content_hash="")
        report = ingestion(collection, LATER).add_articles([TREATY, changed])
        assert [len(report.unchanged), len(report.updated)] == [1, 1]
        times = {each.id: each.added for each in collection.headers()}
        assert times == {"treaty": NOON, "owls": LATER}

    def test_it_is_no_part_of_what_an_article_says(self, collection, tmp_path):
        ingestion(collection).add_articles([TREATY])
        stored = collection.article("treaty")
        assert stored == replace(stored, added=None)
        assert stored.header == TREATY.header
        with Collection(tmp_path / "other", WordEmbedder().identity, TOKENS) as other:
            ingestion(other, LATER).add_articles([stored])
            assert other.article("treaty").added == LATER
            assert other.content_hash() == collection.content_hash()

    def test_articles_of_older_folders_have_none_also_when_made_again(self, tmp_path):
        with Collection(tmp_path, WordEmbedder().identity, TOKENS) as collection:
            ingestion(collection).add_articles([TREATY, OWLS])
            with collection.database.transaction() as connection:
                connection.execute("UPDATE articles SET added = NULL WHERE id = 'owls'")
            before = log(collection)
        reindex(tmp_path, WordEmbedder(), 16)
        with Collection(tmp_path, WordEmbedder().identity, 16) as collection:
            times = {each.id: each.added for each in collection.headers()}
            assert times == {"treaty": NOON, "owls": None}
            assert log(collection) == before


class TestTheLog:
    def test_it_says_what_became_of_each_source_newest_first(self, collection):
        ingestion(collection).add_articles([TREATY, Article(id="bad", title="Bad", text=" ")])
        changed = replace(TREATY, text="New text.", content_hash="")
        ingestion(collection, LATER).add_articles([changed, OWLS])
        assert log(collection) == [
            Addition(LATER, "added", "owls", "owls", OWLS.title),
            Addition(LATER, "updated", TREATY.url, "treaty", TREATY.title),
            Addition(NOON, "added", TREATY.url, "treaty", TREATY.title),
            Addition(
                NOON, "failed", "bad", "bad", "Bad",
                "the article has no text: give it some, or leave it out",
            ),
        ]  # fmt: skip
        assert [each.source for each in log(collection, limit=2)] == ["owls", TREATY.url]
        assert [each.source for each in log(collection, "updated")] == [TREATY.url]

    def test_what_is_unchanged_is_not_in_it(self, collection):
        ingestion(collection).add_articles([TREATY])
        ingestion(collection, LATER).add_articles([TREATY])
        assert [each.at for each in log(collection)] == [NOON]

    def test_it_survives_with_the_folder_and_is_json_ready(self, tmp_path):
        with Collection(tmp_path, WordEmbedder().identity, TOKENS) as collection:
            ingestion(collection).add_articles([TREATY])
        with Collection(tmp_path, WordEmbedder().identity, TOKENS) as collection:
            (entry,) = log(collection)
        assert json.loads(json.dumps(entry.to_dict()))["at"] == "2026-03-01T12:00:00+00:00"

    def test_an_article_and_its_entry_are_stored_together_or_not_at_all(self, collection):
        def broken(_):
            raise RuntimeError

        with pytest.raises(RuntimeError):
            ingestion(collection, on_progress=broken).add_articles([TREATY, OWLS])
        assert {each.article_id for each in log(collection)} == {"treaty", "owls"}
        assert collection.counts()[0] == 2

    def test_failures_and_what_came_in_are_bounded_apart(self, collection, monkeypatch):
        monkeypatch.setattr(additions, "MAX_ADDITIONS", 3)
        empty = [Article(id=f"bad{n}", title="Bad", text="") for n in range(5)]
        good = [Article(title=f"T{n}", text=f"Note {n} about rain.", id=f"t{n}") for n in range(5)]
        ingestion(collection).add_articles([*empty, *good])
        assert failed(collection) == ["bad4", "bad3", "bad2"]
        assert [each.source for each in log(collection, "added")] == ["t4", "t3", "t2"]

    def test_any_text_can_be_kept(self, collection):
        entry = Addition.of(NOON, "failed", AddItem("a\ud800\0b", None, "\udfff", "\ud800"))
        with collection.database.transaction() as connection:
            additions.log_additions(connection, [entry])
        (kept,) = log(collection)
        assert (kept.source, kept.title, kept.reason) == ("a?\0b", "?", "?")


class TestWhatFailed:
    """A failure stands until its source is read again."""

    def test_an_article_that_is_mended_no_longer_failed(self, collection):
        ingestion(collection).add_articles([Article(id="owls", title="Owls", text="")])
        assert failed(collection) == ["owls"]
        ingestion(collection, LATER).add_articles([OWLS])
        assert failed(collection) == []

    def test_a_second_failure_takes_the_place_of_the_first(self, collection, reader, tmp_path):
        missing = str(tmp_path / "missing.txt")
        ingestion(collection).add_sources(reader, [missing])
        ingestion(collection, LATER).add_sources(reader, [missing])
        (entry,) = log(collection)
        assert (entry.at, entry.source) == (LATER, missing)

    def test_a_file_that_is_there_by_now(self, collection, reader, tmp_path):
        file, other = tmp_path / "story.txt", tmp_path / "other.txt"
        ingestion(collection).add_sources(reader, [str(file), str(other)])
        assert failed(collection) == [str(other), str(file)]
        file.write_text("Owls\nForty owls were counted.")
        ingestion(collection, LATER).add_sources(reader, [str(file)])
        assert failed(collection) == [str(other)]
        assert [each.source for each in log(collection, "added")] == [str(file)]

    def test_a_page_whose_text_is_known_already(self, collection, reader, site: Site):
        from tests.fakes.site import page

        url = site.serve("/story", page())
        ingestion(collection).add_sources(reader, [url])
        respond = site.answers.pop("/story")
        ingestion(collection).add_sources(reader, [url])
        assert failed(collection) == [url]
        site.answers["/story"] = respond
        assert ingestion(collection).add_sources(reader, [url]).unchanged
        assert failed(collection) == []

    def test_lines_of_a_list_fail_one_by_one_and_anew(self, collection, reader, tmp_path):
        file = tmp_path / "list.jsonl"
        good = json.dumps({"id": "a", "title": "Owls", "text": "Forty owls were counted."})
        file.write_text(f"{good}\n{{broken\n{{broken too\n")
        ingestion(collection).add_sources(reader, [str(file)])
        assert failed(collection) == [str(file)] * 2
        file.write_text(f"{good}\n{{broken\n")
        ingestion(collection, LATER).add_sources(reader, [str(file)])
        assert [(each.at, each.source) for each in log(collection, "failed")] == [
            (LATER, str(file))
        ]
        file.write_text(good)
        ingestion(collection, LATER).add_sources(reader, [str(file)])
        assert failed(collection) == []

    def test_an_entry_of_a_feed_that_is_fetched_later(self, collection, reader, site: Site):
        from tests.fakes.site import page

        link = f"{site.address}/story"
        feed = (
            "<rss version='2.0'><channel><title>Wire</title><item><title>A bridge</title>"
            f"<link>{link}</link></item></channel></rss>"
        )
        url = site.serve("/feed.xml", feed.encode(), "application/rss+xml")
        ingestion(collection).add_sources(reader, [url])
        assert failed(collection) == [f"{url}#{link}"]
        site.serve("/story", page())
        ingestion(collection, LATER).add_sources(reader, [url])
        assert failed(collection) == []
        assert [each.source for each in log(collection, "added")] == [link]

    def test_a_feed_that_can_be_read_again(self, collection, reader, site: Site):
        from tests.fakes.site import page

        url = f"{site.address}/feed.xml"
        ingestion(collection).add_sources(reader, [url])
        assert failed(collection) == [url]
        link = site.serve("/story", page())
        feed = (
            "<rss version='2.0'><channel><title>Wire</title><item><title>A bridge</title>"
            f"<link>{link}</link></item></channel></rss>"
        )
        site.serve("/feed.xml", feed.encode(), "application/rss+xml")
        ingestion(collection, LATER).add_sources(reader, [url])
        assert failed(collection) == []

    def test_an_upload_is_known_by_its_name(self, collection, reader, tmp_path):
        first, second = tmp_path / "1" / "story.txt", tmp_path / "2" / "story.txt"
        second.parent.mkdir()
        second.write_text("Owls\nForty owls were counted.")
        for path in (first, second):
            run = ingestion(collection, names={str(path): "my story.txt"})
            report = run.add_sources(reader, [str(path)])
            assert {each.source for each in (*report.added, *report.failed)} == {"my story.txt"}
        assert [(each.outcome, each.source) for each in log(collection)] == [
            ("added", "my story.txt")
        ]

    def test_entries_of_an_uploaded_feed_keep_what_follows_the_path(
        self, collection, reader, tmp_path
    ):
        path = tmp_path / "f3a9.jsonl"
        path.write_text(json.dumps({"id": "a", "title": "Owls", "text": "Forty owls."}))
        run = ingestion(collection, names={str(path): "list.jsonl"})
        assert run.add_sources(reader, [str(path)]).added[0].source == "list.jsonl#a"
