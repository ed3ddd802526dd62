"""The sentences of an answer, each with its verdict and the chips of its citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qa.types import Answer, AnswerSentence, Citation
from qa.ui.markup import Html, tag
from qa.ui.place import Place
from qa.ui.talk.found import imprint
from qa.ui.talk.turn import without_markers

__all__ = ["borne_out", "chip", "sentences_html"]

_VERDICTS = {
    "supported": ("✓", "supported"),
    "partly": ("◐", "partly supported"),
    "unsupported": ("✕", "not found in the articles"),
}
_QUOTED = ("", "quoted")


def sentences_html(answer: Answer, number: int) -> list[Html]:
    """Return each sentence of turn ``number``; where they differ, each with who says it."""
    cited = {each.number: each for each in answer.citations}
    told = [_sentence(each, cited, number) for each in answer.sentences]
    if not told:
        return [tag("span", without_markers(answer.text), dir="auto")]
    if len(answer.conflict) != len(told):
        return told
    return [
        tag("div", imprint(who.source or who.title, who), " ", sentence, class_="says")
        for who, sentence in zip(answer.conflict, told, strict=True)
    ]


def borne_out(answer: Answer) -> str:
    """Return how many of the sentences are quotes, and how many their quotes support, in words."""
    written = [each for each in answer.sentences if not _is_quoted(each, answer.citations)]
    quoted = len(answer.sentences) - len(written)
    parts = [_supported(written)] if written else []
    if quoted:
        parts.append(f"{quoted} quoted word for word" if written else "Quoted word for word")
    return ", ".join(parts)


def _supported(sentences: Sequence[AnswerSentence]) -> str:
    count = len(sentences)
    good = sum(each.verdict == "supported" for each in sentences)
    if count == 1:
        return "Supported by its quote" if good else "Not fully supported by its quote"
    return f"{'All' if good == count else f'{good} of'} {count} sentences supported by their quotes"


def _is_quoted(sentence: AnswerSentence, citations: Iterable[Citation]) -> bool:
    """Return whether a sentence is a quote that nothing speaks against."""
    return sentence.verdict == "supported" and sentence.is_quote(citations)


def _sentence(sentence: AnswerSentence, cited: Mapping[int, Citation], number: int) -> Html:
    quoted = _is_quoted(sentence, cited.values())
    sign, words = _QUOTED if quoted else _VERDICTS[sentence.verdict]
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
        tag("span", sentence.shown(cited.values()), class_="said", dir="auto"),
        " ",
        tag("span", *chips, verdict, class_="borne-out"),
        tag("span", f" ({sentence.note})", class_="note") if sentence.note else "",
        " ",
        class_=f"sentence {'quoted' if quoted else sentence.verdict}",
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
