"""Intervals: where they lie, that they come out again, and that clusters count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.bootstrap import ClusterBootstrap, holm, wilson

VALUES = np.array([0.0, 1.0, 1.0, 0.5, 1.0, 0.0, 1.0, 1.0, 0.25, 1.0] * 10)
ALONE = [str(number) for number in range(len(VALUES))]


def test_the_interval_holds_the_mean() -> None:
    interval = ClusterBootstrap(ALONE).interval(VALUES)
    assert interval.mean == pytest.approx(VALUES.mean())
    assert interval.low < interval.mean < interval.high


def test_the_interval_is_as_wide_as_theory_says() -> None:
    interval = ClusterBootstrap(ALONE).interval(VALUES)
    half = 1.96 * VALUES.std() / np.sqrt(len(VALUES))
    assert interval.high - interval.mean == pytest.approx(half, rel=0.1)
    assert interval.mean - interval.low == pytest.approx(half, rel=0.1)


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    first, again, other = (
        ClusterBootstrap(ALONE, resamples=500, seed=seed).interval(VALUES) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_questions_that_fall_together_widen_the_interval() -> None:
    values = np.repeat([0.0, 1.0] * 10, 5)
    clusters = [str(number // 5) for number in range(len(values))]
    together = ClusterBootstrap(clusters).interval(values)
    apart = ClusterBootstrap([str(number) for number in range(len(values))]).interval(values)
    assert together.high - together.low > 1.8 * (apart.high - apart.low)


def test_a_large_cluster_weighs_by_its_questions() -> None:
    interval = ClusterBootstrap(["a"] * 9 + ["b"]).interval(np.array([1.0] * 9 + [0.0]))
    assert interval.mean == pytest.approx(0.9)
    assert (interval.low, interval.high) == (0.0, 1.0)


def test_pairing_sees_a_small_steady_gain_that_two_intervals_hide() -> None:
    worse = VALUES.copy()
    worse[::10] -= 0.1
    worse[1::10] -= 0.1
    bootstrap = ClusterBootstrap(ALONE)
    ours, theirs = bootstrap.interval(VALUES), bootstrap.interval(worse)
    gain = bootstrap.interval(VALUES - worse)
    assert theirs.high > ours.low
    assert gain.low > 0
    assert bootstrap.p_value(VALUES - worse) < 0.01


def test_no_difference_is_no_effect() -> None:
    assert ClusterBootstrap(ALONE).p_value(np.zeros(len(VALUES))) == 1.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.integers(1, 6))
def test_an_interval_stays_among_the_values(values: list[float], clusters: int) -> None:
    names = [str(number % clusters) for number in range(len(values))]
    interval = ClusterBootstrap(names, resamples=200).interval(np.array(values))
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9


@pytest.mark.parametrize(("clusters", "resamples"), [([], 100), (["a"], 0)])
def test_what_cannot_be_resampled_is_refused(clusters: list[str], resamples: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        ClusterBootstrap(clusters, resamples)


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [(310, 320, 0.9433, 0.9829), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_wilson_intervals(successes: int, count: int, low: float, high: float) -> None:
    interval = wilson(successes, count)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=2e-4)


def test_wilson_refuses_more_successes_than_there_are() -> None:
    with pytest.raises(ValueError, match="11 successes of 10"):
        wilson(11, 10)


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.9]) == [1.0, 1.0]
    assert holm([]) == []
