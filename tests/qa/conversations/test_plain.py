"""An answer as plain text, to be pasted anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from qa.conversations.plain import answer_to_text
from qa.types import Answer, AnswerSentence, Citation
from tests.qa.conversations.answers import answers

ANSWER = Answer(
    text="Ali *S.* signed it. [1]",
    question="Who signed it?",
    standalone_question="Who signed it?",
    sentences=(AnswerSentence("Ali *S.* signed it.", (1,), "partly", ""),),
    citations=(
        Citation(
            1, "pact", "Border pact", "Example Wire", "https://example.org/a_b",
            date(2023, 3, 19), "Ali *S.* signed it\nfor Iran.", 0, 28,
        ),
    ),
)  # fmt: skip


def test_an_answer_and_its_source_without_escapes():
    assert answer_to_text(ANSWER) == (
        """Ali *S.* signed it. [1] (partly supported)

Sources:

[1] Border pact, Example Wire, 19 March 2023
    “Ali *S.* signed it
for Iran.”
    https://example.org/a_b
"""
    )


def test_a_refusal_is_told_as_one():
    refusal = Answer("The articles do not say.", "Why?", "Why?", abstained=True)
    assert answer_to_text(refusal) == "Not answered.\n\nThe articles do not say.\n"


def test_a_source_without_title_or_publisher_is_named_by_its_id():
    bare = replace(
        ANSWER.citations[0], article_id="pa\x00ct", title=" ", source="", published=None, url=None
    )
    assert "[1] pa\ufffdct\n" in answer_to_text(replace(ANSWER, citations=(bare,)))


@given(answer=answers)
def test_no_control_character_is_left(answer):
    shown = answer_to_text(answer)
    assert shown.encode()
    assert not any(each < " " and each not in "\t\r\n" for each in shown)
