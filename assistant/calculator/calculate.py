"""`calculate`: the calculator over this policy's rules, opened once when first used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from assistant.calculator.assessment import Verdict
from assistant.calculator.calculator import Calculator, Wanted
from assistant.calculator.errors import InvalidFacts
from assistant.calculator.result import Calculation, Department
from assistant.calculator.validation import known_declined, known_programmes, valid_day, validated
from corpus.rulebook.ground import load_ground

Names = list[str] | tuple[str, ...] | None


def calculate(
    facts: Mapping[str, Any],
    programmes: Names = None,
    as_of: date | str | None = None,
    declined: Names = None,
) -> Calculation:
    """Verdict, amount and clauses for every programme (or those named) on a day (default today).

    Raises InvalidFacts for unknown names, wrong types, values out of bounds and contradictions.
    """
    calculator = open_calculator()
    wanted = _wanted(calculator, programmes, as_of, declined)
    return calculator.calculate(validated(facts, calculator.rulebook), wanted)


def verdicts(
    many: Iterable[Mapping[str, Any]],
    programmes: Names = None,
    as_of: date | str | None = None,
) -> Iterator[dict[str, Verdict] | InvalidFacts]:
    """Status and amount alone for many cases, in order; the error in place of a bad case.

    Raises InvalidFacts for unknown programmes and a bad date before the first case is read.
    """
    calculator = open_calculator()
    wanted = _wanted(calculator, programmes, as_of, None)

    def one_by_one() -> Iterator[dict[str, Verdict] | InvalidFacts]:
        for facts in many:
            try:
                given = validated(facts, calculator.rulebook)
            except InvalidFacts as error:
                yield error
            else:
                yield calculator.verdicts(given, wanted)

    return one_by_one()


def _wanted(
    calculator: Calculator, programmes: Names, as_of: date | str | None, declined: Names
) -> Wanted:
    rulebook = calculator.rulebook
    return Wanted(
        known_programmes(programmes, rulebook),
        valid_day(as_of),
        known_declined(declined, rulebook),
    )


@cache
def open_calculator() -> Calculator:
    """The calculator over this policy's rules."""
    ground = load_ground()
    departments = {
        name: tuple(Department(*one) for one in many) for name, many in ground.departments.items()
    }
    return Calculator(ground.rulebook, departments, ground.policy_version)
