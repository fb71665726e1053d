"""Random cases that the calculator accepts: some facts known, on and around every boundary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from assistant.calculator.answers import answers_by_fact
from assistant.calculator.errors import InvalidFacts
from assistant.calculator.validation import validated
from corpus.rulebook import Rulebook

# The school is left to the facts that it resolves to: its look-up is measured by itself.
_LEFT_OUT = frozenset({"school"})


def profiles(rulebook: Rulebook, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """`count` cases without contradictions; each knows from none to all of the facts."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    answers = answers_by_fact(rulebook)
    names = [name for name in rulebook.facts if name not in _LEFT_OUT]
    made = 0
    while made < count:
        known = chance.random()
        facts: dict[str, Any] = {}
        for name in names:
            if chance.random() < known:
                facts.update(chance.choice(answers[name]))
        if is_sound(facts, rulebook):
            made += 1
            yield facts


def is_sound(facts: dict[str, Any], rulebook: Rulebook) -> bool:
    """Whether the calculator accepts the facts; those that contradict are taken out one by one."""
    while True:
        try:
            validated(facts, rulebook)
        except InvalidFacts as error:
            facts.pop(error.field, None)
        else:
            return True
