"""Errors of the calculator.

CalculatorError
└── InvalidFacts    facts, programmes or a date that cannot be calculated with
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the input: the field, and a sentence in Chinese that says what is allowed.

    `fields` are all fields that take part, the one to change first.
    """

    field: str
    message: str
    fields: tuple[str, ...] = ()


class CalculatorError(Exception):
    """Root of the errors raised by the calculator."""


class InvalidFacts(CalculatorError, ValueError):
    """Input that is refused; `field` and `message` are those of the first problem."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.field}: {one.message}" for one in problems))
        self.problems = problems

    @property
    def field(self) -> str:
        return self.problems[0].field

    @property
    def message(self) -> str:
        return self.problems[0].message
