"""A folder made again: for another model, or from a backup."""

from __future__ import annotations

import numpy as np
import pytest

from index.collection import Collection
from index.errors import StoreDamaged, StoreError, StoreLocked, StoreMismatch
from index.ingestion import Ingestion
from index.types import Article
from index.upkeep import reindex, restore
from tests.conftest import BRIDGE, OWLS, TREATY
from tests.fakes.embedder import WordEmbedder


def filled(folder):
    embedder = WordEmbedder()
    with Collection(folder, embedder.identity, 32) as collection:
        Ingestion(collection, embedder, 32).add_articles([TREATY, OWLS, BRIDGE])
        collection.replace([], [("/somewhere/treaty.md", "mark", ["treaty"])])


def test_reindexing_keeps_articles_and_origins_and_changes_the_model(tmp_path):
    filled(tmp_path)
    other = WordEmbedder(name="other")
    with pytest.raises(StoreMismatch):
        Collection(tmp_path, other.identity, 16)
    assert reindex(tmp_path, other, 16) == 3
    with Collection(tmp_path, other.identity, 16) as collection:
        assert {each.id for each in collection.headers()} == {"treaty", "owls", "bridge"}
        assert collection.article("treaty") == TREATY
        row = collection.database.row("SELECT fingerprint FROM origins")
        assert row["fingerprint"] == "mark"
        found = collection.nearest(other.embed(["barn owl chicks"])[0], 1)
        assert collection.passages([found[0][0]])[found[0][0]].passage.article_id == "owls"
    assert not (tmp_path / "reindex").exists()


def test_a_folder_of_an_older_splitter_is_refused_until_it_is_reindexed(tmp_path):
    text = "Die neuen Sätze gelten ab dem 12. Juni. Danach wird neu entschieden."
    embedder = WordEmbedder()
    with Collection(tmp_path, embedder.identity, 32) as collection:
        article = Article(id="rates", title="Zinsen", text=text)
        Ingestion(collection, embedder, 32).add_articles([article])
        with collection.database.transaction() as connection:
            halves = np.array([(0, 33), (34, 39), (40, len(text))], np.int32)
            connection.execute("UPDATE passages SET sentences = ?", (halves.tobytes(),))
            connection.execute("UPDATE manifest SET value = 'sentences-1' WHERE key = 'splitter'")
    with pytest.raises(StoreMismatch, match=r"splitter sentences-1.*qa reindex"):
        Collection(tmp_path, embedder.identity, 32)
    assert reindex(tmp_path, embedder, 32) == 1
    with Collection(tmp_path, embedder.identity, 32) as collection:
        ((number, _),) = collection.matching("Juni", 1)
        stored = collection.passages([number])[number]
        assert [text[start:end] for start, end in stored.sentences] == [
            "Die neuen Sätze gelten ab dem 12. Juni.", "Danach wird neu entschieden.",
        ]  # fmt: skip


def test_a_backup_takes_the_place_of_what_was_there(tmp_path):
    filled(tmp_path)
    embedder = WordEmbedder()
    with Collection(tmp_path, embedder.identity, 32) as collection:
        collection.database.backup(tmp_path / "saved")
        collection.remove("owls")
    restore(tmp_path, tmp_path / "saved")
    with Collection(tmp_path, embedder.identity, 32) as collection:
        assert {each.id for each in collection.headers()} == {"treaty", "owls", "bridge"}
        assert collection.nearest(embedder.embed(["barn owl chicks"])[0], 1)
    assert (tmp_path / "before-restore.sqlite3").exists()


def test_what_is_no_backup_is_refused_and_changes_nothing(tmp_path):
    filled(tmp_path)
    (tmp_path / "junk").write_bytes(b"junk" * 4096)
    with pytest.raises(StoreDamaged, match="junk holds no articles: give the file of `qa backup`"):
        restore(tmp_path, tmp_path / "junk")
    with pytest.raises(StoreError, match="qa backup"):
        restore(tmp_path, tmp_path / "missing")
    with Collection(tmp_path, WordEmbedder().identity, 32) as collection:
        assert collection.counts()[0] == 3
        with pytest.raises(StoreLocked):
            restore(tmp_path, tmp_path / "junk")
