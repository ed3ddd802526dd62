"""An article as the reader shows it: whole, with the quote marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.types import Article, ArticleHeader
from qa.types import Citation
from qa.ui.markup import Html, host, join, link, named_date, safe_url, tag, text_fragment
from qa.ui.notices import notice
from qa.ui.place import Place
from qa.ui.reader.locating import Location, locate
from qa.ui.reader.marking import Span, paragraphs
from qa.ui.reader.quotes import index_of

__all__ = ["EMPTY", "article_html", "missing_html"]

EMPTY = tag("p", "Choose a quote or a title, and the article opens here.", class_="empty")


def missing_html(reason: str, place: Place) -> Html:
    """Return what stands in the reader when the article at ``place`` cannot be opened."""
    again = tag("a", "Try again", **place.attributes)
    return join([notice(reason, "problem"), tag("p", again)])


def article_html(
    article: Article,
    place: Place,
    citations: Sequence[Citation] = (),
    copies: Iterable[ArticleHeader] = (),
) -> Html:
    """Return the article with ``place`` marked, and the other ``citations`` in it lighter.

    ``citations`` are those of one answer, in its order; ``copies`` are articles of the same story.
    """
    cited = [_place(each, place.turn) for each in citations if each.article_id == article.id]
    at = index_of(place, citations)
    found = locate(article.text, place if at is None else _place(citations[at], place.turn))
    others = [locate(article.text, each) for each in cited]
    spans = [Span(each.start, each.end, main=False) for each in others if each.end]
    spans += [Span(found.start, found.end, main=True)] if found.end else []
    return join(
        [
            _head(article, place, found),
            _steps(citations, at, place.turn),
            notice(found.remark) if found.remark else "",
            tag("div", *paragraphs(article.text, spans), class_="text", lang=_language(article)),
            _foot(article, copies),
        ]
    )


def _place(citation: Citation, turn: int | None) -> Place:
    return Place(citation.article_id, citation.start, citation.end, turn, citation.quote)


def _language(article: Article) -> str | None:
    return article.language or None


# -- above the text --------------------------------------------------------------------------------


def _head(article: Article, place: Place, found: Location) -> Html:
    facts = [tag("bdi", each) for each in (article.source, article.author) if each]
    title = article.title or "Untitled"
    return tag(
        "header",
        tag("h2", title, tabindex="-1", dir="auto", lang=_language(article)),
        tag("p", *_dotted([*facts, named_date(article.published)]), class_="imprint"),
        _original(article, found),
        _own_link(article, place, found),
    )


def _dotted(parts: Iterable[Html]) -> list[Html]:
    return [piece for part in parts if part for piece in (Html(" · "), part)][1:]


def _original(article: Article, found: Location) -> Html:
    url = safe_url(article.url)
    if url is None:
        return Html()
    words = "Open the original"
    if found.end:
        url = text_fragment(url, article.text[found.start : found.end])
        words = "Open the original at this passage"
    return tag("p", link(url, f"{words} ↗"), tag("span", f" {host(url)}", class_="host"))


def _own_link(article: Article, place: Place, found: Location) -> Html:
    """Return the button that copies a link to what is shown, which the address bar takes too."""
    what = "article"
    if found.end:
        what = "quote"
        place = Place.of_quote(article.id, article.text, found.start, found.end)
    words = f"Copy link to this {what}"
    button = tag("button", words, type="button", class_="copy-link", data_copy=place.link)
    return tag("p", button)


def _steps(citations: Sequence[Citation], at: int | None, turn: int | None) -> Html:
    """Return links to the quotes before and after the one shown (``at``) in the same answer."""
    if at is None or len(citations) == 1:
        return Html()
    return tag(
        "nav",
        _step(citations, at - 1, turn, "‹", "Previous quote"),
        tag("span", f"Quote {at + 1} of {len(citations)}"),
        _step(citations, at + 1, turn, "›", "Next quote"),
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


# -- below the text --------------------------------------------------------------------------------


def _foot(article: Article, copies: Iterable[ArticleHeader]) -> Html:
    lines = []
    if article.note:
        lines.append(tag("p", tag("b", "Note "), article.note, dir="auto"))
    if article.credits:
        lines.append(
            tag("p", tag("b", "Sources it names "), ", ".join(article.credits), dir="auto")
        )
    elsewhere = [_copy(each) for each in copies]
    if elsewhere:
        lines.append(tag("p", tag("b", "Also published by "), *_dotted(elsewhere)))
    return tag("footer", *lines) if lines else Html()


def _copy(copy: ArticleHeader) -> Html:
    name = tag("bdi", copy.source or copy.title or "Untitled")
    when = join([", ", named_date(copy.published)]) if copy.published else Html()
    return join([tag("a", name, **Place(copy.id).attributes), when])
