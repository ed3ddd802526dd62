"""A turn of the conversation as HTML: question, what was found, draft, answer or refusal.

Pure functions from records to ``Html``; see ``qa.ui.markup`` for why nothing in them can be live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.types import ArticleHeader, SearchResult
from qa.types import Answer, AnswerSentence, Citation, EvidenceEvent
from qa.ui.conversation import Turn, without_markers
from qa.ui.markup import Html, join, link, named_date, safe_url, tag, text_fragment
from qa.ui.place import Place

__all__ = ["article_line", "chip", "notice", "turn_html", "turns_html"]

_REFUSAL = "The articles do not say."
_SHOWN_TITLES = 5
_SNIPPET_CHARS = 240
_OPEN_MARKER = re.compile(r"\s*\[[\d,\s]*\Z")
_VERDICTS = {
    "supported": ("✓", "supported"),
    "partly": ("◐", "partly supported"),
    "unsupported": ("✕", "not found in the articles"),
}


def turns_html(turns: Sequence[Turn]) -> Html:
    """Return a whole conversation, oldest turn first."""
    return join(turn_html(turn, number) for number, turn in enumerate(turns))


def turn_html(turn: Turn, number: int) -> Html:
    """Return one turn; ``number`` counts from 0 and names the turn in the links to its quotes."""
    return tag(
        "article",
        tag("h2", turn.question, class_="question", dir="auto"),
        _body(turn, number),
        class_="turn",
        aria_busy=None if turn.settled else "true",
        data_settled=turn.settled,
    )


def _body(turn: Turn, number: int) -> Html:
    if turn.answer is not None:
        return _answered(turn.answer, number, turn.narrowed)
    growing = join([_found(turn.found, number), _draft(turn.draft)])
    if turn.problem is not None:
        return join([growing, notice(turn.problem, "problem")])
    if turn.stopped:
        return join([growing, notice("Stopped. The draft above was not checked.")])
    return join([growing, _working(turn)])


def notice(words: str, kind: str = "notice") -> Html:
    """Return a line that the reader should not miss; ``kind`` is ``notice`` or ``problem``."""
    sign = tag("span", "!" if kind == "problem" else "i", class_="sign", aria_hidden="true")
    return tag("p", sign, tag("span", words, dir="auto"), class_=kind, role="note")


def _working(turn: Turn) -> Html:
    if turn.found is None:
        words = "Searching the articles…"
    elif not turn.draft:
        words = "Reading them…"
    else:
        words = "Writing. Each sentence is checked when the draft is done."
    return tag("p", words, class_="working", role="status")


def _draft(draft: str) -> Html:
    # A marker that has only half arrived is held back; whole ones become chips in the answer.
    words = without_markers(_OPEN_MARKER.sub("", draft))
    return tag("p", words, class_="draft", dir="auto") if words else Html()


# -- what was found --------------------------------------------------------------------------------


def _found(found: EvidenceEvent | None, number: int) -> Html:
    if found is None or not found.results:
        return Html()
    places = {
        each.article_id: Place(each.article_id, each.start, each.end, number)
        for each in reversed(found.evidence)
    }
    nearest = _one_per_article(found.results)
    chosen = [each for each in nearest if each.article.id in places] or nearest
    count = "1 article" if len(chosen) == 1 else f"{len(chosen)} articles"
    lines = [
        article_line(each.article, places.get(each.article.id) or _place(each, number))
        for each in chosen[:_SHOWN_TITLES]
    ]
    more = len(chosen) - _SHOWN_TITLES
    rest = [tag("li", f"and {more} more", class_="more")] if more > 0 else []
    return tag("section", tag("h3", f"Found in {count}"), tag("ul", *lines, *rest), class_="found")


def _one_per_article(results: Iterable[SearchResult]) -> list[SearchResult]:
    best: dict[str, SearchResult] = {}
    for result in results:
        best.setdefault(result.article.id, result)
    return list(best.values())


def _place(result: SearchResult, number: int) -> Place:
    return Place(result.article.id, result.passage.start, result.passage.end, number)


def article_line(article: ArticleHeader, place: Place, *more: str) -> Html:
    """Return a list item: the title, which opens the article at ``place``, publisher and date."""
    title = tag("a", tag("bdi", article.title or "Untitled"), class_="title", **place.attributes)
    return tag("li", title, _imprint(article.source, article), *more)


def _imprint(source: str, dated: ArticleHeader | Citation) -> Html:
    parts = [tag("bdi", source)] if source else []
    parts += [named_date(dated.published)] if dated.published else []
    shown = [part for each in parts for part in (Html(" · "), each)][1:]
    return tag("span", *shown, class_="imprint") if shown else Html()


# -- the answer ------------------------------------------------------------------------------------


def _answered(answer: Answer, number: int, narrowed: bool) -> Html:
    if answer.abstained:
        return _abstention(answer, number, narrowed)
    cited = {each.number: each for each in answer.citations}
    sentences = [_sentence(each, cited, number) for each in answer.sentences]
    if not sentences:
        sentences = [tag("span", without_markers(answer.text), dir="auto")]
    quotes = answer.mode == "extractive"
    return join(
        [
            _warnings(answer),
            tag("p", "In the words of the articles:", class_="lead") if quotes else "",
            tag("div", *sentences, class_="answer quotes" if quotes else "answer"),
            _cited(answer.citations, number),
            _also_found(answer, number),
            _colophon(answer),
        ]
    )


def _warnings(answer: Answer) -> Html:
    shown = []
    if answer.incomplete:
        shown.append(notice("This answer is incomplete: it stopped before its end.", "problem"))
    if answer.notice:
        shown.append(notice(answer.notice))
    return join(shown)


def _sentence(sentence: AnswerSentence, cited: dict[int, Citation], number: int) -> Html:
    sign, words = _VERDICTS[sentence.verdict]
    verdict = tag(
        "span",
        tag("span", sign, aria_hidden="true"),
        tag("span", words, class_="words"),
        class_="verdict",
        title=sentence.reason,
    )
    chips = [chip(cited[each], number) for each in sentence.citations if each in cited]
    return tag(
        "span",
        tag("span", sentence.text, class_="said", dir="auto"),
        " ",
        tag("span", *chips, verdict, class_="borne-out"),
        " ",
        class_=f"sentence {sentence.verdict}",
    )


def chip(citation: Citation, number: int) -> Html:
    """Return the link after a sentence: publisher and number; the quote on hover or focus."""
    publisher = tag("bdi", citation.source, class_="publisher") if citation.source else Html()
    peek = tag(
        "span",
        tag("q", citation.quote, dir="auto"),
        tag("span", tag("bdi", citation.title), class_="peek-title"),
        _imprint(citation.source, citation),
        class_="peek",
        aria_hidden="true",
    )
    named = f"Citation {citation.number}, {citation.source or citation.title}: open the quote"
    return tag(
        "a",
        publisher,
        tag("b", str(citation.number)),
        peek,
        class_="chip",
        aria_label=named,
        **Place(citation.article_id, citation.start, citation.end, number).attributes,
    )


def _cited(citations: Sequence[Citation], number: int) -> Html:
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
            _imprint(citation.source, citation),
            " ",
            original,
        ),
    )


def _also_found(answer: Answer, number: int) -> Html:
    cited = {each.article_id for each in answer.citations}
    others = [each for each in _one_per_article(answer.results) if each.article.id not in cited]
    if not others:
        return Html()
    lines = [article_line(each.article, _place(each, number)) for each in others]
    return tag(
        "details",
        tag("summary", f"Also found ({len(others)})"),
        tag("ul", *lines),
        class_="also",
    )


def _colophon(answer: Answer) -> Html:
    parts = [_borne_out(answer)] if answer.sentences else []
    if answer.mode == "generated" and answer.model:
        parts.append(answer.model)
    if answer.timings.total is not None:
        parts.append(f"{answer.timings.total / 1000:.1f} s")
    return tag("p", " · ".join(parts), class_="colophon")


def _borne_out(answer: Answer) -> str:
    count = len(answer.sentences)
    good = sum(each.verdict == "supported" for each in answer.sentences)
    if count == 1:
        return "Supported by its quote" if good else "Not fully supported by its quote"
    return f"{'All' if good == count else f'{good} of'} {count} sentences supported by their quotes"


# -- the refusal -----------------------------------------------------------------------------------


def _abstention(answer: Answer, number: int, narrowed: bool) -> Html:
    nearest = _one_per_article(answer.results)[:3]
    if narrowed:
        advice = "Only the articles you chose were asked. Ask all of them, or ask in other words."
    else:
        advice = "Ask in other words, or add an article that covers it."
    # The usual refusal goes on to name the nearest articles, which are listed here anyway.
    words = "" if answer.text.startswith(_REFUSAL) else without_markers(answer.text)
    lines = [
        article_line(each.article, _place(each, number), _snippet(each.passage.text))
        for each in nearest
    ]
    passages = (
        tag("section", tag("h3", "Nearest passages"), tag("ul", *lines), class_="nearest")
        if lines
        else Html()
    )
    return join(
        [
            _warnings(answer),
            tag(
                "section",
                tag("h3", _REFUSAL.rstrip(".")),
                tag("p", words, dir="auto") if words else "",
                tag("p", advice, class_="advice"),
                passages,
                class_="abstention",
            ),
        ]
    )


def _snippet(words: str) -> Html:
    short = words
    if len(words) > _SNIPPET_CHARS:
        whole = words[:_SNIPPET_CHARS].rsplit(maxsplit=1)[0]
        short = whole.rstrip(" .,;:") + "…"
    return tag("blockquote", short, dir="auto")
