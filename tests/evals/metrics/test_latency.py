"""Percentiles are numpy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.latency import percentile

TIMES = st.floats(0, 1e6)


@given(st.lists(TIMES, min_size=1), st.floats(0, 1))
def test_the_value_is_that_of_numpy(values, share):
    expected = float(np.quantile(values, share))
    assert percentile(values, share) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_between_two_values_it_is_interpolated():
    assert percentile([40, 10, 20, 30], 0.5) == 25
    assert percentile([40, 10, 20, 30], 0.95) == pytest.approx(38.5)
    assert percentile([7], 0.95) == 7


def test_of_nothing_there_is_no_percentile():
    assert percentile([], 0.5) is None


@pytest.mark.parametrize("share", [-0.1, 1.1, 95, float("nan")])
def test_a_share_is_not_a_percentage(share):
    with pytest.raises(ValueError, match=r"0\.\.1"):
        percentile([1.0], share)
