"""Any records at all, for Hypothesis: strings of every kind in every field."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from index.types import AddItem, AddReport, Article, ArticleHeader, Filters, Passage, SearchResult
from qa.types import (
    Answer,
    AnswerSentence,
    Citation,
    Evidence,
    EvidenceEvent,
    Reported,
    Timings,
)
from qa.ui.library.jobs import Job
from qa.ui.talk.rating import RATINGS, Rated
from qa.ui.talk.turn import Turn

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "![x](http://203.0.113.9/x.png)",
    "[x](javascript:alert(1))",
    "${alert(1)} {{value}} `",
    "</mark></p><svg onload=alert(1)>",
    "<!-- -->",
    "&lt;b&gt; &#60;",
    "\u202etxt\u2066",
    "\x00\x1b[31m\ud800",
)
ASKED = datetime(2026, 3, 1, 10, tzinfo=UTC)
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=60)
)
urls = st.one_of(
    st.none(),
    texts,
    st.builds("https://example.org/{}".format, texts),
    st.builds("http://{}/".format, texts),
)
dates = st.one_of(st.none(), st.dates())
counts = st.integers(0, 30)

headers = st.builds(
    ArticleHeader,
    id=texts,
    title=texts,
    url=urls,
    source=texts,
    author=st.one_of(st.none(), texts),
    published=dates,
    language=st.one_of(st.none(), texts),
    copy_of=st.one_of(st.none(), texts),
    added=st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
)
articles = st.builds(
    Article,
    id=texts,
    title=texts,
    text=st.builds("\n\n".join, st.lists(texts, max_size=3)),
    url=urls,
    source=texts,
    author=st.one_of(st.none(), texts),
    published=dates,
    language=st.one_of(st.none(), texts),
    credits=st.tuples(texts),
    note=st.one_of(st.none(), texts),
)
citations = st.builds(
    Citation,
    number=st.integers(1, 3),
    article_id=texts,
    title=texts,
    source=texts,
    url=urls,
    published=dates,
    quote=texts,
    start=counts,
    end=counts,
)
passages = st.builds(
    Passage, id=texts, article_id=texts, text=texts, start=counts, end=counts, position=counts
)
results = st.builds(
    SearchResult, passage=passages, article=headers, score=st.just(0.5), rank=st.just(1)
)
evidence = st.builds(
    Evidence, number=st.integers(1, 3), article_id=texts, start=counts, end=counts, text=texts
)
sentences = st.builds(
    AnswerSentence,
    text=texts,
    citations=st.tuples(st.integers(1, 3)),
    verdict=st.sampled_from(["supported", "partly", "unsupported"]),
    reason=texts,
    note=texts,
)
reported = st.builds(
    Reported,
    value=texts,
    numbers=st.tuples(st.integers(1, 3)),
    article_id=texts,
    title=texts,
    source=texts,
    published=dates,
)


def few(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


answers = st.builds(
    Answer,
    text=texts,
    question=texts,
    standalone_question=texts,
    sentences=few(sentences),
    citations=few(citations),
    results=few(results),
    abstained=st.booleans(),
    mode=st.sampled_from(["generated", "extractive"]),
    model=texts,
    timings=st.builds(Timings, total=st.one_of(st.none(), st.just(1234.0))),
    incomplete=st.booleans(),
    notice=st.one_of(st.none(), texts),
    conflict=few(reported),
    as_of=dates,
    unmentioned=few(texts),
    nearest=st.sampled_from([None, 1]),
    trace_id=texts,
)
ratings = st.builds(
    Rated, rating=st.sampled_from(list(RATINGS.values())), problem=st.one_of(st.none(), texts)
)
turns = st.builds(
    Turn,
    question=texts,
    asked=st.just(ASKED),
    filters=st.one_of(st.none(), st.just(Filters(sources=("County Wire",)))),
    found=st.one_of(
        st.none(),
        st.builds(
            EvidenceEvent, evidence=few(evidence), results=few(results), standalone_question=texts
        ),
    ),
    draft=texts,
    answer=st.one_of(st.none(), answers),
    problem=st.one_of(st.none(), texts),
    stopped=st.booleans(),
)
reports = st.builds(
    AddReport,
    added=few(st.builds(AddItem, source=texts, title=texts)),
    failed=few(st.builds(AddItem, source=texts, title=texts, reason=texts)),
)
jobs = st.builds(
    Job,
    label=texts,
    done=counts,
    total=st.one_of(st.none(), counts),
    state=st.sampled_from(["waiting", "reading", "done", "failed"]),
    report=st.one_of(st.none(), reports),
)
