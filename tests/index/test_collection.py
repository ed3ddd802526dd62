"""Articles stored, found, changed and removed; the truth and the vector index agree."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from index.articles import Change
from index.collection import Collection
from index.embedding import EmbedderIdentity
from index.errors import ArticleNotFound, StoreDamaged, StoreError, StoreMismatch
from index.ingestion import Ingestion
from index.types import Article, Filters
from tests.conftest import BRIDGE, OWLS, TREATY
from tests.fakes.embedder import WordEmbedder

TOKENS = 32


def opened(folder, embedder=None):
    return Collection(folder, (embedder or WordEmbedder()).identity, TOKENS)


def add(collection, articles, embedder=None):
    return Ingestion(collection, embedder or WordEmbedder(), TOKENS).add_articles(articles)


def nearest(collection, text):
    vector = WordEmbedder().embed([text])[0]
    found = collection.nearest(vector, 3)
    passages = collection.passages(number for number, _ in found)
    return [passages[number].passage.article_id for number, _ in found]


@pytest.fixture
def collection(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, [TREATY, OWLS, BRIDGE])
        yield collection


def test_what_was_stored_is_read_back_to_the_character(collection):
    stored = collection.article("treaty")
    assert replace(stored, copy_of=None) == TREATY
    assert [each.id for each in collection.headers()] == ["owls", "bridge", "treaty"]
    with pytest.raises(ArticleNotFound, match="qa list"):
        collection.article("none")


def test_passages_and_their_sentences_point_into_the_text(collection):
    text = TREATY.text
    numbers = [number for number, _ in collection.matching("treaty border Iran Iraq trade", 10)]
    for stored in collection.passages(numbers).values():
        passage = stored.passage
        if passage.article_id != "treaty":
            continue
        assert text[passage.start : passage.end] == passage.text
        joined = " ".join(text[start:end] for start, end in stored.sentences)
        assert joined.split() == passage.text.split()
        assert len(stored.sentence_vectors) == len(stored.sentences)


def test_both_indexes_find_and_forget(collection):
    assert nearest(collection, "barn owl chicks voles")[0] == "owls"
    assert collection.matching("chicks", 5)
    collection.remove("owls")
    assert "owls" not in nearest(collection, "barn owl chicks voles")
    assert not collection.matching("chicks", 5)
    with pytest.raises(ArticleNotFound):
        collection.remove("owls")


def test_titles_publishers_and_authors_are_searched(collection):
    def found(query):
        numbers = [number for number, _ in collection.matching(query, 5)]
        passages = collection.passages(numbers)
        return {passages[number].passage.article_id for number in numbers}

    assert found("record numbers") == {"owls"}
    assert found("Fenland") == {"owls"}
    assert found("Marsh") == {"owls"}
    assert found('"unbalanced AND ( NEAR') == set()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(article_ids=("owls",)), {"owls"}),
        (Filters(sources=("the harbour gazette",)), {"treaty", "bridge"}),
        (Filters(authors=("ANN LEE",)), {"treaty"}),
        (Filters(languages=("de",)), {"bridge"}),
        (Filters(published_from="2024-05-14"), {"owls", "bridge"}),
        (Filters(published_to="2024-05-14"), {"treaty", "bridge"}),
        (Filters(sources=("The Harbour Gazette",), published_from="2024-01-01"), {"bridge"}),
        (Filters(article_ids=()), set()),
    ],
)
def test_filters_hold_in_both_indexes_and_the_list(collection, filters, expected):
    assert {each.id for each in collection.headers(filters)} == expected
    vector = WordEmbedder().embed(["treaty owl bridge"])[0]
    everything = "treaty owl bridge council wardens ministers border chicks"
    for found in (
        collection.nearest(vector, 50, filters),
        collection.matching(everything, 50, filters),
    ):
        numbers = [number for number, _ in found]
        passages = collection.passages(numbers).values()
        assert {each.passage.article_id for each in passages} == expected


def test_the_version_changes_with_the_articles_only(collection):
    version = collection.version
    add(collection, [TREATY])
    assert collection.version == version
    add(collection, [replace(TREATY, text="New text of the treaty.", content_hash="")])
    assert collection.version != version


@pytest.mark.parametrize("damage", ["deleted", "emptied", "bits", "behind", "unsealed"])
def test_a_damaged_vector_index_is_noticed_and_made_again_without_embedding(tmp_path, damage):
    with opened(tmp_path) as collection:
        add(collection, [TREATY, OWLS, BRIDGE])
        before = nearest(collection, "barn owl chicks voles")
    with opened(tmp_path) as collection:
        assert collection.open_vectors() == "sealed"
    expected = _damage(tmp_path, damage)
    embedder = WordEmbedder()
    with opened(tmp_path, embedder) as collection:
        assert collection.open_vectors() == expected
        assert nearest(collection, "barn owl chicks voles") == before
    assert embedder.embedded == []


def _damage(folder, kind):
    chroma = folder / "chroma"
    if kind == "deleted":
        shutil.rmtree(chroma)
    elif kind == "emptied":
        (chroma / "chroma.sqlite3").write_bytes(b"")
    elif kind == "bits":
        file = chroma / "chroma.sqlite3"
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(bytes(content))
    elif kind == "behind":
        with (
            opened(folder) as collection,
            collection.database.transaction() as connection,
        ):  # as after a kill between the truth and the vector index
            connection.execute("UPDATE manifest SET value = value + 1 WHERE key = 'corpus_version'")
    else:
        (folder / "chroma.seal.json").unlink()
        return "checked"
    return "rebuilt"


def test_an_index_without_a_seal_that_lost_vectors_is_made_again(tmp_path):
    with opened(tmp_path) as collection:
        collection.open_vectors()
        add(collection, [TREATY, OWLS, BRIDGE])
        lost = collection.nearest(WordEmbedder().embed(["owl"])[0], 1)[0][0]
        collection._vectors.index.delete([lost])
    (tmp_path / "chroma.seal.json").unlink()
    with opened(tmp_path) as collection:
        assert collection.open_vectors() == "rebuilt"
        assert nearest(collection, "barn owl chicks voles")[0] == "owls"


def test_a_vector_index_that_fails_while_open_is_made_again(collection):
    before = nearest(collection, "barn owl chicks voles")
    collection._vectors.index._client.delete_collection("passages")
    assert nearest(collection, "barn owl chicks voles") == before


@pytest.mark.parametrize(
    ("identity", "tokens", "named"),
    [
        (EmbedderIdentity("other", "0" * 64, 64), TOKENS, "embedding_model"),
        (EmbedderIdentity("words", "1" * 64, 64), TOKENS, "embedding_sha256"),
        (EmbedderIdentity("words", "0" * 64, 32), TOKENS, "dimension"),
        (EmbedderIdentity("words", "0" * 64, 64), 64, "passage_tokens"),
    ],
)
def test_another_embedding_or_splitting_is_refused_with_the_way_out(
    tmp_path, identity, tokens, named
):
    opened(tmp_path).close()
    with pytest.raises(StoreMismatch, match=f"{named}.*qa reindex"):
        Collection(tmp_path, identity, tokens)
    opened(tmp_path).close()  # the refusal gave the lock back


def test_a_damaged_truth_is_one_clear_error(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, [TREATY])
    (tmp_path / "articles.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreDamaged, match="qa restore"):
        opened(tmp_path)


FEN = " ".join(f"Sentence with its own word{i} about the fen." for i in range(30))


def copies(**published):
    """Near-identical articles, each with the date it was published on."""
    return [
        Article(id=name, title=name, text=f"{FEN} It stood in {name}.", published=day)
        for name, day in published.items()
    ]


def originals(collection):
    return {each.id: each.copy_of for each in collection.headers()}


def test_copies_point_to_the_one_that_was_published_first_however_they_came(tmp_path):
    story = copies(wire="2024-09-21", observer="2024-09-20", weekly="2024-09-27")
    for at, order in enumerate(itertools.permutations(story)):
        with opened(tmp_path / str(at)) as collection:
            add(collection, order)
            assert originals(collection) == {
                "observer": None, "wire": "observer", "weekly": "observer",
            }  # fmt: skip


def test_an_older_original_that_comes_later_takes_the_story_over(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, copies(wire="2024-09-21", weekly="2024-09-27"))
        assert originals(collection) == {"wire": None, "weekly": "wire"}
        add(collection, copies(observer="2024-09-20"))
        assert originals(collection) == {"observer": None, "wire": "observer", "weekly": "observer"}


def test_a_story_is_handed_to_the_next_oldest(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, copies(weekly="2024-09-27", observer="2024-09-20", wire="2024-09-21"))
        collection.remove("observer")
        assert originals(collection) == {"wire": None, "weekly": "wire"}
        collection.remove("wire")
        assert originals(collection) == {"weekly": None}


@pytest.mark.parametrize("later", ["2024-09-20", None])
def test_without_a_date_to_compare_the_first_added_is_the_original(tmp_path, later):
    with opened(tmp_path) as collection:
        add(collection, copies(first=None, second=later, third="2024-09-19"))
        assert originals(collection) == {"first": None, "second": "first", "third": "first"}


def test_an_article_without_a_date_does_not_go_before_one_with(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, copies(first="2024-09-21", second=None, third="2024-09-20"))
        assert originals(collection) == {"third": None, "first": "third", "second": "third"}


def test_an_original_that_is_corrected_stays_the_original(tmp_path):
    story = copies(observer="2024-09-20", wire="2024-09-21", weekly="2024-09-27")
    with opened(tmp_path) as collection:
        add(collection, story)
        corrected = replace(story[0], text=f"{FEN} It stood in observer first.", content_hash="")
        assert len(add(collection, [corrected]).updated) == 1
        assert originals(collection) == {"observer": None, "wire": "observer", "weekly": "observer"}


def test_an_article_that_becomes_another_leaves_its_story(tmp_path):
    story = copies(observer="2024-09-20", wire="2024-09-21", weekly="2024-09-27")
    with opened(tmp_path) as collection:
        add(collection, story)
        add(collection, [replace(OWLS, id="observer")])
        assert originals(collection) == {"observer": None, "wire": None, "weekly": "wire"}


def test_a_story_is_settled_with_the_article_or_not_at_all(tmp_path):
    with opened(tmp_path) as collection:
        add(collection, copies(wire="2024-09-21"))
        (older,) = copies(observer="2024-09-20")
        older = replace(older, copy_of="wire")
        with pytest.raises(sqlite3.IntegrityError):
            collection.replace([Change(None, older, b"x" * 1024, [])] * 2, [])
        assert originals(collection) == {"wire": None}


def test_a_transaction_that_fails_leaves_nothing_behind(collection):
    before = (collection.counts(), collection.version)
    with pytest.raises(sqlite3.IntegrityError):
        collection.replace([Change(None, TREATY, b"x" * 1024, [])], [])  # the id exists
    assert (collection.counts(), collection.version) == before


def test_a_backup_that_cannot_be_written_blames_the_file_that_was_named(collection, tmp_path):
    (tmp_path / "notes.txt").write_text("These are notes of mine, and no articles. " * 20)
    for name in ("notes.txt", "nowhere/backup", "."):
        with pytest.raises(StoreError, match="no backup can be written to") as told:
            collection.database.backup(tmp_path / name)
        assert str(tmp_path / name) in str(told.value)
        assert not isinstance(told.value, StoreDamaged)
    assert (tmp_path / "notes.txt").read_text().startswith("These are notes")
    with pytest.raises(StoreError, match="the articles themselves"):
        collection.database.backup(collection.folder / "articles.sqlite3")


def test_a_backup_is_complete_and_opens(collection, tmp_path):
    target = tmp_path / "copy"
    target.mkdir()
    collection.database.backup(target / "articles.sqlite3")
    with opened(target) as copy:
        assert copy.counts() == collection.counts()
        assert nearest(copy, "barn owl chicks voles")[0] == "owls"


def test_a_kill_while_adding_loses_nothing_that_was_reported(tmp_path):
    code = """
import json, os, sys
from pathlib import Path
from index.collection import Collection
from index.ingestion import Ingestion
from index.types import Article
from tests.fakes.embedder import WordEmbedder
embedder = WordEmbedder()
collection = Collection(Path(sys.argv[1]), embedder.identity, 32)
collection.open_vectors()
def told(progress):
    print(progress.item.article_id, flush=True)
    if progress.done == 150:
        os.kill(os.getpid(), 9)
articles = (Article(id=str(n), title=f"T{n}", text=f"Story {n}. " * 20) for n in range(1000))
Ingestion(collection, embedder, 32, on_progress=told).add_articles(articles)
"""
    killed = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    acknowledged = killed.stdout.split()
    assert killed.returncode == -9
    assert len(acknowledged) == 150
    with opened(tmp_path) as collection:
        stored = {each.id for each in collection.headers()}
        assert stored >= set(acknowledged)
        assert all(len(collection.article(name).text) > 100 for name in stored)
        collection.open_vectors()
        numbers = json.dumps(collection.counts())
        assert collection._vectors.index._collection.count() == json.loads(numbers)[1]
