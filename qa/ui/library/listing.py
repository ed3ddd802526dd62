"""The library: which articles there are, which are chosen to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import ArticleHeader, Filters
from qa.ui.markup import Html, named_date, tag, text
from qa.ui.place import Place

__all__ = ["Choice", "confirmation", "examples", "library_html", "publishers"]

_SHOWN = 200
_EXAMPLES = (
    ("Who signed the border pact on behalf of Iran?", "Tehran and Baghdad put a border"),
    ("How long does Dimorphos now need for one trip around Didymos?", "A spacecraft nudged"),
    ("How many votes in favour did the charger law get in the European Parliament?", "charger"),
)
"""Questions for the sample articles, each with words of the title that it needs in the library."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are to be asked: those ticked, those of some publishers; () means any."""

    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters | None:
        """The choice as filters; None when every article is asked."""
        if not self.articles and not self.sources:
            return None
        return Filters(article_ids=self.articles or None, sources=self.sources or None)

    def toggled(self, article_id: str) -> Choice:
        """Return the choice with one article ticked, or no longer."""
        if article_id in self.articles:
            return self.without(article_id)
        return replace(self, articles=(*self.articles, article_id))

    def without(self, article_id: str) -> Choice:
        """Return the choice with one article not ticked."""
        return replace(self, articles=tuple(each for each in self.articles if each != article_id))

    def allows(self, article: ArticleHeader) -> bool:
        """Whether the article is of a chosen publisher."""
        return not self.sources or article.source in self.sources

    @property
    def words(self) -> str:
        """What is asked, "" when it is everything."""
        parts = []
        if self.articles:
            count = len(self.articles)
            parts.append("1 chosen article" if count == 1 else f"{count} chosen articles")
        if self.sources:
            parts.append(", ".join(self.sources))
        return f"Asking only {' from '.join(parts)}" if parts else ""


def publishers(headers: Sequence[ArticleHeader]) -> list[str]:
    """Return the publishers of the articles, in alphabetical order."""
    return sorted({each.source for each in headers if each.source}, key=str.casefold)


def examples(headers: Sequence[ArticleHeader]) -> list[str]:
    """Return questions to begin with: only those whose article is in the library."""
    return [
        question for question, words in _EXAMPLES if any(words in each.title for each in headers)
    ]


def library_html(headers: Sequence[ArticleHeader], choice: Choice, words: str = "") -> Html:
    """Return the articles, newest first, that fit the publishers and the ``words`` sought."""
    wanted = words.casefold().split()
    fitting = [each for each in headers if choice.allows(each) and _holds(each, wanted)]
    if not headers:
        return tag("p", "No articles yet. Add some above.", class_="empty")
    if not fitting:
        return tag("p", "No article fits.", class_="empty")
    more = len(fitting) - _SHOWN
    rest = tag("p", f"and {more} more: search to narrow the list", class_="empty")
    listed = tag("ul", *(_row(each, choice) for each in fitting[:_SHOWN]), class_="articles")
    return tag("div", listed, rest if more > 0 else "")


def _holds(article: ArticleHeader, wanted: Sequence[str]) -> bool:
    shown = f"{article.title} {article.source} {article.author or ''}".casefold()
    return all(word in shown for word in wanted)


def _row(article: ArticleHeader, choice: Choice) -> Html:
    title = article.title or "Untitled"
    chosen = article.id in choice.articles
    parts = [tag("bdi", article.source)] if article.source else []
    parts += [named_date(article.published)] if article.published else []
    parts += [text("copy of another article")] if article.copy_of else []
    shown = [part for each in parts for part in (Html(" · "), each)][1:]
    return tag(
        "li",
        tag(
            "button",
            "✓" if chosen else "",
            class_="tick",
            type="button",
            role="checkbox",
            aria_checked="true" if chosen else "false",
            aria_label=f"Ask only chosen articles: {title}",
            title="Ask only this and other ticked articles",
            data_do="choose",
            data_id=article.id,
        ),
        tag("a", tag("bdi", title), class_="title", **Place(article.id).attributes),
        tag("span", *shown, class_="imprint"),
        tag(
            "button",
            "Remove",
            class_="remove",
            type="button",
            aria_label=f"Remove {title}",
            data_do="remove",
            data_id=article.id,
        ),
    )


def confirmation(article: ArticleHeader | None) -> Html:
    """Return the question that stands between "Remove" and its happening."""
    if article is None:
        return Html()
    return tag(
        "p",
        "Remove ",
        tag("b", tag("bdi", article.title or "Untitled")),
        " from the library? The file or page it came from stays where it is.",
    )
