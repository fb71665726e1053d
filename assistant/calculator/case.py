"""A case: the facts that are known, and what is known of those that are not.

What would contradict the known facts cannot be: it narrows the domain of an unknown fact, or
settles it (a partnership follows from its partners).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from corpus.rulebook import Contradiction, Rulebook, Test, Value
from corpus.rulebook.condition import Choices, Span

Domain = frozenset[bool | str] | Span


@dataclass(slots=True)
class Case:
    """`values` by fact; `domains` of unknown facts that are narrower than their bounds."""

    values: dict[str, Value]
    domains: dict[str, Domain] = field(default_factory=dict)


def make_case(rulebook: Rulebook, values: Mapping[str, Value]) -> Case:
    """The case of some known facts that do not contradict each other."""
    case = Case(dict(values))
    while any(_apply(rulebook, case, rule) for rule in rulebook.contradictions):
        pass  # what one rule says may let another speak
    for rule in rulebook.not_above:
        lower, upper = case.values.get(rule.fact), case.values.get(rule.other)
        if upper is None and isinstance(lower, int | float):
            case.domains[rule.other] = Span(low=lower)
        if lower is None and isinstance(upper, int | float):
            case.domains[rule.fact] = Span(high=upper)
    return case


def holds(test: Test, value: Value) -> bool:
    """Whether a known value passes a test."""
    accepted = test.accepted
    if isinstance(accepted, Choices):
        return value in accepted.values
    if isinstance(accepted, Span):
        return isinstance(value, int | float) and accepted.holds(value)
    return isinstance(value, tuple) and not accepted.items.isdisjoint(value)


def admits(domain: Domain | None, value: Value) -> bool:
    """Whether a value lies in a domain."""
    if isinstance(domain, Span):
        return isinstance(value, int | float) and domain.holds(value)
    return domain is None or value in domain


def _apply(rulebook: Rulebook, case: Case, rule: Contradiction) -> bool:
    """Where all tests but one are known to hold, the last does not; whether that said anything."""
    open_test: Test | None = None
    for test in rule.tests:
        value = case.values.get(test.fact)
        if value is not None:
            if not holds(test, value):
                return False
        elif open_test is not None:
            return False
        else:
            open_test = test
    return open_test is not None and _exclude(rulebook, case, open_test)


def _exclude(rulebook: Rulebook, case: Case, test: Test) -> bool:
    """Take what `test` accepts out of its fact's domain."""
    fact = rulebook.facts[test.fact]
    if isinstance(test.accepted, Span):
        span = _outside(test.accepted)
        is_new = span is not None and test.fact not in case.domains
        if span is not None and is_new:
            case.domains[test.fact] = span
        return is_new
    if not isinstance(test.accepted, Choices):
        return False
    before = case.domains.get(test.fact, frozenset(fact.values))
    assert isinstance(before, frozenset)  # noqa: S101 - a fact with choices
    left = before - test.accepted.values
    if left == before:
        return False
    if len(left) == 1:
        case.domains.pop(test.fact, None)
        (case.values[test.fact],) = left
    else:
        case.domains[test.fact] = left
    return True


def _outside(span: Span) -> Span | None:
    """The numbers that a half-open span leaves; None where that is no single span."""
    if span.high == inf and span.low > -inf:
        return Span(high=span.low, has_high=not span.has_low)
    if span.low == -inf and span.high < inf:
        return Span(low=span.high, has_low=not span.has_high)
    return None
