"""Intervals for means, differences and rates.

Means: percentile bootstrap, resampled by cluster, because questions about one clause rise and
fall together. Rates: Wilson score interval. The same seed gives the same interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

LEVEL = 0.95
RESAMPLES = 10_000
SEED = 2021
_Z = 1.959963984540054  # the normal quantile of LEVEL, two-sided


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95% interval."""

    mean: float
    low: float
    high: float


class ClusterBootstrap:
    """Resamples of one set of questions; every system is measured on the same ones.

    `clusters` names the cluster of each question (its first gold clause). A resample draws as
    many clusters as there are, with replacement, and takes all questions of each drawn one. With
    a single cluster, or with values that are all equal, the interval has no width. A difference
    of two systems is measured by giving their differences, question by question.
    """

    def __init__(
        self, clusters: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED
    ) -> None:
        if not clusters:
            raise ValueError("a bootstrap needs at least one value")
        if resamples < 1:
            raise ValueError(f"resamples is {resamples}; it must be at least 1")
        names, place = np.unique(np.array(clusters), return_inverse=True)
        self._place = place
        self._count = len(names)
        chance = np.random.default_rng(seed)
        # How often each resample draws each cluster: shape (resamples, clusters).
        self._drawn = chance.multinomial(
            self._count, np.full(self._count, 1 / self._count), size=resamples
        ).astype(np.float64)
        self._sizes = self._drawn @ self._per_cluster(np.ones(len(clusters)))

    def interval(self, values: Values) -> Interval:
        """The mean of `values`, shape (questions,), with its interval."""
        low, high = np.quantile(self._means(values), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(float(values.mean()), float(low), float(high))

    def p_value(self, differences: Values) -> float:
        """Two-sided: how easily the mean of `differences` lies on the other side of zero."""
        means = self._means(differences)
        beyond = min(np.count_nonzero(means <= 0), np.count_nonzero(means >= 0))
        return float(min(1.0, 2 * (beyond + 1) / (len(means) + 1)))

    def _means(self, values: Values) -> Values:
        means = self._drawn @ self._per_cluster(values) / self._sizes
        return means.astype(np.float64)

    def _per_cluster(self, values: Values) -> Values:
        sums = np.bincount(self._place, weights=values, minlength=self._count)
        return sums.astype(np.float64)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of one family of comparisons, adjusted (Holm 1979), in the order given."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    ascending = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for rank, place in enumerate(ascending):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def wilson(successes: int, count: int) -> Interval:
    """A rate with its Wilson score interval; of nothing at all: 0, between 0 and 1."""
    if not 0 <= successes <= count:
        raise ValueError(f"{successes} successes of {count}")
    if count == 0:
        return Interval(0.0, 0.0, 1.0)
    rate = successes / count
    spread = _Z**2 / count
    middle = (rate + spread / 2) / (1 + spread)
    half = _Z * sqrt(rate * (1 - rate) / count + spread / (4 * count)) / (1 + spread)
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))
