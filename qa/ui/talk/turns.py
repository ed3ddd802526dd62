"""A turn of the conversation as HTML: question, what was found, draft, answer or refusal.

Pure functions from records to ``Html``; see ``qa.ui.markup`` for why nothing in them can be live.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.types import Answer, AnswerSentence, Citation
from qa.ui.markup import Html, join, link, safe_url, tag, text_fragment
from qa.ui.notices import notice
from qa.ui.place import Place
from qa.ui.talk.found import article_line, found_html, imprint, one_per_article, place_of
from qa.ui.talk.rating import Rated, rating_html
from qa.ui.talk.turn import Turn, without_markers

__all__ = ["chip", "turn_html", "turns_html"]

_REFUSAL = "The articles do not say."
_LEAD = "In the words of the articles:"
_DISAGREE = "The articles give different answers:"
_SNIPPET_CHARS = 240
_OPEN_MARKER = re.compile(r"\s*\[[\d,\s]*\Z")
_VERDICTS = {
    "supported": ("✓", "supported"),
    "partly": ("◐", "partly supported"),
    "unsupported": ("✕", "not found in the articles"),
}


def turns_html(turns: Sequence[Turn], ratings: Mapping[str, Rated]) -> Html:
    """Return a whole conversation, oldest turn first; ``ratings`` are by the answers' trace ids."""
    return join(turn_html(turn, number, ratings) for number, turn in enumerate(turns))


def turn_html(turn: Turn, number: int, ratings: Mapping[str, Rated]) -> Html:
    """Return one turn; ``number`` counts from 0 and names the turn in the links to its quotes."""
    return tag(
        "article",
        tag("h2", turn.question, class_="question", dir="auto"),
        _body(turn, number),
        rating_html(turn.answer, ratings) if turn.answer else "",
        class_="turn",
        aria_busy=None if turn.settled else "true",
        data_settled=turn.settled,
    )


def _body(turn: Turn, number: int) -> Html:
    if turn.answer is not None:
        return _answered(turn.answer, number, turn.narrowed)
    growing = join([found_html(turn.found, number), _draft(turn.draft)])
    if turn.problem is not None:
        return join([growing, notice(turn.problem, "problem")])
    if turn.stopped:
        return join([growing, notice("Stopped. The draft above was not checked.")])
    return join([growing, _working(turn)])


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


# -- the answer ------------------------------------------------------------------------------------


def _answered(answer: Answer, number: int, narrowed: bool) -> Html:
    if answer.abstained:
        return _abstention(answer, number, narrowed)
    cited = {each.number: each for each in answer.citations}
    sentences = [_sentence(each, cited, number) for each in answer.sentences]
    if len(answer.conflict) == len(sentences):
        sentences = [
            tag("div", imprint(who.source or who.title, who), " ", sentence, class_="says")
            for who, sentence in zip(answer.conflict, sentences, strict=True)
        ]
    if not sentences:
        sentences = [tag("span", without_markers(answer.text), dir="auto")]
    quotes = answer.mode == "extractive" or bool(answer.conflict)
    return join(
        [
            _warnings(answer),
            tag("p", _DISAGREE if answer.conflict else _LEAD, class_="lead") if quotes else "",
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
        tag("span", f" ({sentence.note})", class_="note") if sentence.note else "",
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
        imprint(citation.source, citation),
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
            imprint(citation.source, citation),
            " ",
            original,
        ),
    )


def _also_found(answer: Answer, number: int) -> Html:
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


def _colophon(answer: Answer) -> Html:
    parts = [_borne_out(answer)] if answer.sentences else []
    if answer.mode == "generated" and answer.model:
        parts.append(answer.model)
    if answer.as_of is not None:
        parts.append(f"as of {answer.as_of.isoformat()}")
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
    nearest = one_per_article(answer.results)[:3]
    if narrowed:
        advice = "Only the articles you chose were asked. Ask all of them, or ask in other words."
    else:
        advice = "Ask in other words, or add an article that covers it."
    # The usual refusal goes on to name the nearest articles, which are listed here anyway.
    words = "" if answer.text.startswith(_REFUSAL) else without_markers(answer.text)
    lines = [
        article_line(each.article, place_of(each, number), _snippet(each.passage.text))
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
