"""The listed articles as HTML: what narrows the list, a row for each, and "Show more"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from index.types import ArticleHeader
from qa.ui.library.listing import Choice
from qa.ui.library.view import SHOWN, Shelf, View, came_lately
from qa.ui.markup import Html, named_date, safe_url, tag, text
from qa.ui.place import Place

__all__ = ["lately_html", "rows_html"]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a row says beside its article: ids of the ticked, the new and the removed ones."""

    chosen: frozenset[str]
    new: frozenset[str]
    removed: frozenset[str]


def lately_html(headers: Sequence[ArticleHeader], now: datetime) -> Html:
    """Return how many articles came in lately, "" when there are none."""
    new = len(came_lately(headers, now))
    return tag("p", f"{new:,} new in the last 24 hours") if new else Html()


def rows_html(
    headers: Sequence[ArticleHeader], view: View, shelf: Shelf, choice: Choice, now: datetime
) -> Html:
    """Return the articles of a view, those that were removed in their old places."""
    present = {each.id for each in headers}
    gone = [each for each in shelf.removed if each.id not in present]
    if not headers and not gone:
        return _empty()
    fitting = view.of([*headers, *gone])
    kept = [each.id for each in fitting if each.id in present]
    marks = _Marks(
        frozenset(choice.articles),
        came_lately(headers, now),
        frozenset(each.id for each in gone),
    )
    first = fitting[: shelf.shown]
    return tag(
        "div",
        _tally(kept, len(headers), view, choice),
        tag("ul", *(_row(each, marks) for each in first), class_="articles") if first else "",
        _more(first, len(fitting)),
    )


def _empty() -> Html:
    return tag(
        "div",
        tag("p", tag("b", "No articles yet.")),
        tag("p", "Open “Add articles” above: paste web addresses or drop files."),
        class_="empty",
    )


def _tally(kept: Sequence[str], total: int, view: View, choice: Choice) -> Html:
    """Return how many articles fit what was sought, and what can be done with all of them.

    The buttons carry the first id: when one of them is gone, that row takes the focus.
    """
    count, first = len(kept), kept[0] if kept else ""
    parts = []
    if view.narrowing:
        parts.append(text(f"{count:,} of {total:,} listed" if kept else "No article fits."))
        parts.append(_button("Show all", "show-all", first, "clear"))
    if view.narrowing and kept:
        parts.append(_button(f"Ask only these {count:,}", "choose-all", first))
    if view.sources and choice.sources != view.sources:
        name = "this publisher" if len(view.sources) == 1 else "these publishers"
        parts.append(_button(f"Ask only {name}", "choose-sources", first))
    if choice.filters is not None:
        parts.append(_button("Ask all", "choose-none", first))
    spaced = [part for each in parts for part in (each, Html(" "))]
    return tag("p", *spaced, class_="tally") if parts else Html()


def _button(words: str, do: str, article_id: str = "", event: str | None = None) -> Html:
    return tag("button", words, type="button", data_do=do, data_id=article_id, data_event=event)


def _more(shown: Sequence[ArticleHeader], total: int) -> Html:
    left = total - len(shown)
    if left <= 0:
        return Html()
    # It carries the last id: its row takes the focus, in front of those that are new.
    button = _button(f"Show {min(left, SHOWN)} more", "more", shown[-1].id, "expand")
    return tag("p", button, f" {left:,} are not listed yet", class_="more")


def _row(article: ArticleHeader, marks: _Marks) -> Html:
    if article.id in marks.removed:
        return _removed_row(article)
    title = article.title or "Untitled"
    return tag(
        "li",
        _tick(article.id, title, chosen=article.id in marks.chosen),
        tag("a", tag("bdi", title), class_="title", **Place(article.id).attributes),
        tag("span", *_imprint(article, new=article.id in marks.new), class_="imprint"),
        tag("span", *_actions(article, title), class_="actions"),
    )


def _removed_row(article: ArticleHeader) -> Html:
    title = article.title or "Untitled"
    undo = tag(
        "button",
        "Undo",
        type="button",
        aria_label=f"Undo the removal of {title}",
        data_do="undo",
        data_id=article.id,
        data_event="undo",
    )
    told = tag("p", "Removed ", tag("bdi", title), " ", undo, role="status")
    return tag("li", told, class_="removed")


def _tick(article_id: str, title: str, *, chosen: bool) -> Html:
    return tag(
        "button",
        "✓" if chosen else "",
        class_="tick",
        type="button",
        role="checkbox",
        aria_checked="true" if chosen else "false",
        aria_label=f"Ask only chosen articles: {title}",
        title="Ask only this and other ticked articles",
        data_do="choose",
        data_id=article_id,
    )


def _imprint(article: ArticleHeader, *, new: bool) -> list[Html]:
    sign = tag("b", "new", class_="new", title="Came in or changed in the last 24 hours")
    parts = [sign] if new else []
    parts += [tag("bdi", article.source)] if article.source else []
    parts += [named_date(article.published)] if article.published else []
    parts += [text("copy of another article")] if article.copy_of else []
    return [part for each in parts for part in (Html(" · "), each)][1:]


def _actions(article: ArticleHeader, title: str) -> list[Html]:
    names = [("Refresh", "retry")] if safe_url(article.url) else []
    names.append(("Remove", "delete"))
    return [
        tag(
            "button",
            name,
            type="button",
            aria_label=f"{name} {title}",
            data_do=name.lower(),
            data_id=article.id,
            data_event=event,
        )
        for name, event in names
    ]
