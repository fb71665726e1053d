"""The calculator agrees with a second implementation, written from the policy text alone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from second import reference, reference_combination
from second.profiles import profiles

from assistant.calculator.calculate import open_calculator
from assistant.calculator.calculator import Wanted
from assistant.calculator.result import Calculation
from assistant.calculator.validation import known_programmes, validated

DAYS = (date(2026, 1, 15), date(2021, 8, 31), date(2021, 9, 1), date(2026, 11, 24))


def _calculated(facts: dict[str, Any], day: date) -> Calculation:
    calculator = open_calculator()
    wanted = Wanted(known_programmes(None, calculator.rulebook), day)
    return calculator.calculate(validated(facts, calculator.rulebook), wanted)


def _differences(facts: dict[str, Any], day: date) -> Iterator[str]:
    expected = reference(facts, day)
    calculation = _calculated(facts, day)
    for one in calculation.results:
        wanted = expected[one.programme]
        for key in ("status", "not_yet", "amount_min", "amount_max"):
            if getattr(one, key) != wanted[key]:
                yield f"{one.programme}.{key}: {getattr(one, key)}, {wanted[key]}: {facts}"
    combined = reference_combination(expected, facts)
    ours = calculation.combination
    lost = {one.programme: one.lost_to for one in ours.left_out}
    if (set(ours.programmes), ours.amount_min, ours.amount_max, lost) != (
        set(combined["programmes"]),
        combined["amount_min"],
        combined["amount_max"],
        combined["left_out"],
    ):
        yield f"combination {ours}, {combined}: {facts}"


def _disagreements(count: int, seed: int) -> list[str]:
    return [
        difference
        for number, facts in enumerate(profiles(count, seed))
        for difference in _differences(facts, DAYS[0] if number % 8 else DAYS[number // 8 % 4])
    ]


def test_programmes_are_the_same_in_the_same_order() -> None:
    assert list(reference({}, DAYS[0])) == list(open_calculator().rulebook.programmes)


@pytest.mark.parametrize("seed", range(3))
def test_agrees(seed: int) -> None:
    assert _disagreements(1000, seed) == []


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 110))
def test_agrees_on_a_hundred_thousand(seed: int) -> None:
    assert _disagreements(10_000, seed) == []
