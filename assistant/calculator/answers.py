"""The answers that tell cases apart: for each fact one value of every cell that the rules cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from corpus.rulebook import Amount, Fact, Programme, Rulebook, Test, Value
from corpus.rulebook.condition import Span, tests

# A number that no rule cuts still narrows an amount.
_ANY_NUMBER = 3
# What a school can be: of the city or not, and of which tier.
_SCHOOLS: tuple[Mapping[str, Value], ...] = (
    {"school_tier": "other", "double_first_class": False, "studied_in_jilin_city": False},
    {"school_tier": "other", "double_first_class": False, "studied_in_jilin_city": True},
    {"school_tier": "985_211", "double_first_class": True, "studied_in_jilin_city": False},
)


def answers_by_fact(rulebook: Rulebook) -> dict[str, tuple[Mapping[str, Value], ...]]:
    """For each fact the answers worth telling apart, each as what it says of which facts."""
    by_fact: dict[str, list[Test]] = {name: [] for name in rulebook.facts}
    for programme in rulebook.programmes.values():
        for test in _tests(programme):
            by_fact[test.fact].append(test)
    return {
        name: _SCHOOLS
        if fact.resolves
        else tuple({name: value} for value in _values(fact, by_fact[name]))
        for name, fact in rulebook.facts.items()
    }


def facts_by_programme(rulebook: Rulebook) -> dict[str, frozenset[str]]:
    """For each programme the facts on which its verdict and its amount depend."""
    paid = amount_facts_by_programme(rulebook)
    return {
        name: paid[name]
        | {"applicant"}
        | {test.fact for condition in one.conditions for test in tests(condition)}
        for name, one in rulebook.programmes.items()
    }


def amount_facts_by_programme(rulebook: Rulebook) -> dict[str, frozenset[str]]:
    """For each programme the facts on which its amount depends."""
    return {
        name: frozenset(fact for amount in one.amounts for fact in _used(amount))
        for name, one in rulebook.programmes.items()
    }


def cuts(fact: Fact, many: list[Test]) -> list[float]:
    """The numbers at which tests of a fact change their mind, ascending."""
    ends = [end for test in many if isinstance(test.accepted, Span) for end in _ends(test.accepted)]
    return sorted({end for end in ends if (fact.minimum or 0) <= end <= (fact.maximum or 0)})


def _values(fact: Fact, many: list[Test]) -> tuple[Value, ...]:
    if fact.type in ("bool", "choice"):
        return fact.values
    if fact.type == "list":
        return ((), *((str(value),) for value in fact.values))
    points = cuts(fact, many)
    if not points:
        return (max(_ANY_NUMBER, fact.minimum or 0),)
    return tuple(dict.fromkeys(_around(fact, points)))


def _around(fact: Fact, points: list[float]) -> Iterator[Value]:
    """A number below, at and above each cut."""
    step = 1 if fact.type == "int" else 0.5
    low, high = fact.minimum or 0, fact.maximum or 0
    for point in points:
        for value in (point - step, point, point + step):
            if low <= value <= high:
                yield int(value) if float(value).is_integer() else value


def _tests(programme: Programme) -> Iterator[Test]:
    for condition in programme.conditions:
        yield from tests(condition)
    for amount in programme.amounts:
        yield from _amount_tests(amount)


def _amount_tests(amount: Amount) -> Iterator[Test]:
    for tier in amount.tiers:
        for condition in tier.when:
            yield from tests(condition)
        yield from (one.only_if for one in tier.factors if one.only_if)


def _used(amount: Amount) -> Iterator[str]:
    yield from (test.fact for test in _amount_tests(amount))
    for tier in amount.tiers:
        if tier.fact:
            yield tier.fact
        yield from (one.fact for one in tier.factors if one.fact)


def _ends(span: Span) -> Iterator[float]:
    yield from (end for end in (span.low, span.high) if -inf < end < inf)
