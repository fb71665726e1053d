"""Says what is wrong with a case: all of it in one message, and the field to change first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.calculator.errors import Problem

INVALID = "invalid_facts"  # the code of the error
_TOLD = 5  # problems that one message tells


def problems_message(problems: tuple[Problem, ...]) -> str:
    """What is wrong, in whole sentences."""
    return "".join(dict.fromkeys(one.message for one in problems[:_TOLD]))


def problem_field(problems: tuple[Problem, ...]) -> str | None:
    """The field of the first problem; a row as a whole has none."""
    return problems[0].field or None
