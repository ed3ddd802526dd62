"""Answers for the browser tests that show all that an answer can have in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.types import Article
from qa.types import AnswerSentence, Citation, Reported
from tests.fakes.assistant import FakeAssistant

KEEP_COPIED = """() => {
  Object.defineProperty(navigator, "clipboard", {
    value: { writeText: (words) => { window.copied = words; return Promise.resolve(); } },
  });
}"""
QUESTION = "Who signed the agreement for Iran?"
QUOTE = "Ali Shamkhani signed the agreement for Iran."
RICH = "What is known of the pact?"
REFUSED = "Which treaty did the owls of Iran sign in 2031?"
ADVICE = "Ask in other words, or add an article that covers it."
DISPUTED = "When was the agreement signed?"
LATER = Article(
    id="later",
    title="The pact was signed a day later",
    text="The agreement of Iran and Iraq was signed on Monday, officials said.",
    source="Harbour Post",
    published=date(2023, 3, 21),
)


def cite(assistant: FakeAssistant, number: int, article_id: str, quote: str) -> Citation:
    """Return a citation of words that stand in an article."""
    article = assistant.store[article_id]
    start = article.text.index(quote)
    return Citation(
        number, article_id, article.title, article.source, article.url, article.published,
        quote, start, start + len(quote),
    )  # fmt: skip


def script_rich(assistant: FakeAssistant) -> None:
    """Answer ``RICH`` with each verdict, two chips in one place, and a number without a quote."""
    answer = assistant.ask("Iran agreement owls parrot")
    assistant.scripted[RICH] = replace(
        answer,
        question=RICH,
        text="He signed it. [1, 2] Nine owls saw it. [3, 9] It ended a war. [9]",
        sentences=(
            AnswerSentence("He signed it.", (1, 2), "supported", "both quotes say so"),
            AnswerSentence("Nine owls saw it.", (3, 9), "partly", "the year is missing"),
            AnswerSentence("It ended a war.", (9,), "unsupported", "no quote says so"),
        ),
        citations=(
            cite(assistant, 1, "pact", QUOTE),
            cite(assistant, 2, "pact", "in Baghdad on Sunday"),
            cite(assistant, 3, "owls", "Wardens counted nine last year."),
        ),
    )


def script_refusal(assistant: FakeAssistant) -> None:
    """Answer ``REFUSED`` with a refusal that has passages near it."""
    near = assistant.ask("Iran agreement owls")
    assistant.scripted[REFUSED] = replace(
        near,
        question=REFUSED,
        text="The articles do not say. Nearest: two articles.",
        abstained=True,
        sentences=(),
        citations=(),
    )


def script_conflict(assistant: FakeAssistant) -> None:
    """Answer ``DISPUTED`` with two articles that disagree, the newer one first."""
    assistant.store["later"] = LATER
    quotes = ("signed on Monday", "in Baghdad on Sunday")
    citations = tuple(
        cite(assistant, number, each, quote)
        for number, each, quote in zip((1, 2), ("later", "pact"), quotes, strict=True)
    )
    assistant.scripted[DISPUTED] = replace(
        assistant.ask(QUESTION),
        question=DISPUTED,
        text="On Monday. [1] On Sunday. [2]",
        sentences=(
            AnswerSentence("On Monday.", (1,), "supported", "the quote says it"),
            AnswerSentence("On Sunday.", (2,), "supported", "the quote says it"),
        ),
        citations=citations,
        conflict=tuple(
            Reported(each.quote, (each.number,), each.article_id, each.title, each.source,
                     each.published)
            for each in citations
        ),
    )  # fmt: skip
