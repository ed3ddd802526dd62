"""Under an answer: the quotes that it cites, and what else was found."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import SearchResult
from qa.types import Answer, Citation, Evidence
from qa.ui.markup import Html, link, safe_url, tag, text_fragment
from qa.ui.place import Place
from qa.ui.talk.found import article_line, imprint, one_per_article, place_of

__all__ = ["also_found_html", "cited_html", "nearest_html"]

_NEAREST = 3
_SNIPPET_CHARS = 240


def cited_html(citations: Sequence[Citation], number: int) -> Html:
    """Return the citations of turn ``number``: each quote, its article, its original."""
    if not citations:
        return Html()
    cards = [_citation(each, number) for each in citations]
    return tag("section", tag("h3", "Cited"), tag("ol", *cards), class_="cited")


def _citation(citation: Citation, number: int) -> Html:
    place = Place(citation.article_id, citation.start, citation.end, number)
    url = safe_url(citation.url)
    original = (
        link(text_fragment(url, citation.quote), "original ↗", class_="original") if url else ""
    )
    return tag(
        "li",
        tag("span", str(citation.number), class_="number"),
        tag("a", tag("blockquote", citation.quote, dir="auto"), class_="quote", **place.attributes),
        tag(
            "p",
            tag("cite", tag("bdi", citation.title)),
            " ",
            imprint(citation.source, citation),
            " ",
            original,
        ),
    )


def also_found_html(answer: Answer, number: int) -> Html:
    """Return the articles that were found and not cited, folded."""
    cited = {each.article_id for each in answer.citations}
    others = [each for each in one_per_article(answer.results) if each.article.id not in cited]
    if not others:
        return Html()
    lines = [article_line(each.article, place_of(each, number)) for each in others]
    return tag(
        "details",
        tag("summary", f"Also found ({len(others)})"),
        tag("ul", *lines),
        class_="also",
    )


def nearest_html(answer: Answer, number: int) -> Html:
    """Return the passages nearest to a question that was not answered, with their beginnings.

    Where one sentence comes near to an answer its article is the first, and the sentence is shown.
    """
    results = one_per_article(answer.results)
    best = next((each for each in answer.evidence if each.number == answer.nearest), None)
    if best is not None:
        results.sort(key=lambda each: each.article.id != best.article_id)
    lines = [_near(each, best, number) for each in results[:_NEAREST]]
    if not lines:
        return Html()
    return tag("section", tag("h3", "Nearest passages"), tag("ul", *lines), class_="nearest")


def _near(result: SearchResult, best: Evidence | None, number: int) -> Html:
    if best is None or best.article_id != result.article.id:
        return article_line(result.article, place_of(result, number), _snippet(result.passage.text))
    place = Place(best.article_id, best.start, best.end, number)
    sentence = tag("blockquote", best.text, dir="auto", class_="best")
    return article_line(result.article, place, sentence)


def _snippet(words: str) -> Html:
    short = words
    if len(words) > _SNIPPET_CHARS:
        whole = words[:_SNIPPET_CHARS].rsplit(maxsplit=1)[0]
        short = whole.rstrip(" .,;:") + "…"
    return tag("blockquote", short, dir="auto")
