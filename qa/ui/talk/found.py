"""Articles that a search found, as HTML lines that open them."""

from __future__ import annotations

from collections.abc import Iterable

from index.types import ArticleHeader, SearchResult
from qa.types import Citation, Evidence, EvidenceEvent, Reported
from qa.ui.markup import Html, named_date, tag
from qa.ui.place import Place

__all__ = ["article_line", "found_html", "imprint", "one_per_article", "place_of"]

_SHOWN_TITLES = 3


def found_html(found: EvidenceEvent | None, number: int) -> Html:
    """Return the articles that turn ``number`` is about to be answered from, with their best words.

    They are there before the model has said anything.
    """
    if found is None or not found.results:
        return Html()
    best: dict[str, Evidence] = {}
    for each in sorted(found.evidence, key=lambda each: -each.score):
        best.setdefault(each.article_id, each)
    nearest = one_per_article(found.results)
    chosen = [each for each in nearest if each.article.id in best] or nearest
    count = "1 article" if len(chosen) == 1 else f"{len(chosen)} articles"
    lines = [_found(each, best.get(each.article.id), number) for each in chosen[:_SHOWN_TITLES]]
    more = len(chosen) - _SHOWN_TITLES
    rest = [tag("li", f"and {more} more", class_="more")] if more > 0 else []
    return tag("section", tag("h3", f"Found in {count}"), tag("ul", *lines, *rest), class_="found")


def _found(result: SearchResult, best: Evidence | None, number: int) -> Html:
    if best is None:
        return article_line(result.article, place_of(result, number))
    place = Place(best.article_id, best.start, best.end, number)
    return article_line(result.article, place, tag("blockquote", best.text, dir="auto"))


def one_per_article(results: Iterable[SearchResult]) -> list[SearchResult]:
    """Return the best passage of each article, best first."""
    best: dict[str, SearchResult] = {}
    for result in results:
        best.setdefault(result.article.id, result)
    return list(best.values())


def place_of(result: SearchResult, number: int) -> Place:
    """Return the place of a passage, as turn ``number`` names it."""
    return Place(result.article.id, result.passage.start, result.passage.end, number)


def article_line(article: ArticleHeader, place: Place, *more: str) -> Html:
    """Return a list item: the title, which opens the article at ``place``, publisher and date."""
    title = tag("a", tag("bdi", article.title or "Untitled"), class_="title", **place.attributes)
    return tag("li", title, imprint(article.source, article), *more)


def imprint(source: str, dated: ArticleHeader | Citation | Reported) -> Html:
    """Return publisher and date, "" where neither is known."""
    parts = [tag("bdi", source)] if source else []
    parts += [named_date(dated.published)] if dated.published else []
    shown = [part for each in parts for part in (Html(" · "), each)][1:]
    return tag("span", *shown, class_="imprint") if shown else Html()
