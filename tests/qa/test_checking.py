"""A sentence is shown as supported only when its quote bears out names, numbers and words."""

from __future__ import annotations

import pytest

from qa.checking import Claim, check, check_draft, figures, names
from qa.checking.clauses import resting_on, speakers
from qa.checking.facts import stems
from qa.checking.pairing import mispaired
from qa.citations import DraftSentence
from qa.types import Evidence

QUOTE = "Ali Shamkhani, a senior Iranian official, signed the treaty worth 1,204 million on Sunday."
QUESTION = "Who signed the treaty for Iran?"


def verdict(sentence, quote, question="", heading="", nearby=""):
    return check(Claim(sentence, [quote], question, heading, nearby))


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (QUESTION, "Tehran signed the treaty.", "partly"),
        (QUESTION, "Ali Shamkhani signed the treaty.", "supported"),
        (QUESTION, "Shamkhani signed the treaty in Tehran.", "supported"),
        (QUESTION, "The treaty was signed.", "unsupported"),
        ("When was the treaty signed?", "Ali Shamkhani signed the treaty.", "partly"),
        ("When was the treaty signed?", "The treaty was signed on Sunday.", "supported"),
        ("How much is the treaty worth?", "The treaty is worth 1,204 million.", "supported"),
        ("How much is the treaty worth?", "Ali Shamkhani signed the treaty.", "partly"),
        ("Where was the treaty signed?", "The treaty was signed.", "unsupported"),
        ("Where was the treaty signed?", "The treaty was signed in Tehran.", "supported"),
        ("Was the treaty signed?", "The treaty was signed.", "supported"),
    ],
)
def test_a_sentence_has_to_answer_the_question_that_was_asked(question, sentence, expected):
    quote = "Ali Shamkhani signed the treaty worth 1,204 million in Tehran on Sunday."
    found, reason = verdict(sentence, quote, question)
    assert found == expected, reason


@pytest.mark.parametrize(
    ("sentence", "expected"),
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
def test_verdicts(sentence, expected):
    found, reason = verdict(sentence, QUOTE, QUESTION)
    assert found == expected
    assert reason


@pytest.mark.parametrize(
    ("sentence", "quote", "question", "reason"),
    [
        (
            "204 chicks were ringed in 2023.",
            "They inspected 133 boxes and ringed 204 chicks.",
            "How many chicks were ringed in 2023?",
            "the number 2023 is in the question",
        ),
        (
            "Qasem al-Araji signed the pact for Egypt.",
            "For Baghdad the pact was signed by the adviser Qasem al-Araji.",
            "Who signed the pact for Egypt?",
            "the name egypt is in the question",
        ),
        (
            "A single standard stifles invention.",
            "A single standard stifles invention instead of encouraging it, the company argued.",
            "Does a common charger hold back invention?",
            "whose claim",
        ),
        (
            "The pact puts a complete end to the activity of the groups.",
            "He said the pact could put a complete end to the activity of the groups.",
            "What does he say the pact does?",
            "what may or will be",
        ),
        (
            "The tower passed its inspection in April.",
            "The tower has not passed its inspection in April.",
            "When did the tower pass?",
            "the quote denies",
        ),
        (
            "The purchase of houses on the Row costs £4.9 million.",
            "It adds £4.9 million for roads, £2.1 million for the purchase of houses on the Row.",
            "What does the purchase cost?",
            "the number 4.9 may belong to something else",
        ),
    ],
)
def test_what_leaves_a_doubt(sentence, quote, question, reason):
    found, why = verdict(sentence, quote, question)
    assert found == "partly"
    assert reason in why


def test_a_question_states_nothing():
    quote = "Does this mean that the Paris Agreement has failed?"
    assert verdict("The Paris Agreement has failed.", quote)[0] == "unsupported"
    both = Claim("The treaty has failed.", [quote, "The treaty has failed, it is clear."])
    assert check(both)[0] == "supported"


def test_a_headline_alone_supports_nothing():
    heading = "A spacecraft nudged an asteroid, and the clock proves it"
    found, reason = verdict(
        "A spacecraft nudged an asteroid.", "LICIACube had separated before.", "", heading
    )
    assert (found, reason) == ("unsupported", "only the title speaks of this, not the quote")


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The company argued that a single standard stifles invention.", ""),
        ("According to Mira Holt, a single standard stifles invention.", ""),
        ("A single standard stifles invention.", "What does Mira Holt think of it?"),
    ],
)
def test_a_claim_that_keeps_its_speaker_is_supported(sentence, question):
    quote = "A single standard stifles invention, argued Mira Holt of the company."
    assert verdict(sentence, quote, question)[0] == "supported"


def test_names_compare_as_words_not_as_parts_of_words():
    quote = "They planned and signed the treaty in May."
    found, reason = verdict("Mia Ann signed the treaty in May.", quote, QUESTION)
    assert found == "unsupported"
    assert "ann" in reason or "mia" in reason


def test_a_first_word_that_may_be_an_unknown_name_is_never_fully_supported():
    quote = "They planned and signed the treaty in Baghdad in May of this year."
    sentence = "Ann planned and signed the treaty in Baghdad in May of this year."
    assert verdict(sentence, quote, QUESTION)[0] == "partly"


def test_a_sentence_without_a_quote_is_unsupported():
    assert check(Claim("Anything.", []))[0] == "unsupported"


def test_what_stands_around_a_quote_says_whom_it_speaks_of():
    quote = "The council will build it beside the old ferry landing."
    sentence = "Port Selwyn will build it beside the old ferry landing."
    question = "Where did Port Selwyn build?"
    assert verdict(sentence, quote, question)[0] == "partly"
    assert verdict(sentence, quote, question, heading="Bridge for Port Selwyn")[0] == "supported"
    nearby = "Port Selwyn is to have a bridge."
    assert verdict(sentence, quote, question, nearby=nearby)[0] == "supported"


def test_a_sentence_rests_on_the_clauses_that_share_its_words():
    quote = "The vote, which was not secret, was lost; the mayor may resign"
    assert "may" not in resting_on(stems("The vote was lost."), quote)


def test_speakers_are_the_names_beside_a_verb_of_saying():
    assert speakers("Both had been ill, said Dr Amara Quist.") >= {"amara", "quist"}
    assert speakers("Owls eat voles at night.") == set()


def test_a_number_belongs_to_the_words_around_it():
    quote = "14 people fell ill in Marrow Hill and two patients of the hospital died"
    assert mispaired("14 people fell ill in Marrow Hill.", quote) is None
    assert mispaired("14 patients of the hospital died.", quote) == "14"


def evidence(*texts):
    return [Evidence(n, "a", 0, len(text), text) for n, text in enumerate(texts, 1)]


def settled(sentence, cited, *texts):
    (judged,) = check_draft([DraftSentence(sentence, cited)], evidence(*texts), QUESTION, {})
    return judged


@pytest.mark.parametrize("cited", [(), (1,)])
def test_a_missing_or_wrong_citation_is_replaced_by_the_sentence_that_holds(cited):
    judged = settled("Ali Shamkhani signed the treaty.", cited, "Owls eat voles at night.", QUOTE)
    assert (judged.citations, judged.verdict) == ((2,), "supported")


def test_a_right_citation_is_kept():
    assert settled("Ali Shamkhani signed the treaty.", (2,), QUOTE, QUOTE).citations == (2,)


def test_nothing_supports_an_invented_name():
    assert settled("Zoe Quill signed the treaty.", (1,), QUOTE).verdict == "unsupported"


def test_numbers_written_differently_are_one():
    assert figures("1,204 and 007 and twelve") == {"1204", "7", "12"}
    assert figures("In 3.50 seconds.") == {"3.50"}


def test_names_are_capitalised_words_but_not_the_first_common_one():
    assert names("The council met Mia Holt in São Paulo.") == {"mia", "holt", "sao", "paulo"}
    assert names("Wardens counted them.") == set()
    assert names("Mia Holt counted them.") == {"mia", "holt"}
