"""Conditions made ready for evaluation, in three-valued logic under two readings at once.

A code holds two Kleene values, each in two bits that fill from the right (false 00, unknown 01,
true 11): the narrower reading in the high bits, the wider one in the low bits. So `and` is the
minimum, `or` the maximum, of both readings at once (Kleene, Introduction to Metamathematics, §64).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.calculator.case import Case, Domain, holds
from corpus.rulebook import All, Any, Condition, Narrow, Test, Wide
from corpus.rulebook.condition import Choices, Span

FALSE, OPEN, TRUE = 0b0000, 0b0101, 0b1111
NARROW, WIDE = 0b1100, 0b0011
BOTH_READINGS = NARROW | WIDE
AMBIGUOUS = WIDE  # false under the narrower reading, true under the wider
DECIDED = (FALSE, AMBIGUOUS, TRUE)

Code = Callable[[Case], int]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A condition, what gives its code for a case, and its parts.

    `presumed` is the fact for want of which the condition counts as met.
    """

    condition: Condition
    code: Code
    parts: tuple[Node, ...] = ()
    presumed: str | None = None


def prepare(condition: Condition) -> Node:
    """The node of a condition and of all below it."""
    if isinstance(condition, Test):
        presumed = condition.fact if condition.presumed else None
        return Node(condition, _test(condition), presumed=presumed)
    if isinstance(condition, All | Any):
        parts = tuple(map(prepare, condition.parts))
        codes = tuple(part.code for part in parts)
        return Node(condition, _all(codes) if isinstance(condition, All) else _any(codes), parts)
    part = prepare(condition.part)
    return Node(condition, _reading(condition, part.code), (part,), part.presumed)


def _all(codes: tuple[Code, ...]) -> Code:
    def code(case: Case) -> int:
        found = TRUE
        for one in codes:
            found &= one(case)
            if not found:
                break
        return found

    return code


def _any(codes: tuple[Code, ...]) -> Code:
    def code(case: Case) -> int:
        found = FALSE
        for one in codes:
            found |= one(case)
        return found

    return code


def _reading(condition: Wide | Narrow, inner: Code) -> Code:
    if isinstance(condition, Wide):
        return lambda case: inner(case) & WIDE
    return lambda case: inner(case) | WIDE


def _test(test: Test) -> Code:
    if isinstance(test.accepted, Choices):
        return _choices_test(test, test.accepted)
    name = test.fact

    def code(case: Case) -> int:
        value = case.values.get(name)
        if value is not None:
            return TRUE if holds(test, value) else FALSE
        return _unknown(test, case)

    return code


def _choices_test(test: Test, accepted: Choices) -> Code:
    name = test.fact
    known: Mapping[object, int] = dict.fromkeys(accepted.values, TRUE)

    def code(case: Case) -> int:
        value = case.values.get(name)
        if value is not None:
            return known.get(value, FALSE)
        return _unknown(test, case)

    return code


def _unknown(test: Test, case: Case) -> int:
    domain = case.domains.get(test.fact)
    found = OPEN if domain is None else _over(domain, test)
    return TRUE if test.presumed and found == OPEN else found


def _over(domain: Domain, test: Test) -> int:
    """The code of a test whose fact is only known to lie in a domain."""
    accepted = test.accepted
    if isinstance(domain, frozenset) and isinstance(accepted, Choices):
        if domain <= accepted.values:
            return TRUE
        return OPEN if domain & accepted.values else FALSE
    if isinstance(domain, Span) and isinstance(accepted, Span):
        return _over_span(domain, accepted)
    return OPEN


def _over_span(domain: Span, accepted: Span) -> int:
    starts_inside = domain.low > accepted.low or (
        domain.low == accepted.low and (accepted.has_low or not domain.has_low)
    )
    ends_inside = domain.high < accepted.high or (
        domain.high == accepted.high and (accepted.has_high or not domain.has_high)
    )
    if starts_inside and ends_inside:
        return TRUE
    is_below = domain.high < accepted.low or (
        domain.high == accepted.low and not (domain.has_high and accepted.has_low)
    )
    is_above = domain.low > accepted.high or (
        domain.low == accepted.high and not (domain.has_low and accepted.has_high)
    )
    return FALSE if is_below or is_above else OPEN
