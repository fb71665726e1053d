"""Times the calculator: one person with everything, many persons' verdicts, both beside openfisca.

A figure is of this machine at this hour; the ratios are of one run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from typing import Any

from assistant.calculator import calculate, verdicts
from assistant.calculator.calculate import open_calculator
from eval.baselines.openfisca import Openfisca
from eval.calculator.profiles import profiles

DAY = date(2026, 1, 15)
LIVING = "graduate-living-subsidy"


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds a person, persons a minute on one core; openfisca None where not installed."""

    persons: int
    whole_p50: float
    whole_p95: float
    verdicts_a_minute: float
    one_formula_a_minute: float
    openfisca_one: float | None
    openfisca_a_minute: float | None


def measure(count: int, seed: int) -> Speed:
    """Time `count` random persons, after as many others to warm up."""
    rulebook = open_calculator().rulebook
    warm, people = (list(profiles(rulebook, count, one)) for one in (seed + 1, seed))
    for one in warm:
        calculate(one, as_of=DAY)
    whole = [_seconds(lambda one=one: calculate(one, as_of=DAY)) for one in people]  # type: ignore[misc]
    batch = _seconds(lambda: list(verdicts(people, as_of=DAY)))
    formula = _seconds(lambda: list(verdicts(people, [LIVING], as_of=DAY)))
    one_by_one, together = _openfisca(people)
    return Speed(
        persons=count,
        whole_p50=median(whole) * 1000,
        whole_p95=quantiles(whole, n=20)[-1] * 1000,
        verdicts_a_minute=60 * count / batch,
        one_formula_a_minute=60 * count / formula,
        openfisca_one=one_by_one,
        openfisca_a_minute=together,
    )


def _openfisca(people: Sequence[dict[str, Any]]) -> tuple[float | None, float | None]:
    """Milliseconds for one person alone, persons a minute all at once, for one formula."""
    engine = Openfisca.open()
    if engine is None:
        return None, None
    engine.living_subsidy(people[:2])
    alone = [_seconds(lambda one=one: engine.living_subsidy([one])) for one in people[:50]]  # type: ignore[misc]
    together = _seconds(lambda: engine.living_subsidy(people))
    return median(alone) * 1000, 60 * len(people) / together


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
