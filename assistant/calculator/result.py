"""What a calculation gives, as in the contract; `model_dump` is its JSON.

Amounts are whole yuan; None is no figure, or no upper limit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

from corpus.rulebook.programme import Award, Benefit, Payee

Status = Literal["eligible", "ineligible", "needs_info", "ambiguous"]
STATUSES: tuple[Status, ...] = ("eligible", "ambiguous", "needs_info", "ineligible")


class Dumped:
    """A value that can be turned into plain JSON types."""

    __slots__ = ()

    def model_dump(self) -> dict[str, Any]:
        """The value as dicts, lists, texts, numbers, booleans and None."""
        plain: dict[str, Any] = _plain(self)
        return plain

    def model_dump_json(self) -> str:
        """The value as JSON text, Chinese as it is."""
        return json.dumps(self.model_dump(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Money(Dumped):
    """A range of yuan."""

    amount_min: int | None
    amount_max: int | None


@dataclass(frozen=True, slots=True)
class Period(Dumped):
    """A payment: its period, its amount, whether it is due already (None: not known)."""

    period: str
    amount_min: int | None
    amount_max: int | None
    due: bool | None


@dataclass(frozen=True, slots=True)
class Condition(Dumped):
    """A node of the trace: text, facts, value, what is lacking, clause, and what it is made of."""

    text: str
    facts: tuple[str, ...]
    met: bool | None
    lacking: str | None
    clause_id: str
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Department(Dumped):
    """A department in charge, and the clause that says so."""

    name: str
    role: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class HowToApply(Dumped):
    """Who applies, when, and to whom, as far as the text says."""

    by: str | None
    when: str | None
    to: str | None
    clause_id: str


@dataclass(frozen=True, slots=True)
class Result(Dumped):
    """The verdict on one programme."""

    programme: str
    title: str
    status: Status
    not_yet: bool
    plan_over: bool
    award: Award
    benefit: Benefit
    payee: Payee
    amount_min: int | None
    amount_max: int | None
    formula: str
    schedule: tuple[Period, ...]
    conditions: tuple[Condition, ...]
    missing: tuple[str, ...]
    departments: tuple[Department, ...]
    apply: HowToApply | None
    citations: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut(Dumped):
    """A benefit that another one excludes, by which clause."""

    programme: str
    because: str
    clause_id: str
    lost_to: str


@dataclass(frozen=True, slots=True)
class Alternative(Dumped):
    """Another combination, and the choice or the condition on which it rests."""

    choice: str
    programmes: tuple[str, ...]
    amount_min: int
    amount_max: int | None


@dataclass(frozen=True, slots=True)
class Combination(Dumped):
    """The best of what can be received together; sums of cash only."""

    programmes: tuple[str, ...]
    amount_min: int
    amount_max: int | None
    by_award: dict[str, Money]
    by_payee: dict[str, Money]
    left_out: tuple[LeftOut, ...]
    alternatives: tuple[Alternative, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice(Dumped):
    """An answer that can be tapped."""

    value: bool | str
    label: str


@dataclass(frozen=True, slots=True)
class Question(Dumped):
    """The fact to ask for next, in plain Chinese."""

    fact: str
    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Calculation(Dumped):
    """One result for every programme asked for, and how they combine."""

    as_of: str
    policy_version: str
    results: tuple[Result, ...]
    combination: Combination
    next_question: Question | None
    notes: tuple[str, ...] = field(default=())

    def __getitem__(self, programme: str) -> Result:
        return next(one for one in self.results if one.programme == programme)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, Dumped):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
