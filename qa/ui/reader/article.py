"""An article as the reader shows it: whole, with the quote marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.types import Article
from qa.types import Citation
from qa.ui.markup import Html, host, join, link, named_date, safe_url, tag, text_fragment
from qa.ui.notices import notice
from qa.ui.place import Place

__all__ = ["EMPTY", "article_html", "missing_html"]

EMPTY = tag("p", "Choose a quote or a title, and the article opens here.", class_="empty")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of the text; ``main`` is the quote that was asked for."""

    start: int
    end: int
    main: bool


def missing_html(reason: str) -> Html:
    """Return what stands in the reader when the article cannot be opened."""
    return notice(reason, "problem")


def article_html(article: Article, place: Place, citations: Sequence[Citation] = ()) -> Html:
    """Return the article with ``place`` marked, and the other ``citations`` in it lighter."""
    inside = bool(place.end) and place.end <= len(article.text)
    moved = notice("The quote is no longer at this place: the article has changed since.")
    own = [each for each in citations if each.article_id == article.id]
    spans = [Span(each.start, each.end, main=False) for each in own]
    spans += [Span(place.start, place.end, main=True)] if inside else []
    return join(
        [
            _head(article, place if inside else None),
            _steps(citations, place),
            moved if place.end and not inside else "",
            tag("div", *_paragraphs(article.text, spans), class_="text", lang=_language(article)),
            _foot(article),
        ]
    )


def _language(article: Article) -> str | None:
    return article.language or None


def _head(article: Article, place: Place | None) -> Html:
    facts = [tag("bdi", article.source)] if article.source else []
    facts += [tag("bdi", article.author)] if article.author else []
    facts += [named_date(article.published)] if article.published else []
    shown = [part for each in facts for part in (Html(" · "), each)][1:]
    return tag(
        "header",
        tag("h2", article.title or "Untitled", tabindex="-1", dir="auto"),
        tag("p", *shown, class_="imprint"),
        _original(article, place),
    )


def _original(article: Article, place: Place | None) -> Html:
    url = safe_url(article.url)
    if url is None:
        return Html()
    if place:
        url = text_fragment(url, article.text[place.start : place.end])
        words = "Open the original at this passage"
    else:
        words = "Open the original"
    return tag("p", link(url, f"{words} ↗"), tag("span", f" {host(url)}", class_="host"))


def _steps(citations: Sequence[Citation], place: Place) -> Html:
    """Return links to the quotes before and after this one in the same answer."""
    at = next(
        (
            index
            for index, each in enumerate(citations)
            if (each.article_id, each.start, each.end) == (place.article_id, place.start, place.end)
        ),
        None,
    )
    if at is None or len(citations) == 1:
        return Html()
    return tag(
        "nav",
        _step(citations, at - 1, place.turn, "‹", "Previous quote"),
        tag("span", f"Quote {at + 1} of {len(citations)}"),
        _step(citations, at + 1, place.turn, "›", "Next quote"),
        class_="steps",
        aria_label="Quotes of this answer",
    )


def _step(
    citations: Sequence[Citation], index: int, turn: int | None, sign: str, words: str
) -> Html:
    if not 0 <= index < len(citations):
        return tag("span", sign, class_="step", aria_hidden="true")
    each = citations[index]
    place = Place(each.article_id, each.start, each.end, turn)
    return tag("a", sign, class_="step", aria_label=words, **place.attributes)


def _foot(article: Article) -> Html:
    lines = []
    if article.note:
        lines.append(tag("p", tag("b", "Note "), article.note, dir="auto"))
    if article.credits:
        lines.append(
            tag("p", tag("b", "Sources it names "), ", ".join(article.credits), dir="auto")
        )
    return tag("footer", *lines) if lines else Html()


def _paragraphs(text: str, spans: Sequence[Span]) -> Iterator[Html]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield tag("p", *_marked(text, start, start + len(line), spans), dir="auto")
        start += len(line)


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Html | str]:
    """Yield ``text[start:end]`` in pieces, those inside a span as ``mark``; spans may overlap."""
    edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    for left, right in pairwise(sorted(edges | {start, end})):
        over = [span for span in spans if span.start <= left and right <= span.end]
        piece = text[left:right]
        if not over or not piece.strip():
            yield piece
        else:
            main = any(span.main for span in over)
            yield tag("mark", piece, class_="main" if main else "other")
