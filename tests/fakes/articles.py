"""Articles for the scripted assistant, and how it finds a sentence in them: by shared words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from index.types import Article, Filters, Passage, SearchResult
from qa.types import Evidence

COMMON = frozenset(
    "a,an,and,are,as,at,by,did,do,does,for,how,in,is,it,of,on,that,the,to,was,what".split(",")
)

ARTICLES = (
    Article(
        id="pact",
        title="Iran and Iraq sign a border pact",
        text=(
            "Iran and Iraq sealed a security pact in Baghdad on Sunday.\n\n"
            "Ali Shamkhani signed the agreement for Iran. Qasim al-Araji signed it for Iraq."
        ),
        url="https://example.org/pact",
        source="Example Wire",
        author="A. Writer",
        published=date(2023, 3, 19),
        language="en",
        credits=("Reuters",),
    ),
    Article(
        id="owls",
        title="Owls return to Hollins Fen",
        text="Forty short-eared owls were counted at Hollins Fen. Wardens counted nine last year.",
        source="County Wire",
        published=date(2024, 11, 2),
        language="en",
    ),
    Article(
        id="hostile",
        title='<img src=x onerror="alert(1)"> \x1b[31mRed\x1b[0m',
        text="<script>alert(2)</script> The hostile parrot \x1b]0;owned\x07 speaks Łódź 🦜 well.",
        source="</script><b>Bad</b>",
        author="javascript:alert(3)",
    ),
)


def read_file(source: str) -> tuple[str, Article | str]:
    """Read a text file whose first line is the title; anything else fails with a reason."""
    if "://" in source:
        return source, f"{source} could not be fetched: this fake has no network; try a file"
    try:
        title, _, text = Path(source).read_text(encoding="utf-8").partition("\n")
    except OSError as error:
        return source, f"{source} could not be read ({error.strerror}): check the path"
    return source, Article(title=title.strip("# "), text=text.strip() or title, origin=source)


def matches(article: Article, filters: Filters | None) -> bool:
    if filters is None:
        return True
    listed = (
        (filters.article_ids, article.id),
        (filters.sources, article.source),
        (filters.authors, article.author),
        (filters.languages, article.language),
    )
    for allowed, value in listed:
        if allowed is not None and (value or "").lower() not in {each.lower() for each in allowed}:
            return False
    return _in_range(article.published, filters.published_from, filters.published_to)


def _in_range(published: date | None, first: date | None, last: date | None) -> bool:
    if published is None:
        return first is None and last is None
    return (first or date.min) <= published <= (last or date.max)


def passages_of(article: Article) -> list[Passage]:
    """Return one passage for each paragraph."""
    return [
        Passage(f"{article.id}:{number}", article.id, match[0], match.start(), match.end(), number)
        for number, match in enumerate(re.finditer(r"[^\n]+", article.text))
    ]


def evidence_in(question: str, results: tuple[SearchResult, ...]) -> Iterator[Evidence]:
    """Yield the best sentence of each passage, best first."""
    for number, result in enumerate(results[:3], 1):
        sentences = list(re.finditer(r"\S[^.]*\.?", result.passage.text))
        best = max(sentences, key=lambda match: overlap(question, match[0]))
        start = result.passage.start + best.start()
        yield Evidence(
            number, result.article.id, start, start + len(best[0]), best[0], result.score
        )


def overlap(query: str, text: str) -> float:
    """Return the share of the query's words that the text has, 0..1."""
    wanted = _words(query) - COMMON
    return len(wanted & _words(text)) / len(wanted) if wanted else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
