"""Calculates case after case; one that is refused gets its own error, and the next one goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.calculator import InvalidFacts, calculate
from web.boundary import Contained
from web.problem_text import INVALID, problem_field, problems_message
from web.texts import load_texts

if TYPE_CHECKING:
    from assistant.calculator import Calculation
    from assistant.calculator.errors import Problem
    from web.fact_table import Order, Row

INTERNAL = "internal"
# What some readers of lines take for the end of one.
_LINE_ENDS = ("\x85", "\u2028", "\u2029")


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row has no result; `field` is the one to change first."""

    code: str
    message: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row with its calculation, or with what is wrong with it."""

    row: Row
    calculation: Calculation | None
    error: RowError | None = None
    unforeseen: Exception | None = None


def checked(order: Order) -> Order:
    """The order with its day; raises InvalidFacts where day or programmes are wrong."""
    return replace(order, as_of=calculate({}, order.programmes, order.as_of).as_of)


def outcomes(order: Order) -> Iterator[Outcome]:
    """One outcome a row, in order, each calculated when it is asked for."""
    for row in order.rows:
        yield _outcome(row, order)


def lines(order: Order) -> Iterator[str]:
    """The outcomes as lines of JSON, and a last one that counts rows and errors."""
    errors = 0
    for one in outcomes(order):
        errors += one.error is not None
        if one.unforeseen is not None:
            _log(one)
        yield outcome_line(one)
    yield last_line(len(order.rows), errors)


def outcome_line(outcome: Outcome) -> str:
    """An outcome as a line of JSON."""
    found: dict[str, Any] = {"row": outcome.row.number, "id": outcome.row.id}
    if outcome.calculation is not None:
        found["result"] = outcome.calculation.model_dump()
    elif outcome.error is not None:
        error = outcome.error
        found["error"] = {"code": error.code, "message": error.message, "field": error.field}
    return _line(found)


def last_line(rows: int, errors: int) -> str:
    """The line that ends a batch."""
    return _line({"rows": rows, "errors": errors})


def _outcome(row: Row, order: Order) -> Outcome:
    if row.problem is not None:
        return _refused(row, (row.problem,))
    with Contained() as unforeseen:
        try:
            return Outcome(row, calculate(row.facts, order.programmes, order.as_of))
        except InvalidFacts as error:
            return _refused(row, error.problems)
    message: str = load_texts()["errors"][500]["message"]
    return Outcome(row, None, RowError(INTERNAL, message, None), unforeseen.error)


def _refused(row: Row, problems: tuple[Problem, ...]) -> Outcome:
    error = RowError(INVALID, problems_message(problems), problem_field(problems))
    return Outcome(row, None, error)


def _log(one: Outcome) -> None:
    import structlog

    structlog.get_logger().error("row failed", row=one.row.number, exc_info=one.unforeseen)


def _line(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    for one in _LINE_ENDS:
        text = text.replace(one, f"\\u{ord(one):04x}")
    return text + "\n"
