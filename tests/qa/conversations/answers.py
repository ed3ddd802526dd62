"""Any turn at all, for Hypothesis: whole answers with strings of every kind in every field."""

from __future__ import annotations

from datetime import UTC

from hypothesis import strategies as st

from index.types import ArticleHeader, Filters, Passage, SearchResult
from qa.conversations.records import Turn
from qa.types import Answer, AnswerSentence, Citation, Evidence, Reported, Timings, Usage

HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](http://203.0.113.9/y.png)",
    "`code` *a* _b_ ~~c~~ <b>d</b> &lt;e&gt; | f | $g$",
    "\n# heading\n\n- item\n1. item\n> quote\n    code\n---\n===\n```\nfence",
    "[1]: http://203.0.113.9/",
    "http://203.0.113.9/ www.leak.example",
    "1) one + two",
    "\u202etxt\u2066 \u2028 \x00\x1b[31m",
)
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=30)
)
storable = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
)
dates = st.one_of(st.none(), st.dates())
urls = st.one_of(st.none(), texts, st.just("https://example.org/a_b*c?d=(1)&e=2"))
scores = st.floats(0, 1)
numbers = st.integers(1, 9)
offsets = st.integers(0, 10**9)


def some(strategy):
    """Return up to two of something, as a tuple."""
    return st.lists(strategy, max_size=2).map(tuple)


citations = st.builds(
    Citation, number=numbers, title=texts, source=texts, url=urls, published=dates, quote=texts
)
sentences = st.builds(AnswerSentence, text=texts, citations=some(numbers), note=texts)
reported = st.builds(Reported, value=texts, numbers=some(numbers), title=texts, published=dates)
results = st.builds(
    SearchResult,
    passage=st.builds(Passage, text=texts, start=offsets),
    article=st.builds(ArticleHeader, id=texts, title=texts, url=urls, published=dates),
    score=scores,
    rank=numbers,
    methods=st.dictionaries(st.sampled_from(["dense", "lexical"]), numbers),
)
answers = st.builds(
    Answer,
    text=texts,
    question=texts,
    sentences=some(sentences),
    citations=some(citations),
    evidence=some(st.builds(Evidence, text=texts, score=scores)),
    results=some(results),
    abstained=st.booleans(),
    confidence=scores,
    mode=st.sampled_from(["generated", "extractive"]),
    usage=st.builds(Usage, prompt_tokens=numbers),
    timings=st.builds(Timings, search=scores, total=st.none()),
    incomplete=st.booleans(),
    notice=st.one_of(st.none(), texts),
    conflict=some(reported),
    as_of=dates,
    unmentioned=some(texts),
    nearest=st.sampled_from([None, 1]),
)
filters = st.one_of(
    st.none(), st.builds(Filters, sources=st.one_of(st.none(), some(texts)), published_from=dates)
)
turns = st.builds(
    Turn,
    question=storable,
    asked=st.datetimes(timezones=st.just(UTC)),
    answer=st.one_of(st.none(), answers),
    filters=filters,
    note=storable,
)
