"""A sentence is shown as supported only when its quote bears out names, numbers and words."""

from __future__ import annotations

import pytest

from qa.checking import Context, check, check_draft, figures, names
from qa.citations import DraftSentence
from qa.types import Evidence

QUOTE = "Ali Shamkhani, a senior Iranian official, signed the treaty worth 1,204 million on Sunday."
QUESTION = Context("Who signed the treaty for Iran?")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Ali Shamkhani signed the treaty for Iran.", "supported"),
        ("Shamkhani, a senior official, signed it on Sunday.", "supported"),
        ("The treaty is worth 1204 million.", "supported"),
        ("Ali Larijani signed the treaty.", "unsupported"),
        ("It is worth 1,205 million.", "unsupported"),
        ("The weather stayed fine all week.", "unsupported"),
        ("Ali Shamkhani did not sign the treaty.", "partly"),
        (
            "Ali Shamkhani signed the treaty after long and bitter quarrels about money.",
            "unsupported",
        ),
    ],
)
def test_verdicts(sentence, verdict):
    found, reason = check(sentence, [QUOTE], QUESTION)
    assert found == verdict
    assert reason


def test_names_compare_as_words_not_as_parts_of_words():
    quote = "They planned and signed the treaty in May."
    verdict, reason = check("Mia Ann signed the treaty in May.", [quote], QUESTION)
    assert verdict == "unsupported"
    assert "ann" in reason or "mia" in reason


def test_a_first_word_that_may_be_an_unknown_name_is_never_fully_supported():
    quote = "They planned and signed the treaty in Baghdad in May of this year."
    sentence = "Ann planned and signed the treaty in Baghdad in May of this year."
    assert check(sentence, [quote], QUESTION)[0] == "partly"


def test_a_sentence_without_a_quote_is_unsupported():
    assert check("Anything.", [], QUESTION)[0] == "unsupported"


def test_the_title_and_the_question_may_be_repeated():
    context = Context("Where did Port Selwyn build?", titles="Bridge over the Arle")
    quote = "The council will build it beside the old ferry landing."
    assert (
        check("Port Selwyn will build it beside the old ferry landing.", [quote], context)[0]
        == "supported"
    )


def evidence(*texts):
    return [Evidence(n, "a", 0, len(text), text) for n, text in enumerate(texts, 1)]


def test_a_missing_or_wrong_citation_is_replaced_by_the_sentence_that_holds():
    shown = evidence("Owls eat voles at night.", QUOTE)
    for cited in ((), (1,)):
        (judged,) = check_draft(
            [DraftSentence("Ali Shamkhani signed the treaty.", cited)], shown, QUESTION
        )
        assert (judged.citations, judged.verdict) == ((2,), "supported")


def test_a_right_citation_is_kept():
    shown = evidence(QUOTE, QUOTE)
    (judged,) = check_draft(
        [DraftSentence("Ali Shamkhani signed the treaty.", (2,))], shown, QUESTION
    )
    assert judged.citations == (2,)


def test_nothing_supports_an_invented_name():
    (judged,) = check_draft(
        [DraftSentence("Zoe Quill signed the treaty.", (1,))], evidence(QUOTE), QUESTION
    )
    assert judged.verdict == "unsupported"


def test_numbers_written_differently_are_one():
    assert figures("1,204 and 007 and twelve") == {"1204", "7", "12"}
    assert figures("In 3.50 seconds.") == {"3.50"}


def test_names_are_capitalised_words_but_not_the_first_common_one():
    assert names("The council met Mia Holt in São Paulo.") == {"mia", "holt", "sao", "paulo"}
    assert names("Wardens counted them.") == set()
    assert names("Mia Holt counted them.") == {"mia", "holt"}
