"""Ratings kept beside the articles, through old folders, reindexing and backups."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collection import Collection
from index.database import SCHEMA_VERSION, Database
from index.errors import StoreMismatch
from index.feedback import CitedQuote, Feedback, add_feedback, all_feedback
from index.ingestion import Ingestion
from index.types import Filters
from index.upkeep import reindex, restore
from qa.wire import from_dict
from tests.conftest import BRIDGE, OWLS, TREATY
from tests.fakes.embedder import WordEmbedder

TRUTH = "articles.sqlite3"
RATED = Feedback(
    trace_id="a1",
    rated="2026-03-01T10:00:00+00:00",
    rating="wrong-source",
    question="Who signed it for Iran?",
    answer="Ali Shamkhani signed it. [1]",
    comment="The other article says so, not this one.",
    history=(("user", "Which treaty?"), ("assistant", "The border treaty.")),
    citations=(CitedQuote("treaty", 0, 57, TREATY.text[:57]),),
    filters=Filters(sources=("The Harbour Gazette",), published_from=date(2023, 1, 1)),
)
REFUSED = Feedback("b2", "2026-03-02T10:00:00+00:00", "good", "Why?", "No.", abstained=True)


def opened(folder, embedder=None):
    return Collection(folder, (embedder or WordEmbedder()).identity, 32)


def filled(folder):
    with opened(folder) as collection:
        Ingestion(collection, WordEmbedder(), 32).add_articles([TREATY, OWLS, BRIDGE])
        add_feedback(collection.database, [REFUSED, RATED])


def test_what_was_rated_is_read_back_whole_oldest_first(tmp_path):
    filled(tmp_path)
    with opened(tmp_path) as collection:
        assert all_feedback(collection.database) == [RATED, REFUSED]


def test_a_second_rating_takes_the_place_of_the_first(tmp_path):
    filled(tmp_path)
    changed = replace(RATED, rating="good", rated="2026-03-03T10:00:00+00:00", comment="")
    with opened(tmp_path) as collection:
        add_feedback(collection.database, [changed])
        assert all_feedback(collection.database) == [REFUSED, changed]


def test_a_rating_outlives_its_article(tmp_path):
    filled(tmp_path)
    with opened(tmp_path) as collection:
        collection.remove("treaty")
        assert RATED in all_feedback(collection.database)


def test_a_folder_of_the_first_schema_gains_the_table_and_loses_nothing(tmp_path):
    filled(tmp_path)
    with sqlite3.connect(tmp_path / TRUTH) as old:
        old.executescript(
            "DROP TABLE feedback; DROP TABLE turns; DROP TABLE conversations; DROP TABLE additions;"
            "ALTER TABLE articles DROP COLUMN added; PRAGMA user_version = 1;"
        )
    old.close()
    with opened(tmp_path) as collection:
        assert collection.article("treaty") == TREATY
        assert collection.counts()[0] == 3
        assert collection.matching("chicks", 5)
        vector = WordEmbedder().embed(["barn owl chicks"])[0]
        number = collection.nearest(vector, 1)[0][0]
        assert collection.passages([number])[number].passage.article_id == "owls"
        assert all_feedback(collection.database) == []
        add_feedback(collection.database, [RATED])
    with opened(tmp_path) as collection:
        assert all_feedback(collection.database) == [RATED]


def test_a_folder_of_a_later_schema_is_refused_and_left_alone(tmp_path):
    filled(tmp_path)
    with sqlite3.connect(tmp_path / TRUTH) as later:
        later.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    later.close()
    with pytest.raises(StoreMismatch, match="use the version of qa that wrote it"):
        Database(tmp_path / TRUTH)


def test_reindexing_keeps_the_ratings(tmp_path):
    filled(tmp_path)
    other = WordEmbedder(name="other")
    reindex(tmp_path, other, 32)
    with opened(tmp_path, other) as collection:
        assert all_feedback(collection.database) == [RATED, REFUSED]


def test_a_backup_holds_the_ratings(tmp_path):
    filled(tmp_path)
    with opened(tmp_path) as collection:
        collection.database.backup(tmp_path / "saved")
        add_feedback(collection.database, [replace(REFUSED, trace_id="c3")])
    restore(tmp_path, tmp_path / "saved")
    with opened(tmp_path) as collection:
        assert all_feedback(collection.database) == [RATED, REFUSED]


any_text = st.text(st.characters(exclude_categories=()), max_size=20)


@settings(deadline=None)  # a deadline would assert a time on a machine that others use as well
@given(question=any_text, said=any_text, quote=any_text)
def test_any_characters_can_be_kept(tmp_path_factory, question, said, quote):
    database = Database(tmp_path_factory.mktemp("feedback") / TRUTH)
    given_ = replace(
        RATED,
        question=question,
        history=(("user", said),),
        citations=(CitedQuote("treaty", 0, 1, quote),),
    )
    add_feedback(database, [given_])
    storable = question.encode("utf-8", "replace").decode()
    assert all_feedback(database) == [replace(given_, question=storable)]
    database.close()


def test_a_rating_travels_as_json():
    assert from_dict(Feedback, RATED.to_dict()) == RATED
