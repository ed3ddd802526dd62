"""Conversations as Markdown: what a reader is shown, and that no text becomes markup of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.types import Filters
from qa.conversations.markdown import answer_to_markdown, to_markdown
from qa.conversations.records import Conversation, Turn
from qa.types import Answer, AnswerSentence, Citation, Reported
from tests.qa.conversations.answers import HOSTILE, answers, texts, turns

COMMONMARK = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DAY = datetime(2026, 3, 1, 10, tzinfo=UTC)
PACT = Citation(
    1, "pact", "Border pact", "Example Wire", "https://example.org/a_b", date(2023, 3, 19),
    "Ali Shamkhani signed it for Iran.\nIt was Sunday.", 0, 49,
)  # fmt: skip
GAZETTE = Citation(2, "gazette", "Signed", "", None, None, "Qasem al-Araji signed it.", 0, 25)
ANSWER = Answer(
    text="Ali Shamkhani signed it. [1]",
    question="Who signed it?",
    standalone_question="Who signed it?",
    sentences=(
        AnswerSentence("Ali Shamkhani signed it.", (1,), "supported", "the quote says it"),
        AnswerSentence("So did *he*.", (1, 2), "partly", "doubt", note="Sunday: 19 March 2023"),
        AnswerSentence("In Basra.", (), "unsupported", "no quote"),
    ),
    citations=(PACT, GAZETTE),
)
REFUSAL = Answer("The articles do not say.", "Why?", "Why?", abstained=True)
CONFLICT = replace(
    ANSWER,
    sentences=(
        AnswerSentence("Wardens counted 43.", (1,), "supported", ""),
        AnswerSentence("Nine were counted.", (2,), "supported", ""),
    ),
    conflict=(
        Reported("43", (1,), "pact", "Border pact", "Example Wire", date(2023, 3, 19)),
        Reported("nine", (2,), "gazette", "Signed", "", None),
    ),
)


def conversation(*given_turns, title="Who signed it?"):
    return Conversation("id", title, DAY, DAY, given_turns)


def test_an_answer_with_its_sources():
    assert answer_to_markdown(ANSWER) == (
        r"""Ali Shamkhani signed it. [1] So did \*he\*. [1][2] (Sunday: 19 March 2023) """
        r"""*(partly supported)* In Basra. *(not found in the articles)*

### Sources

[1] **Border pact**, Example Wire, 19 March 2023, <https://example.org/a_b>

> Ali Shamkhani signed it for Iran.
> It was Sunday.

[2] **Signed**

> Qasem al-Araji signed it.
"""
    )


def test_a_conversation_from_its_title_to_its_last_turn():
    stopped = Turn("And Iraq?", datetime(2026, 3, 3, 9, tzinfo=UTC), note="Stopped.")
    narrowed = Turn("Why?", DAY, REFUSAL, Filters(sources=("Example Wire",)))
    assert to_markdown(conversation(narrowed, stopped)) == (
        """# Who signed it?

1 to 3 March 2026

## Why?

*Only a part of the articles was asked.*

*Not answered.*

The articles do not say.

## And Iraq?

Stopped.
"""
    )


def test_a_conflict_gives_each_value_its_line():
    shown = answer_to_markdown(CONFLICT)
    assert shown.startswith(
        "*The articles give different answers.*\n\n"
        "- 43, Border pact, Example Wire, 19 March 2023: Wardens counted 43. [1]\n"
        "- nine, Signed: Nine were counted. [2]\n"
    )
    apart = answer_to_markdown(replace(CONFLICT, sentences=CONFLICT.sentences[:1]))
    assert "- nine, Signed [2]\n- Wardens counted 43. [1]\n" in apart


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"incomplete": True}, "*This answer is incomplete: it stopped before its end.*"),
        ({"notice": "the model *stopped*"}, r"the model \*stopped\*"),
        ({"mode": "extractive"}, "*In the words of the articles:*"),
        ({"as_of": date(2024, 5, 1)}, "*As of 1 May 2024, the date of the newest article cited.*"),
    ],
)
def test_what_a_reader_should_know_stands_before_the_answer(changed, said):
    assert said not in answer_to_markdown(ANSWER)
    shown = answer_to_markdown(replace(ANSWER, **changed)).split("\n\n")
    assert shown.index(said) < next(at for at, part in enumerate(shown) if "Ali" in part)


def test_an_address_that_is_none_is_no_link():
    odd = replace(PACT, url="javascript:alert(1)")
    html = COMMONMARK.render(answer_to_markdown(replace(ANSWER, citations=(odd,))))
    assert "javascript:alert(1)" in html
    assert "<a" not in html


OURS = {"h1", "h2", "h3", "p", "em", "strong", "blockquote", "ul", "li", "a"}


def marked(html):
    """Return the names of the elements in HTML, and the addresses of its links."""
    assert "<!" not in html
    names = set(re.findall(r"</?([a-z0-9]+)", html))
    return names, re.findall(r'href="([^"]*)"', html)


@settings(max_examples=150, deadline=None)
@given(title=texts, given_turns=st.lists(turns, max_size=2))
def test_no_text_becomes_markup(title, given_turns):
    shown = to_markdown(conversation(*given_turns, title=title))
    cited = [each for turn in given_turns if turn.answer for each in turn.answer.citations]
    for reader in (COMMONMARK, GITHUB):
        html = reader.render(shown)
        names, links = marked(html)
        assert names <= OURS
        assert len(links) <= sum(bool(each.url) for each in cited)
        assert all(link.lower().startswith(("http://", "https://")) for link in links)
        assert html.count("<h1>") == 1
        assert html.count("<h2>") == len(given_turns)
        assert html.count("<blockquote>") == len(cited)


@settings(max_examples=200, deadline=None)
@given(quote=st.one_of(st.sampled_from(HOSTILE), texts))
def test_a_quote_keeps_each_of_its_characters(quote):
    shown = answer_to_markdown(replace(ANSWER, citations=(replace(GAZETTE, quote=quote),)))
    tokens = COMMONMARK.parse(shown)
    starts = next(at for at, each in enumerate(tokens) if each.type == "blockquote_open")
    inline = [each for each in tokens[starts:] if each.type == "inline"]
    read = "\n\n".join(
        "".join("\n" if part.type == "softbreak" else part.content for part in each.children)
        for each in inline
    )
    exact = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", quote)
    lines = re.sub(r"\r\n?", "\n", exact).strip("\n")
    assert read == re.sub(r"\n{2,}", "\n\n", lines)


@settings(max_examples=50, deadline=None)
@given(answer=answers)
def test_every_quote_stands_under_its_number(answer):
    shown = answer_to_markdown(answer)
    assert shown.encode()
    assert [int(each) for each in re.findall(r"^\[(\d+)\] \*\*.*\n\n>", shown, re.MULTILINE)] == [
        each.number for each in answer.citations
    ]
