"""Intervals: the coverage that they promise, what is resampled, what cannot be said."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from evals.statistics import Difference, clustered_interval, paired_difference


def rng(seed=0):
    return np.random.default_rng(seed)


def clustered_values(generator, articles=40, spread=0.3, noise=0.2, mean=0.7):
    """Return values of 1 to 12 samples an article that share what is hard about the article."""
    sizes = generator.integers(1, 13, size=articles)
    shared = generator.normal(0, spread, size=articles)
    values = mean + np.repeat(shared, sizes) + generator.normal(0, noise, size=sizes.sum())
    return values, np.repeat([f"article {each}" for each in range(articles)], sizes)


def covers(values, clusters, generator, truth):
    low, high = clustered_interval(values, clusters, generator, resamples=500)
    return low <= truth <= high


def test_a_95_percent_interval_covers_the_true_mean_about_95_times_in_100():
    generator = rng(1)
    held, held_alone = 0, 0
    for _ in range(400):
        values, clusters = clustered_values(generator)
        held += covers(values, clusters, generator, 0.7)
        held_alone += covers(values, [str(each) for each in range(len(values))], generator, 0.7)
    assert 0.90 <= held / 400 <= 0.99
    assert held_alone / 400 < held / 400 - 0.15, "without clusters the intervals are too narrow"


def test_an_interval_of_shares_covers_too():
    generator = rng(2)
    held = 0
    for _ in range(400):
        chances = np.repeat(generator.beta(4, 2, size=40), 6)
        values = (generator.random(240) < chances).astype(float)
        clusters = np.repeat([f"article {each}" for each in range(40)], 6)
        held += covers(values, clusters, generator, 4 / 6)
    assert 0.90 <= held / 400 <= 0.99


def test_samples_of_their_own_give_the_interval_of_the_textbook():
    values = rng(3).normal(5, 2, size=400)
    low, high = clustered_interval(values, [str(each) for each in range(400)], rng(4))
    expected = ttest_1samp(values, 0).confidence_interval(0.95)
    assert low == pytest.approx(expected.low, abs=0.03)
    assert high == pytest.approx(expected.high, abs=0.03)


def test_copies_of_one_sample_in_its_cluster_do_not_narrow_the_interval():
    values, clusters = [0.0, 1.0] * 20, [f"article {each}" for each in range(40)]
    once = clustered_interval(values, clusters, rng(5))
    five_times = clustered_interval(values * 5, clusters * 5, rng(5))
    assert five_times == pytest.approx(once)


def test_a_lower_level_is_narrower_and_the_same_generator_gives_the_same_interval():
    values, clusters = clustered_values(rng(6))
    low, high = clustered_interval(values, clusters, rng(7), level=0.95)
    inner = clustered_interval(values, clusters, rng(7), level=0.5)
    assert low < inner[0] < inner[1] < high
    assert clustered_interval(values, clusters, rng(7)) == (low, high)


def test_a_function_of_positions_serves_figures_that_are_no_mean():
    values, clusters = clustered_values(rng(8))

    def mean(positions):
        return float(values[positions].mean())

    def longest_but_few(positions):
        return float(np.quantile(values[positions], 0.95))

    assert clustered_interval(values, clusters, rng(9), mean) == pytest.approx(
        clustered_interval(values, clusters, rng(9))
    )
    low, high = clustered_interval(values, clusters, rng(9), longest_but_few)
    assert low < np.quantile(values, 0.95) < high


def test_resamples_without_a_figure_are_left_out():
    answerable = np.array([True] * 10 + [False])
    clusters = [str(each) for each in range(11)]

    def share_answered_of_the_unanswerable(positions):
        chosen = ~answerable[positions]
        return 1.0 if chosen.any() else None

    known = clustered_interval(answerable, clusters, rng(), share_answered_of_the_unanswerable)
    assert known == (1.0, 1.0)


def test_a_figure_that_most_resamples_lack_has_no_interval():
    clusters = [str(each) for each in range(4)]

    def needs_all_four(positions):
        return 1.0 if len(set(positions.tolist())) == 4 else float("nan")

    assert clustered_interval([0, 0, 1, 1], clusters, rng(), needs_all_four) == (None, None)


@pytest.mark.parametrize(
    ("values", "clusters"),
    [([], []), ([1.0], ["a"]), ([0.0, 1.0, 1.0], ["a", "a", "a"])],
    ids=["nothing", "one sample", "one article"],
)
def test_one_cluster_shows_no_spread(values, clusters):
    assert clustered_interval(values, clusters, rng()) == (None, None)


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="2 values have 1 clusters"):
        clustered_interval([0.0, 1.0], ["a"], rng())
    with pytest.raises(ValueError, match="cannot be paired"):
        paired_difference([0.0, 1.0], [1.0], ["a", "b"], rng())


def test_500_samples_take_much_less_than_a_second():
    values, clusters = rng(10).random(500), [str(each % 180) for each in range(500)]
    began = time.perf_counter()
    clustered_interval(values, clusters, rng())
    assert time.perf_counter() - began < 0.5


def test_pairing_shows_a_small_gain_that_two_intervals_would_not():
    generator = rng(11)
    before, clusters = clustered_values(generator)
    after = before + generator.normal(0.03, 0.05, size=len(before))
    difference = paired_difference(before, after, clusters, rng(12))
    assert difference.mean == pytest.approx(np.mean(after) - np.mean(before))
    assert difference.low < difference.mean < difference.high
    assert difference.shown
    apart = [clustered_interval(each, clusters, rng(12)) for each in (before, after)]
    assert apart[0][1] > apart[1][0], "the two intervals overlap"


def test_the_same_answers_show_no_difference():
    values, clusters = clustered_values(rng(13))
    same = paired_difference(values, values, clusters, rng())
    assert same == Difference(0.0, 0.0, 0.0, len(values))
    assert not same.shown
    assert not Difference(1e-17, 1e-17, 1e-17, 3).shown
    assert Difference(-0.2, -0.3, -0.1, 3).shown


def test_a_difference_of_percentiles_is_paired_too():
    before, clusters = clustered_values(rng(14))
    after = before + 0.5

    def gap(positions):
        return float(np.median(after[positions]) - np.median(before[positions]))

    difference = paired_difference(before, after, clusters, rng(), gap)
    assert difference.mean == pytest.approx(0.5)
    assert difference.low == pytest.approx(difference.high) == pytest.approx(0.5)


def test_nothing_to_pair():
    assert paired_difference([], [], [], rng()) == Difference(None, None, None, 0)
    one = paired_difference([0.0], [1.0], ["a"], rng())
    assert one == Difference(1.0, None, None, 1)
    assert not one.shown
