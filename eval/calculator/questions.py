"""How soon questions come to verdicts: programmes decided after so many answers of a person.

Persons know every fact and answer truly; the order of questions is the calculator's or random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from assistant.calculator import Calculation, calculate
from assistant.calculator.calculate import open_calculator
from eval.calculator.profiles import profiles
from eval.calculator.speed import DAY

STEPS = (3, 5, 8, 12, 20)
Choose = Callable[[Calculation, Mapping[str, Any]], str | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares of programmes decided, and of the money's range closed, after each of STEPS."""

    order: str
    decided: tuple[float, ...]


def curves(count: int, seed: int) -> tuple[Curve, ...]:
    """The curves of the calculator's order and of a random one."""
    people = [_answers(one) for one in profiles(open_calculator().rulebook, count, seed)]
    chance = random.Random(seed)  # noqa: S311 - no secret

    def best(calculation: Calculation, _: Mapping[str, Any]) -> str | None:
        return calculation.next_question.fact if calculation.next_question else None

    def at_random(calculation: Calculation, known: Mapping[str, Any]) -> str | None:
        missing = {name for one in calculation.results for name in one.missing}
        left = sorted(missing - set(known) - {"school"})
        return chance.choice(left) if left else None

    return (
        Curve("calculator", _curve(people, best)),
        Curve("random", _curve(people, at_random)),
    )


def _answers(facts: dict[str, Any]) -> dict[str, Any]:
    """A person who answers every question: what is not known is answered with no or none."""
    rulebook = open_calculator().rulebook
    whole = {"applicant": "person", **facts}
    for name, fact in rulebook.facts.items():
        if name in whole or fact.type == "text":
            continue
        for value in _denials(fact.type, fact.values, fact.minimum):
            if _is_sound({**whole, name: value}):
                whole[name] = value
                break
    return whole


def _denials(kind: str, values: Sequence[Any], minimum: int | None) -> list[Any]:
    if kind == "bool":
        return [False, True]
    if kind == "list":
        return [[]]
    if kind == "choice":
        return ["none", *values] if "none" in values else list(values)
    return [minimum or 0, 1]


def _is_sound(facts: dict[str, Any]) -> bool:
    from assistant.calculator.errors import InvalidFacts

    try:
        calculate(facts, [], as_of=DAY)
    except InvalidFacts:
        return False
    return True


def _curve(people: Sequence[Mapping[str, Any]], choose: Choose) -> tuple[float, ...]:
    shares: list[list[float]] = [[] for _ in STEPS]
    for person in people:
        known: dict[str, Any] = {}
        declined = ["school"]
        for step in range(1, STEPS[-1] + 1):
            calculation = calculate(known, as_of=DAY, declined=declined)
            name = choose(calculation, known)
            if name is not None and name in person:
                known[name] = person[name]
            elif name is not None:
                declined.append(name)
            if step in STEPS:
                shares[STEPS.index(step)].append(_decided(calculate(known, as_of=DAY)))
    return tuple(mean(one) for one in shares)


def _decided(calculation: Calculation) -> float:
    statuses = [one.status for one in calculation.results]
    return 1 - statuses.count("needs_info") / len(statuses)
