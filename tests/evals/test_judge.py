"""A model as judge is believed only where it agrees with people."""

from __future__ import annotations

import random

import pytest
from sklearn.metrics import cohen_kappa_score

from evals.judge import Rating, agreement, by_people, judge_of, read_ratings, supported_by
from evals.models import Caller
from evals.runner import Run, run
from qa.background import BackgroundLoop
from qa.errors import EvalError
from tests.evals.conftest import REPLIES

RATINGS = [Rating("Which?", f"Sentence {n}.", (f"Quote {n}.",), n % 3 > 0) for n in range(30)]


def rated(answers):
    """Return a judge that says what ``answers`` says of each sentence."""
    by_sentence = {each.sentence: share for each, share in zip(RATINGS, answers, strict=True)}
    return lambda _question, sentence, _quotes: by_sentence[sentence]


def test_kappa_is_that_of_the_reference():
    rng = random.Random(5)
    for _ in range(50):
        answers = [rng.random() for _ in RATINGS]
        found = agreement(rated(answers), RATINGS)
        reference = cohen_kappa_score(
            [each.supported for each in RATINGS], [share >= 0.5 for share in answers]
        )
        assert found.kappa == pytest.approx(reference, abs=1e-9)


def test_one_that_always_says_yes_is_not_believed():
    found = agreement(rated([0.9] * 30), RATINGS)
    assert found.accuracy == pytest.approx(2 / 3)
    assert not found.believed


def test_one_that_agrees_is_believed():
    found = agreement(rated([0.9 if each.supported else 0.1 for each in RATINGS]), RATINGS)
    assert (found.kappa, found.auroc, found.believed) == (1.0, 1.0, True)


def test_without_ratings_there_is_no_judge():
    with pytest.raises(EvalError, match="human ratings"):
        agreement(rated([1.0] * 30), [])


def test_a_run_takes_the_judge_s_word_only_if_it_is_believed(workspace, model, by_id):
    model.replies = [REPLIES["signer"]]
    good = agreement(rated([0.9 if each.supported else 0.1 for each in RATINGS]), RATINGS)
    bad = agreement(rated([0.9] * 30), RATINGS)
    believed = run(workspace, [by_id["signer"]], Run(judge=judge_of(lambda *_: 0.2, good)))
    assert believed.results[0].scores["judge"].value == 0.0
    doubted = run(workspace, [by_id["signer"]], Run(judge=judge_of(lambda *_: 0.2, bad)))
    assert doubted.results[0].scores["judge"].value is None
    assert "not believed" in doubted.results[0].scores["judge"].reason


def test_the_model_is_asked_with_the_quotes_and_its_probability_is_read(model):
    model.yes = 0.25
    background = BackgroundLoop()
    try:
        support = supported_by(Caller(model, background))
        assert support("What?", "Owls bred.", ["Owls bred\nhere."]) == pytest.approx(0.25)
    finally:
        background.close()
    (_, told), (_, asked) = model.requests[0].messages
    assert "Yes or No" in told
    assert "- Owls bred here." in asked


def test_only_what_people_rated_counts():
    named = [
        Rating(each.question, each.sentence, each.quotes, each.supported, "A. Reader")
        for each in RATINGS * 2
    ]
    assert by_people([*named, *RATINGS]) == tuple(named)
    with pytest.raises(EvalError, match="30 sentences were rated by a person, 50 are needed"):
        by_people([*named[:30], *RATINGS])


def test_the_ratings_are_enough_and_of_both_sorts():
    ratings = read_ratings()
    assert len(ratings) >= 100
    assert 0.2 < sum(each.supported for each in ratings) / len(ratings) < 0.8
