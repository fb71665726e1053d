"""Finds what in the rules is idle: facts that nothing asks for, tiers that no case reaches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from corpus.rulebook import Amount, Rulebook, Test, Tier
from corpus.rulebook.condition import Choices, Items, tests


def idle_facts(rulebook: Rulebook) -> list[str]:
    """The facts that no condition, amount, note, exclusion or other fact uses."""
    used = {"applicant"} | set(_used(rulebook))
    used |= {one.name for one in rulebook.facts.values() if used.intersection(one.resolves)}
    return [name for name in rulebook.facts if name not in used]


def unreachable_tiers(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Programme and place of tiers that are never the first to hold, by trying every choice."""
    for programme in rulebook.programmes.values():
        for amount in programme.amounts:
            reached = set(_reached(rulebook, amount))
            for place, tier in enumerate(amount.tiers):
                if place not in reached:
                    yield programme.id, tier.place


def _reached(rulebook: Rulebook, amount: Amount) -> Iterator[int]:
    many = [test for tier in amount.tiers for one in tier.when for test in tests(one)]
    names = list(dict.fromkeys(test.fact for test in many))
    for values in product(*(rulebook.facts[name].values for name in names)):
        case = dict(zip(names, values, strict=True))
        for place, tier in enumerate(amount.tiers):
            if _holds(tier, case):
                yield place
                break


def _holds(tier: Tier, case: dict[str, bool | str]) -> bool:
    return all(_passes(test, case[test.fact]) for one in tier.when for test in tests(one))


def _passes(test: Test, value: bool | str) -> bool:
    accepted = test.accepted
    if isinstance(accepted, Choices):
        return value in accepted.values
    return isinstance(accepted, Items) and value in accepted.items


def _used(rulebook: Rulebook) -> Iterator[str]:
    for programme in rulebook.programmes.values():
        for condition in programme.conditions:
            yield from (test.fact for test in tests(condition))
        yield from (note.when.fact for note in programme.notes if note.when)
        yield from (test.fact for test, _ in programme.benefit_when)
        for amount in programme.amounts:
            yield from _used_in_amount(amount)
    yield from (rule.wish for rule in rulebook.exclusions if rule.wish)


def _used_in_amount(amount: Amount) -> Iterator[str]:
    if amount.due_by:
        yield amount.due_by
    for tier in amount.tiers:
        yield from (test.fact for one in tier.when for test in tests(one))
        if tier.fact:
            yield tier.fact
        for factor in tier.factors:
            if factor.fact:
                yield factor.fact
            if factor.only_if:
                yield factor.only_if.fact
