"""The gate: it opens only for what was measured and keeps to its thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.reporting.gate import check_gate, read_gate
from evals.reporting.labels import label
from evals.summary import FAST
from qa.errors import EvalError
from tests.evals.reporting.made import metric, report

GATES = Path(__file__).parents[3] / "evals" / "gates"


@pytest.fixture
def gate(tmp_path):
    def written(text):
        file = tmp_path / "gate.toml"
        file.write_text(text, encoding="utf-8")
        return read_gate(file)

    return written


@pytest.mark.parametrize(
    ("threshold", "value", "opens"),
    [
        ("min = 0.9", 0.9, True),
        ("min = 0.9", 0.8999999, False),
        ("min = 1", 1.0, True),
        ("max = 0.1", 0.1, True),
        ("max = 0.1", 0.1000001, False),
        ("min = 0.2, max = 0.4", 0.3, True),
        ("min = 0.2, max = 0.4", 0.1, False),
        ("min = 0.2, max = 0.4", 0.5, False),
        ("min = 0.9", float("nan"), False),
        ("max = 0.9", float("nan"), False),
    ],
)
def test_a_metric_keeps_to_its_threshold_or_fails(gate, threshold, value, opens):
    found = check_gate(
        report(metrics=[metric("hit@5", value)]), gate(f'[metrics]\n"hit@5" = {{{threshold}}}')
    )
    assert (found == ()) == opens


def test_a_failure_names_value_and_threshold_unrounded(gate):
    held = gate('[metrics]\n"hit@5" = {min = 0.95}\ntime_total_p50 = {max = 6000}')
    taken = [metric("hit@5", 0.9496), metric("time_total_p50", 6123.5, unit="ms")]
    found = check_gate(report(metrics=taken), held)
    assert [str(each) for each in found] == [
        "hit@5: 0.9496 is not at least 0.95",
        "time_total_p50: 6123.5 ms is not at most 6000 ms",
    ]
    assert [each.value for each in found] == [0.9496, 6123.5]


def test_what_was_never_measured_does_not_pass(gate):
    held = gate("[metrics]\naurc = {max = 0.5}\ngroundedness = {min = 0.0}")
    taken = [metric("groundedness", None, None, None, 0, it_abstained=12)]
    found = check_gate(report(metrics=taken), held)
    assert [(each.metric, each.value) for each in found] == [("aurc", None), ("groundedness", None)]
    assert str(found[0]) == "aurc: the report does not have it"
    assert str(found[1]) == "groundedness: no sample could be scored"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[metrics", "is not TOML"),
        ("", "metrics: Field required"),
        ("[metrics]", "at least 1"),
        ('[metrics]\n"hit@5" = {}', "metrics.hit@5: give min, max or both"),
        ('[metrics]\n"hit@5" = {min = 2, max = 1}', "min is above max"),
        ('[metrics]\n"hit@5" = {minimum = 1}', "minimum: Extra inputs"),
        ('[metrics]\n"hit@5" = {min = nan}', "finite number"),
        ('[metrics]\n"hit@5" = 0.9', "metrics.hit@5"),
        ('[metric]\n"hit@5" = {min = 0.9}', "metrics: Field required"),
    ],
)
def test_a_gate_that_would_guard_nothing_is_refused(gate, text, told):
    with pytest.raises(EvalError) as caught:
        gate(text)
    assert told in str(caught.value)


def test_a_missing_gate_is_named(tmp_path):
    with pytest.raises(EvalError, match=r"cannot be read .*check the path"):
        read_gate(tmp_path / "none.toml")


def test_the_gate_of_the_fast_tier_holds_what_that_tier_measures():
    held = read_gate(GATES / "fast.toml").metrics
    assert set(held) <= FAST
    assert held["citation_exactness"].min == 1.0
    for name, threshold in held.items():
        bounded = threshold.max if label(name).direction == "lower" else threshold.min
        assert bounded is not None, f"{name} is bounded on the side that does not matter"
