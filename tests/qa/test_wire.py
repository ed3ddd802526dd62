"""Records survive JSON exactly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.types import (
    AddItem,
    AddProgress,
    AddReport,
    Article,
    ArticleHeader,
    Filters,
    Passage,
    SearchResult,
    json_ready,
)
from qa.types import (
    Answer,
    AnswerSentence,
    Citation,
    Evidence,
    EvidenceEvent,
    Timings,
    TokenEvent,
    Usage,
)
from qa.wire import from_dict

HEADER = ArticleHeader("a", "T", "https://x.y", "S", None, date(2024, 2, 29), "en", "b")
RESULT = SearchResult(
    Passage("a:0", "a", "text", 0, 4, 0), HEADER, 0.5, 1, {"dense": 1, "lexical": 3}
)
EVIDENCE = Evidence(1, "a", 0, 4, "text", 0.25)
CITATION = Citation(1, "a", "T", "S", None, None, "text", 0, 4)
ITEM = AddItem("feed.xml#1", None, "T", "a reason")
RECORDS = [
    HEADER,
    RESULT,
    EVIDENCE,
    CITATION,
    Article("T", "text", id="a", published="2024-02-29", credits=("Reuters", "AP"), note="n"),
    Article("T", "🦜\x00\u202e\n" * 3),
    Filters(sources=("x",), article_ids=(), published_to="2024-01-01"),
    AddReport((ITEM,), (), (ITEM, ITEM), ()),
    AddProgress("failed", ITEM, 3, None),
    AddProgress("added", ITEM, 3, 7),
    TokenEvent(" tok"),
    EvidenceEvent((EVIDENCE,), (RESULT,), "q"),
    Answer("", "q", "q"),
    Answer(
        text="text [1]",
        question="q",
        standalone_question="Q",
        sentences=(AnswerSentence("text", (1, 2), "partly", "reason"),),
        citations=(CITATION,),
        evidence=(EVIDENCE,),
        results=(RESULT,),
        abstained=False,
        confidence=0.75,
        mode="extractive",
        model="m",
        prompt_version="abcd",
        usage=Usage(1, 2, 3, 4),
        timings=Timings(1.5, None, None, 9.0),
        trace_id="t",
        incomplete=True,
        notice="cut",
    ),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_equal(record):
    assert from_dict(type(record), json.loads(json.dumps(json_ready(record)))) == record


def test_fields_of_another_version_are_left_out_or_at_their_defaults():
    assert from_dict(Usage, {"prompt_tokens": 5, "later": 1}) == Usage(prompt_tokens=5)


def test_what_makes_no_record_is_an_error():
    with pytest.raises(TypeError):
        from_dict(Citation, {"number": 1})
    with pytest.raises(ValueError):
        from_dict(ArticleHeader, {"id": "a", "title": "T", "published": "soon"})


def test_times_keep_their_zone():
    header = replace(HEADER, added=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    again = from_dict(ArticleHeader, json.loads(json.dumps(header.to_dict())))
    assert again.added == header.added
