"""A removal that is undone leaves no trace: same article, same passages, same search results."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.collection import Collection
from index.errors import ArticleNotFound
from index.ingestion import Ingestion
from index.removal import Removals, removed
from index.selection import selected_headers
from index.types import Article
from index.upkeep import reindex
from tests.conftest import BRIDGE, OWLS, TREATY
from tests.fakes.embedder import WordEmbedder

TOKENS = 32
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUERIES = ("barn owl chicks voles", "the border treaty for Iran", "a lifting bridge over the Arle")
FEN = " ".join(f"Sentence with its own word{i} about the fen." for i in range(30))


def add(collection, articles, embedder=None, now=NOON):
    embedder = embedder or WordEmbedder()
    return Ingestion(collection, embedder, TOKENS, clock=lambda: now).add_articles(articles)


@pytest.fixture
def embedder():
    return WordEmbedder()


@pytest.fixture
def collection(tmp_path, embedder):
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        rich = replace(OWLS, credits=("Reuters",), note="A note.", origin="/articles/owls.md")
        add(collection, [TREATY, rich, BRIDGE], embedder)
        embedder.embedded.clear()
        yield collection


def rounded(results):
    """Cosines to 5 places: the vector index adds up in another order where it has just grown."""
    return [(number, round(cosine, 5)) for number, cosine in results]


def everything(collection):
    """What can be seen of a collection: articles, order, times, passages, results and scores."""
    matching = collection.matching
    found = [
        (rounded(collection.nearest(WordEmbedder().embed([query])[0], 5)), matching(query, 5))
        for query in QUERIES
    ]
    numbers = {number for results in found for part in results for number, _ in part}
    passages = collection.passages(numbers)
    return {
        "articles": [each.to_dict() for each in collection.articles()],
        "headers": collection.headers(),
        "counts": collection.counts(),
        "hash": collection.content_hash(),
        "found": found,
        "passages": {number: passages[number].passage for number in passages},
        "vectors": {
            number: (each.vector.tobytes(), each.sentences, each.sentence_vectors.tobytes())
            for number, each in passages.items()
        },
    }


@pytest.mark.parametrize("article_id", ["owls", "treaty", "bridge"])
def test_undoing_a_removal_restores_everything_without_embedding(collection, embedder, article_id):
    before, version = everything(collection), collection.version
    collection.remove(article_id)
    assert everything(collection) != before
    back = collection.reinstate(article_id)
    assert back.to_dict() == collection.article(article_id).to_dict()
    assert back.added == NOON
    assert everything(collection) == before
    assert embedder.embedded == []
    assert collection.version != version  # what was cached in between is of no use


UNDATED, SAME_DAY = (
    Article(id="undated", title="Keepers", text="Keepers lit the lamp at dusk."),
    Article(id="dated", title="Ferry", text="The ferry sank.", published=OWLS.published),
)


@pytest.mark.parametrize("article_id", ["owls", "dated", "undated", "bridge"])
def test_headers_in_memory_follow_an_undo_in_their_order(collection, monkeypatch, article_id):
    add(collection, [UNDATED, SAME_DAY])
    before = collection.headers()
    assert before == selected_headers(collection.database, None)
    monkeypatch.setattr("index.collection.selected_headers", None)  # nothing is read anew
    collection.remove(article_id)
    assert collection.headers() == [each for each in before if each.id != article_id]
    collection.reinstate(article_id)
    assert collection.headers() == before


def test_several_removals_are_undone_in_any_order(collection):
    before = everything(collection)
    for article_id in ("owls", "bridge", "treaty"):
        collection.remove(article_id)
    for article_id in ("bridge", "owls", "treaty"):
        collection.reinstate(article_id)
    assert everything(collection) == before
    collection.remove("owls")
    collection.reinstate("owls")
    assert everything(collection) == before


def test_the_folder_holds_it_after_it_was_closed(tmp_path, embedder):
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        add(collection, [TREATY, OWLS, BRIDGE])
        before = everything(collection)
        collection.remove("owls")
        collection.reinstate("owls")
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        assert collection.open_vectors() == "sealed"
        assert everything(collection) == before


@pytest.mark.parametrize("last", ["remove", "reinstate"])
def test_a_kill_after_either_leaves_truth_and_vectors_in_step(tmp_path, last):
    code = """
import os, sys
from pathlib import Path
from index.collection import Collection
from index.ingestion import Ingestion
from tests.conftest import BRIDGE, OWLS, TREATY
from tests.fakes.embedder import WordEmbedder
embedder = WordEmbedder()
collection = Collection(Path(sys.argv[1]), embedder.identity, 32)
Ingestion(collection, embedder, 32).add_articles([TREATY, OWLS, BRIDGE])
collection.remove("owls")
if sys.argv[2] == "reinstate":
    collection._follow = lambda gone, entries: os.kill(os.getpid(), 9)  # committed, not followed
    collection.reinstate("owls")
os.kill(os.getpid(), 9)
"""
    arguments = [sys.executable, "-c", code, str(tmp_path), last]
    killed = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    with Collection(tmp_path, WordEmbedder().identity, TOKENS) as collection:
        there = {each.id for each in collection.headers()}
        assert there == {"treaty", "bridge"} | ({"owls"} if last == "reinstate" else set())
        collection.open_vectors()
        assert collection._vectors.index._collection.count() == collection.counts()[1]
        if last == "remove":  # removals are remembered in memory only
            with pytest.raises(ArticleNotFound):
                collection.reinstate("owls")


def copies(*names, **published):
    return [
        Article(
            id=name, title=name, text=f"{FEN} It stood in {name}.", published=published.get(name)
        )
        for name in names
    ]


def originals(collection):
    return {each.id: each.copy_of for each in collection.headers()}


@pytest.mark.parametrize("days", [{}, {"first": "2024-09-20", "second": "2024-09-21"}])
@pytest.mark.parametrize("article_id", ["first", "second", "third"])
def test_an_article_takes_its_part_in_a_story_again(tmp_path, embedder, days, article_id):
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        add(collection, copies("first", "second", "third", **days))
        before = originals(collection)
        assert before == {"first": None, "second": "first", "third": "first"}
        collection.remove(article_id)
        collection.reinstate(article_id)
        assert originals(collection) == before


@pytest.mark.parametrize("article_id", ["first", "second", "alone"])
def test_what_is_listed_from_memory_is_what_is_stored(tmp_path, embedder, article_id):
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        add(collection, [*copies("first", "second", "third"), replace(OWLS, id="alone")])
        assert len(collection.headers()) == 4
        collection.remove(article_id)
        assert collection.headers() == selected_headers(collection.database, None)
        assert len(collection.headers()) == 3
        collection.reinstate(article_id)
        assert collection.headers() == selected_headers(collection.database, None)
        assert len(collection.headers()) == 4


def test_what_is_listed_after_two_removals_and_an_undo_is_what_is_stored(collection):
    collection.headers()
    for article_id in ("owls", "treaty"):
        collection.remove(article_id)
    collection.reinstate("owls")
    assert collection.headers() == selected_headers(collection.database, None)


def test_a_copy_that_came_meanwhile_is_of_the_same_story(tmp_path, embedder):
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        add(collection, copies("first"))
        collection.remove("first")
        add(collection, copies("second"))
        collection.reinstate("first")
        assert originals(collection) == {"first": None, "second": "first"}


def test_an_article_that_came_in_again_meanwhile_stays(collection):
    collection.remove("owls")
    newer = replace(OWLS, text="Wardens counted 50 chicks.", content_hash="")
    later = NOON + timedelta(hours=1)
    add(collection, [newer], now=later)
    assert collection.reinstate("owls").text == newer.text
    assert collection.reinstate("owls").added == later
    assert collection.counts()[0] == 3


def test_a_newer_version_may_be_on_its_way_while_it_is_brought_back(collection):
    collection.remove("owls")
    newer = replace(OWLS, text="Wardens counted 50 chicks.", content_hash="")
    run = Ingestion(
        collection, WordEmbedder(), TOKENS, before_batch=lambda: collection.reinstate("owls")
    )
    assert [each.article_id for each in run.add_articles([newer]).updated] == ["owls"]
    assert collection.article("owls").text == newer.text
    assert collection.matching("voles winter", 5) == []  # the words of the older text are gone
    assert len(collection.matching("chicks", 5)) == 1


def test_what_is_not_remembered_is_one_clear_error(collection):
    with pytest.raises(ArticleNotFound, match=r"'none'.*add the article again"):
        collection.reinstate("none")


def test_the_newest_removals_are_remembered(collection):
    removals = Removals(most=2)
    for article_id in ("owls", "treaty", "owls", "bridge"):
        removals.keep(removed(collection.database, article_id, 64))
    assert removals.find("owls").change.article.id == "owls"
    assert removals.find("bridge").change.article.id == "bridge"
    with pytest.raises(ArticleNotFound):
        removals.find("treaty")


class TestOrigins:
    """Where articles were read: known again as far as it hides nothing that is missing."""

    @pytest.fixture
    def origins(self, collection):
        both = ("/list.jsonl", "mark", ["owls", "bridge"])
        collection.replace([], [both, ("/owls.md", "own", ["owls"])])

        def origins():
            rows = collection.database.rows("SELECT origin, fingerprint FROM origins")
            return {row["origin"]: row["fingerprint"] for row in rows}

        assert origins() == {"/list.jsonl": "mark", "/owls.md": "own"}
        return origins

    def test_they_are_known_again(self, collection, origins):
        collection.remove("owls")
        assert origins() == {}
        collection.reinstate("owls")
        assert origins() == {"/list.jsonl": "mark", "/owls.md": "own"}

    def test_one_that_holds_another_removed_article_is_to_be_read_anew(self, collection, origins):
        collection.remove("owls")
        collection.remove("bridge")
        collection.reinstate("owls")
        assert origins() == {"/owls.md": "own"}

    def test_one_that_was_read_again_meanwhile_stays_as_it_is(self, collection, origins):
        collection.remove("owls")
        collection.replace([], [("/owls.md", "newer", ["other"])])
        collection.reinstate("owls")
        assert origins() == {"/list.jsonl": "mark", "/owls.md": "newer"}


def test_what_was_removed_is_overwritten_on_the_disk_and_its_words_go_with_a_reindex(tmp_path):
    text = " ".join(f"The {a}{b}zyxwvut met them at the quay." for a in "abcd" for b in "efghij")
    secret = Article(id="secret", title="Kept to ourselves", text=text)
    path, embedder = tmp_path / "articles.sqlite3", WordEmbedder()
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        add(collection, [secret, OWLS])
    assert b"zyxwvut met them" in path.read_bytes()
    with Collection(tmp_path, embedder.identity, TOKENS) as collection:
        collection.remove("secret")
    assert b"zyxwvut met them" not in path.read_bytes()
    reindex(tmp_path, embedder, TOKENS)
    assert b"zyxwvut" not in path.read_bytes()
