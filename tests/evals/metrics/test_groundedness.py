"""Names, numbers and dates of a sentence: which there are, and whether the quotes have them."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import groundedness
from evals.metrics.groundedness import claims, grounded

QUOTE = "For Iran the pact was signed by Ali Shamkhani on Sunday, 19 March 2023, after 14 months."
TEXTS = st.lists(
    st.sampled_from(
        "The Iran Ali Shamkhani signed On Sunday 19 March 2023, 14 km £5 million. “US said” of "
        "fourteen Mr. one May 1,204 al-Sudani COVID-19 twenty-five Researchers".split(" ")
    )
    | st.text(string.printable, max_size=5),
    max_size=10,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact was signed by Ali Shamkhani.", ("Ali Shamkhani",)),
        ("Ali Shamkhani signed for Iran and Iraq.", ("Ali Shamkhani", "Iran", "Iraq")),
        ("Shamkhani signed it.", ("Shamkhani",)),
        ("Researchers said that it grew.", ()),
        ("However, it didn't. Don't worry. It's late.", ()),
        ("“The end is near,” he said.", ()),
        ("Mr Shamkhani met Dr. Lee.", ("Shamkhani", "Lee")),
        ("He met Mr. Young.", ("Young",)),
        ("It has 5G and iPhones.", ("iPhones",)),
        ("J. K. Rowling wrote it.", ("J. K. Rowling",)),
        ("US troops and WHO officials left.", ("US", "WHO")),
        ("The Bank of England met in The Hague.", ("Bank", "England", "Hague")),
        ("the premier Mohammed Shia al-Sudani", ("Mohammed Shia al-Sudani",)),
        ("I think that he left, and I'll go.", ()),
        ("It spread on Sunday in May.", ("Sunday", "May")),
        ("They counted fourteen chicks and 1,204 eggs.", ("14", "1204")),
        ("One of them left.", ()),
        ("It cost £1.4m, or 5% more.", ("1400000 pound", "5 percent")),
        ("It is 14 kilometres long and 5-year-old.", ("14 km", "5 year")),
        ("It was the 19th, in the 1970s, at 10:30 a.m.", ("19th", "1970s", "10:30 am")),
        ("It was signed on March 19th, 2023.", ("19 march 2023",)),
        ("It began in Sept. 2019 and in 2021.", ("2021", "september 2019")),
        ("It began on 4 May and ended on 25 August.", ("4 may", "25 august")),
        ("14 chicks, fourteen chicks, 14 chicks.", ("14",)),
        ("nothing at all to claim", ()),
        ("", ()),
    ],
)
def test_the_claims_of_a_sentence(text, expected):
    assert claims(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Ali Shamkhani signed the pact.",
        "Shamkhani's pact was for Iran.",
        "It took fourteen months.",
        "It was signed on March 19, 2023.",
        "It was signed on 19 Mar. 2023.",
        "It was signed in March 2023.",
        "It was signed in 2023.",
        "It was signed on Sunday, in March.",
    ],
)
def test_what_the_quote_says_in_other_words_is_grounded(sentence):
    assert grounded(sentence, [QUOTE]) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Hassan Rouhani signed.",
        "Rouhani signed it.",
        "Shamkhani Ali signed.",
        "It took 15 months.",
        "It took 140 months.",
        "It took four months.",
        "It took 14 years.",
        "It took 14%.",
        "It cost $14.",
        "There were 19 of them.",
        "It was signed on 20 March.",
        "It was signed on 19 April.",
        "It was signed on 19 March 2024.",
        "It was signed in May 2023.",
        "It was signed in 2022.",
        "It was signed on Monday.",
        "IRNA said so.",
        "They flew to Mars.",
    ],
)
def test_an_invented_name_number_or_date_is_not(sentence):
    assert grounded(sentence, [QUOTE]) == 0


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("It has 1204 members.", "It has 1,204 members."),
        ("It has 250,000 members.", "It has two hundred and fifty thousand members."),
        ("It is 10 km away.", "It is 10 to 20 kilometres away."),
        ("It cost £5 million.", "It cost five million pounds."),
        ("President Biden left.", "Biden, the president, left."),
        ("President Biden left.", "President Joe Biden left."),
        ("The Kurds left.", "A Kurd left."),
        ("Mr. Sudani left.", "Mohammed Shia al-Sudani left."),
        ("It was the US.", "It was the U.S. army."),
        ("He liked José.", "He liked Jose."),
        ("Puffins nest.", "They saw puffins."),
        ("There was 1 chick.", "There was one chick."),
        ("It falls from 4% to 3.75%.", "Der Satz fällt von 4,00 auf 3,75 Prozent."),
        ("It was on 2 July.", "It was on the 2nd of July."),
    ],
)
def test_wording_makes_no_difference(sentence, quote):
    assert grounded(sentence, [quote]) == 1


def test_a_name_put_together_from_two_is_not_found():
    assert grounded("John Smith left.", ["John Adams and Mary Smith left."]) == 0
    assert grounded("John Smith left.", ["John left.", "Smith left."]) == 0


def test_the_share_is_of_claims_each_once():
    sentence = "Ali Shamkhani and Hassan Rouhani signed in Tehran on 19 March 2023."
    assert grounded(sentence, [QUOTE]) == pytest.approx(2 / 4)


def test_a_year_may_come_from_elsewhere_and_so_may_all_that_is_allowed():
    assert grounded("It was on 19 March 2023.", ["It was on 19 March."]) == 0
    assert grounded("It was on 19 March 2023.", ["It was on 19 March."], "Pacts of 2023") == 1
    assert grounded("Iran signed.", ["It signed."], "What did Iran do?") == 1
    assert grounded("Iran signed.", ["It signed."], "what did iran do?") == 1


def test_without_a_claim_there_is_nothing_to_ground():
    assert grounded("It was late.", [QUOTE]) is None
    assert grounded("It was late.", []) is None


def test_a_sentence_that_cites_nothing_is_not_grounded():
    assert grounded("Ali Shamkhani signed.", []) == 0


@given(TEXTS)
def test_every_text_is_grounded_in_itself(text):
    assert grounded(text, [text]) in {None, 1.0}
    assert grounded(text, [], text) in {None, 1.0}
    assert (grounded(text, [text]) is None) == (claims(text) == ())


@given(TEXTS, TEXTS, TEXTS)
def test_another_quote_never_lowers_the_share(sentence, quote, other):
    before, after = grounded(sentence, [quote]), grounded(sentence, [quote, other])
    assert (before is None) == (after is None)
    assert before is None or 0 <= before <= after <= 1


def test_the_metric_shares_no_code_with_the_check_that_it_measures():
    folder = Path(groundedness.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert not [each for each in names if each.startswith(("qa", "index"))], path.name
