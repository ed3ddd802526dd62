"""Gold answers are found whichever way they are written, and never inside other words."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.answers import (
    all_gold,
    bag_f1,
    contains,
    contains_all,
    exact_match,
    no_wrong,
    normalised,
    token_f1,
)

# words and marks on which the two normalisations agree: no digits, number words or units, and
# marks only at the ends of words
WORDS = st.text("bcdfgjlpqrvxz", min_size=2, max_size=4) | st.sampled_from(
    ["a", "an", "the", "The"]
)
TOKENS = st.builds(
    lambda opening, word, closing: opening + word + closing,
    st.sampled_from(["", "", '"', "("]),
    WORDS,
    st.sampled_from(["", "", ".", ",", "!", "?", ";", '"', ")"]),
)
TEXTS = st.lists(TOKENS, max_size=8).map(" ".join)
PLAIN_TEXTS = st.text(string.printable, max_size=40)


def ends_without_a_letter(text):
    """Return whether a text does not end in "a", which is a letter here and an article there."""
    return not re.search(r"(?i)(\b|_)a[\W_]*$", text)


def official_words(text):
    """Return the words of a text as evaluate-v1.1.py of SQuAD normalises it."""
    lower = "".join(each for each in text.lower() if each not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", lower).split()


def official_f1(answer, gold):
    given, wanted = official_words(answer), official_words(gold)
    common = sum((Counter(given) & Counter(wanted)).values())
    if common == 0:
        return 0.0
    right, found = common / len(given), common / len(wanted)
    return 2 * right * found / (right + found)


GOLDS = TEXTS.filter(ends_without_a_letter).filter(official_words)
NO_LETTERS = PLAIN_TEXTS.filter(ends_without_a_letter).filter(normalised)


@given(TEXTS, st.lists(GOLDS, min_size=1, max_size=3))
def test_exact_match_and_f1_are_those_of_squad(answer, golds):
    assert normalised(answer).split() == official_words(answer)
    expected = max(official_words(answer) == official_words(gold) for gold in golds)
    assert exact_match(answer, golds) == expected
    expected = max(official_f1(answer, gold) for gold in golds)
    assert token_f1(answer, golds) == pytest.approx(expected, abs=1e-9)


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from("-'./"))
def test_what_squad_takes_for_equal_is_equal_here_too(words, mark):
    marked, joined = f"zq{mark}".join(words) + " bcd", "zq".join(words) + " bcd"
    assert official_words(marked) == official_words(joined)
    assert exact_match(marked, [joined]) == exact_match(joined, [marked]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,204", "1204"),
        ("17,786,419 people", "17786419 people"),
        ("1\u202f204", "1204"),
        ("fourteen", "14"),
        ("Twenty-five widows", "25 widows"),
        ("two hundred and fifty thousand", "250,000"),
        ("2.5 million", "2,500,000"),
        ("a hundred", "100"),
        ("three hundred five", "305"),
        ("two thousand and three", "2003"),
        ("one million", "1,000,000"),
        ("nineteenth century", "19th century"),
        ("the 21st", "twenty-first"),
        ("1st", "first"),
        ("2nd of March 1972", "March 2, 1972"),
        ("£30m", "30 million pounds"),
        ("$1.5bn", "US$1,500,000,000"),
        ("€5", "five euros"),
        ("£ 5 m", "£5 million"),
        ("USD 5", "5 US dollars"),
        ("20.8%", "20.8 per cent"),
        ("5 percent", "five pct"),
        ("10.0%", "10%"),
        ("12 kilometres", "12km"),
        ("a 12-mile walk", "12 miles walk"),
        ("six feet", "6 ft"),
        ("1.5°C", "1.5 degrees Celsius"),
        ("10:30am", "10:30 a.m."),
        ("−5", "minus five"),
        ("October 20, 1977", "20 October 1977"),
        ("October 20 , 1977", "the 20th of October 1977"),
        ("14 Sept. 2019", "2019-09-14"),
        ("Sept 2019", "September, 2019"),
        ("Mexico–United States border", "Mexico-United States border"),
        ("black-and-yellow", "black and yellow"),
        ("e-mail", "email"),
        ("HIV/AIDS", "HIV / AIDS"),
        ("Ph.D", "PhD"),
        ("the U.S. Army", "US Army"),
        ("U.N.", "UN"),
        ("Lilo & Stitch", "Lilo and Stitch"),
        ("McDonald’s", "McDonald's"),
        ("McDonald's", "McDonalds"),
        ("Iran's secretary", "Iran secretary"),
        ("Beyoncé", "Beyonce"),
        ("Wałęsa", "Walesa"),
        ("Straße", "strasse"),
        ("“business as usual”", '"Business as usual"'),
        ("the end.", "End"),
        ("東京です", "東京 です。"),
    ],
)
def test_one_answer_in_two_wordings(one, other):
    assert exact_match(one, [other]) == exact_match(other, [one]) == 1
    assert contains(f"They said {one}, in May.", [other]) == 1
    assert contains(f"They said {other}, in May.", [one]) == 1
    assert token_f1(one, [other]) == 1


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("14", "There were 1420 chicks."),
        ("14", "It was in 2014."),
        ("14", "It cost 14,000."),
        ("14", "There were 14 million."),
        ("14", "It rose by 14.5 points."),
        ("14", "It rose by 3.14 points."),
        ("14", "It was 1:14 pm."),
        ("14", "It was the 14th."),
        ("4", "Fourteen chicks"),
        ("20", "twenty-five"),
        ("42", "They won 4-2."),
        ("42", "They won 4.2 to 1"),
        ("1970", "In the 1970s"),
        ("2019", "In 20 19"),
        ("£5 million", "It cost $5 million."),
        ("5%", "It cost 5 pounds."),
        ("20 percent", "20 people"),
        ("12 km", "12 miles"),
        ("-5", "It was 5 degrees."),
        ("1", "One of them left."),
        ("14 March", "15 March, at 14 sites"),
        ("14 March 2023", "on 14 March 2022"),
        ("5 May", "To his dismay 5 left."),
        ("art", "The party started."),
        ("Iran", "the Iranian side"),
        ("New York", "a new bridge in York"),
        ("nowhere", "now here"),
        ("vitamin A", "a dose of vitamin D"),
        ("vitamin A", "vitamin"),
        ("4", "It fell to 4.05."),
        ("3.7", "It fell to 3,75."),
        ("123", "In sections 1,2,3"),
        ("2014.14", "In 2014,14 people"),
    ],
)
def test_an_answer_is_not_found_inside_another(gold, answer):
    assert contains(answer, [gold]) == 0
    assert exact_match(answer, [gold]) == 0


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("14", "There were 14."),
        ("14", "(14)"),
        ("14", "14% of them"),
        ("14", "£14"),
        ("1964 and 1968", "Between 1964 and 1968, it stood empty."),
        ("100", "scores of 100–150"),
        ("1870", "from 1870–1939"),
        ("2 March", "on March 2, 1972"),
        ("Denny's", "a branch of Denny’s in May"),
        ("東京", "答えは東京です。"),
        ("vitamin A", "a dose of the vitamin A"),
        ("U.S.A.", "in the USA"),
        ("3.75 percent", "Der Einlagensatz fällt auf 3,75 Prozent."),
    ],
)
def test_an_answer_is_found_among_others(gold, answer):
    assert contains(answer, [gold]) == 1


def test_any_wording_of_the_gold_will_do():
    assert contains("She is Ursula.", ["von der Leyen", "Ursula"]) == 1
    assert exact_match("Ursula", ["von der Leyen", "Ursula"]) == 1
    assert token_f1("red green", ["blue", "green"]) == pytest.approx(2 / 3)


@pytest.mark.parametrize("golds", [[], [""], ["."], ["the"], ["A"], ["The A"]])
def test_without_a_gold_word_there_is_nothing_to_say(golds):
    assert exact_match("red", golds) is None
    assert token_f1("red", golds) is None
    assert contains("red", golds) is None
    assert contains_all("red", [golds]) is None
    assert all_gold("red", [golds]) is None
    assert no_wrong("red", golds) is None


def test_a_gold_without_words_is_passed_over():
    assert exact_match("", [".", "red"]) == 0
    assert contains("green", ["", "red"]) == 0
    assert contains_all("green", [["."], ["green"]]) == 1


def test_several_answers_are_all_wanted():
    groups = [["Iran", "Persia"], ["Iraq"], ["fourteen"]]
    assert contains_all("Persia and Iraq", groups) == pytest.approx(2 / 3)
    assert all_gold("Persia and Iraq", groups) == 0
    assert all_gold("Persia, Iraq and 14 others", groups) == 1
    assert contains_all("Iran", []) is None
    assert all_gold("Iran", []) is None


def test_a_wrong_answer_must_not_be_given():
    assert no_wrong("It was 1955.", ["1850", "1921"]) == 1
    assert no_wrong("It was 1955 or 1921.", ["1850", "1921"]) == 0
    assert no_wrong("", ["1850"]) == 1


def test_bags_share_no_more_of_a_word_than_each_has():
    assert bag_f1(["red", "red"], ["red"]) == pytest.approx(2 / 3)
    assert bag_f1([], ["red"]) == bag_f1([], []) == 0


@given(PLAIN_TEXTS, PLAIN_TEXTS)
def test_case_makes_no_difference(answer, gold):
    assert normalised(answer.upper()) == normalised(answer.lower())
    for metric in (exact_match, token_f1, contains):
        assert metric(answer, [gold]) == metric(answer.upper(), [gold.lower()])


@given(PLAIN_TEXTS, st.lists(PLAIN_TEXTS, max_size=3))
def test_exact_match_is_the_strictest_and_all_lie_between_nought_and_one(answer, golds):
    exact, shared, held = (each(answer, golds) for each in (exact_match, token_f1, contains))
    if exact is None:
        assert shared is held is None
    else:
        assert 0 <= exact <= shared <= 1
        assert exact <= held <= 1


@given(PLAIN_TEXTS.filter(normalised), PLAIN_TEXTS)
def test_an_answer_is_itself_and_more_golds_never_lower(answer, gold):
    assert exact_match(answer, [answer, gold]) == 1
    assert token_f1(answer, [gold, answer]) == 1
    assert contains(answer, [answer, gold]) == 1


@given(NO_LETTERS, NO_LETTERS)
def test_f1_is_symmetric(one, other):
    assert token_f1(one, [other]) == pytest.approx(token_f1(other, [one]))


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_normalised(text):
    words = normalised(text).split()
    assert all(any(map(str.isalnum, each)) for each in words)
    assert not {"a", "an", "the"}.intersection(words)


def test_the_middle_dot_of_katakana_is_a_mark():
    assert normalised("タイガー・ウッズ") == "タ イ ガ ー ウ ッ ズ"
