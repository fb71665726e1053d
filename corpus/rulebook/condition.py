"""Conditions of programmes: tests of single facts, combined by all, any, and the two readings.

A test accepts values of its fact: a set of choices, a span of numbers, or a filled list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal, cast

from corpus.rulebook.entry import Entry
from corpus.rulebook.fact import Fact

Operator = Literal[
    "is", "in", "not_in", "at_least", "at_most", "more_than", "less_than", "includes", "filled"
]
OPERATORS: tuple[Operator, ...] = (
    "is",
    "in",
    "not_in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "includes",
    "filled",
)


@dataclass(frozen=True, slots=True)
class Choices:
    """Accepts some of the values of a fact with choices."""

    values: frozenset[bool | str]


@dataclass(frozen=True, slots=True)
class Span:
    """Accepts numbers from `low` to `high`, the ends included where said."""

    low: float = -inf
    high: float = inf
    has_low: bool = True
    has_high: bool = True

    def holds(self, number: float) -> bool:
        above = number >= self.low if self.has_low else number > self.low
        return above and (number <= self.high if self.has_high else number < self.high)


@dataclass(frozen=True, slots=True)
class Items:
    """Accepts lists that hold one of the items."""

    items: frozenset[str]


Accepted = Choices | Span | Items


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one fact; `says` are the words of `clause` that make it.

    `word` is set where the number of the test stands in a word, not a figure (应届). `not_yet` says
    what time, a purchase or a selection can still bring about.
    """

    fact: str
    operator: Operator
    operand: object
    accepted: Accepted
    text: str
    clause: str
    says: str
    word: str = ""
    presumed: bool = False
    not_yet: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part does."""

    parts: tuple[Condition, ...]
    text: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Any:
    """Holds when one part does."""

    parts: tuple[Condition, ...]
    text: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Wide:
    """Holds under the wider of two readings only; `because` says what is open."""

    part: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """Asked by the narrower of two readings only."""

    part: Condition
    because: str


Condition = Test | All | Any | Wide | Narrow
Shared = Mapping[str, Sequence[object]]


def tests(condition: Condition) -> tuple[Test, ...]:
    """All tests of a condition, in order."""
    if isinstance(condition, Test):
        return (condition,)
    if isinstance(condition, All | Any):
        return tuple(test for part in condition.parts for test in tests(part))
    return tests(condition.part)


def read_conditions(
    many: Sequence[object], facts: Mapping[str, Fact], shared: Shared, place: str
) -> tuple[Condition, ...]:
    """A list of conditions; a `use` stands for the shared ones of that name."""
    found: list[Condition] = []
    for data in many:
        entry = Entry(data, place)
        if entry.has("use"):
            name = entry.text("use")
            entry.close()
            if name not in shared:
                entry.fail(f"no shared conditions are named {name!r}")
            found += read_conditions(shared[name], facts, shared, entry.place)
        else:
            found.append(_read_condition(entry, facts, shared))
    return tuple(found)


def _read_condition(entry: Entry, facts: Mapping[str, Fact], shared: Shared) -> Condition:
    for kind in (All, Any):
        key = kind.__name__.lower()
        if entry.has(key):
            parts = read_conditions(entry.take(key, list), facts, shared, entry.place)
            combined = kind(parts, entry.text("text"), entry.text("clause"))
            entry.close()
            return combined
    for reading in (Wide, Narrow):
        key = reading.__name__.lower()
        if entry.has(key):
            inner = entry.take(key, dict)
            because = entry.text("because")
            entry.close()
            return reading(read_conditions([inner], facts, shared, entry.place)[0], because)
    return read_test(entry, facts)


def read_test(entry: Entry, facts: Mapping[str, Fact], *, cited: bool = True) -> Test:
    """A test; `cited` ones need text, clause and the clause's words."""
    name = entry.text("fact")
    if name not in facts:
        entry.fail(f"there is no fact {name!r}")
    named = [one for one in OPERATORS if entry.has(one)]
    if len(named) != 1:
        entry.fail(f"{name} needs one of {', '.join(OPERATORS)}")
    operator = named[0]
    operand = entry.take(operator, object)
    test = Test(
        fact=name,
        operator=operator,
        operand=tuple(operand) if isinstance(operand, list) else operand,
        accepted=_accepted(entry, facts[name], operator, operand),
        text=entry.text("text") if cited else entry.text("text", ""),
        clause=entry.text("clause") if cited else "",
        says=entry.text("says") if cited else "",
        word=entry.text("word", ""),
        presumed=entry.take("presumed", bool, False),
        not_yet=entry.text("not_yet", ""),
        place=entry.place,
    )
    entry.close()
    return test


def _accepted(entry: Entry, fact: Fact, operator: Operator, operand: object) -> Accepted:
    if fact.type == "list" and operator in ("includes", "filled"):
        items = fact.values if operator == "filled" else (operand,)
        if not set(items) <= set(fact.values) or operand is False:
            entry.fail(f"{fact.name}: {operator} cannot be {operand!r}")
        return Items(frozenset(cast(Sequence[str], items)))
    if fact.type in ("choice", "bool"):
        return _choices(entry, fact, operator, operand)
    is_number = fact.type in ("int", "number") and isinstance(operand, int | float)
    number = cast(float, operand) if is_number else 0
    spans = {
        "at_least": Span(low=number),
        "more_than": Span(low=number, has_low=False),
        "at_most": Span(high=number),
        "less_than": Span(high=number, has_high=False),
    }
    if not is_number or operator not in spans:
        entry.fail(f"{operator} {operand!r} does not go with {fact.name}, a {fact.type}")
    return spans[operator]


def _choices(entry: Entry, fact: Fact, operator: Operator, operand: object) -> Accepted:
    named: list[bool | str] = operand if isinstance(operand, list) else [cast(str, operand)]
    if not set(named) <= set(fact.values):
        entry.fail(f"{fact.name} has no choice {operand!r}")
    if operator in ("is", "in"):
        return Choices(frozenset(named))
    if operator == "not_in":
        return Choices(frozenset(fact.values) - set(named))
    if not fact.ordered:
        entry.fail(f"the choices of {fact.name} have no order for {operator}")
    rank = fact.rank(operand)
    kept = {
        "at_least": fact.values[rank:],
        "more_than": fact.values[rank + 1 :],
        "at_most": fact.values[: rank + 1],
        "less_than": fact.values[:rank],
    }
    if operator not in kept:
        entry.fail(f"{operator} does not go with {fact.name}, a {fact.type}")
    return Choices(frozenset(kept[operator]))
