"""Citations: exact to the character, and measured sentence by sentence against the gold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from evals.metrics.citations import (
    exactness,
    f1,
    overlaps,
    precision,
    recall,
    share_cited,
    word_f1,
)

SPANS = st.builds(
    lambda name, start, length: (name, start, start + length),
    st.sampled_from(["a", "b"]),
    st.integers(0, 30),
    st.integers(1, 8),
)
SENTENCES = [(name, start, start + 10) for name in "ab" for start in range(0, 60, 10)]
CHOSEN = st.lists(st.sampled_from(SENTENCES), unique=True)
GOLD, OTHER, FAR = ("a", 0, 10), ("a", 10, 20), ("b", 0, 10)


def test_a_quote_that_is_shifted_by_one_character_is_not_exact():
    text = "Ali Shamkhani signed the pact."
    assert exactness([(text[0:13], "Ali Shamkhani")]) == 1
    assert exactness([(text[1:14], "Ali Shamkhani"), (text[0:13], "Ali Shamkhani")]) == 0.5
    assert exactness([]) is None


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        (("a", 0, 5), ("a", 4, 9), True),
        (("a", 0, 5), ("a", 5, 9), False),
        (("a", 0, 9), ("a", 3, 4), True),
        (("a", 0, 9), ("b", 0, 9), False),
        (("a", 3, 3), ("a", 0, 9), False),
    ],
)
def test_spans_meet_where_they_share_a_character(a, b, meet):
    assert overlaps(a, b) is overlaps(b, a) is meet


def test_values_made_by_hand():
    cited, gold = [GOLD, FAR], [GOLD, OTHER]
    assert (precision(cited, gold), recall(cited, gold), f1(cited, gold)) == (0.5, 0.5, 0.5)
    assert f1([GOLD], gold) == pytest.approx(2 / 3)


def test_what_is_undefined_is_none():
    assert precision([], [GOLD]) is None
    assert precision([GOLD], []) is None
    assert recall([GOLD], []) is None
    assert f1([GOLD], []) is None
    assert f1([], []) is None
    assert recall([], [GOLD]) == 0
    assert f1([], [GOLD]) == 0


def test_a_copy_of_the_article_counts_where_the_caller_says_so():
    copy = ("copy", 100, 110)

    def same(one, other):
        return overlaps(one, other) or {one, other} == {copy, GOLD}

    assert precision([copy], [GOLD]) == recall([copy], [GOLD]) == f1([copy], [GOLD]) == 0
    assert precision([copy], [GOLD], same) == recall([copy], [GOLD], same) == 1
    assert f1([copy], [GOLD], same=same) == 1


def test_same_is_given_the_cited_span_first():
    asked = []
    precision([FAR], [GOLD], lambda cited, gold: bool(asked.append((cited, gold))))
    recall([FAR], [GOLD], lambda cited, gold: bool(asked.append((cited, gold))))
    assert asked == [(FAR, GOLD), (FAR, GOLD)]


def test_a_span_that_is_cited_twice_counts_once():
    assert precision([GOLD, FAR, FAR], [GOLD]) == 0.5
    assert recall([GOLD], [GOLD, OTHER, OTHER]) == 0.5


@settings(max_examples=50)  # scikit-learn is slow
@given(CHOSEN.filter(bool), CHOSEN.filter(bool))
def test_of_whole_sentences_the_values_are_those_of_scikit_learn(cited, gold):
    truth = [each in gold for each in SENTENCES]
    chosen = [each in cited for each in SENTENCES]
    assert precision(cited, gold) == pytest.approx(precision_score(truth, chosen), abs=1e-9)
    assert recall(cited, gold) == pytest.approx(recall_score(truth, chosen), abs=1e-9)
    assert f1(cited, gold) == pytest.approx(f1_score(truth, chosen), abs=1e-9)


@given(st.lists(SPANS, min_size=1), st.lists(SPANS, min_size=1))
def test_f1_is_symmetric_and_swapping_swaps_precision_and_recall(cited, gold):
    assert precision(cited, gold) == recall(gold, cited)
    assert f1(cited, gold) == pytest.approx(f1(gold, cited))
    assert 0 <= f1(cited, gold) <= 1


@given(st.lists(SPANS, min_size=1), st.lists(SPANS, min_size=1))
def test_a_wrong_citation_never_raises_precision_nor_changes_recall(cited, gold):
    wrong = ("c", 0, 10)
    assert precision([*cited, wrong], gold) <= precision(cited, gold)
    assert recall([*cited, wrong], gold) == recall(cited, gold)


@given(st.lists(SPANS, min_size=1), st.lists(SPANS, min_size=1))
def test_a_right_citation_lowers_neither(cited, gold):
    assert precision([*cited, gold[0]], gold) >= precision(cited, gold)
    assert recall([*cited, gold[0]], gold) >= recall(cited, gold)


@given(st.lists(SPANS, min_size=1))
def test_citing_the_gold_is_perfect(gold):
    assert precision(gold, gold) == recall(gold, gold) == f1(gold, gold) == 1


def test_words_of_all_quotes_are_compared_with_words_of_all_gold():
    assert (
        word_f1(["The pact was signed.", "It was late."], ["It was late; the pact was signed"]) == 1
    )
    assert word_f1(["red green"], ["green blue"]) == 0.5
    assert word_f1(["red", "red"], ["red"]) == 1
    assert word_f1([], ["red"]) == 0
    assert word_f1(["red"], []) is None
    assert word_f1(["red"], ["…"]) is None


def test_the_share_of_sentences_with_a_citation():
    assert share_cited([1, 0, 3, 0]) == 0.5
    assert share_cited([]) is None
