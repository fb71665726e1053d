"""The next question: the fact whose answer decides most, counted over its possible answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log10

from assistant.calculator.assessment import Assessment
from assistant.calculator.case import Case
from assistant.calculator.result import Choice, Question
from corpus.rulebook import Fact

# What a narrower amount is worth beside a decided verdict.
NARROWED = 0.5
# An answer from a list or yes/no costs one, a number that has to be looked up more.
COSTS: Mapping[str, float] = {"bool": 1.0, "choice": 1.0, "list": 1.5, "number": 1.25, "int": 1.5}


def score(fact: Fact, gains: Sequence[float]) -> float:
    """What an answer decides on average, per effort of answering."""
    return sum(gains) / len(gains) / COSTS.get(fact.type, 1.0) if gains else 0.0


def question(fact: Fact) -> Question:
    """A fact as a question."""
    choices = tuple(Choice(value, label) for value, label in fact.choices)
    return Question(fact.name, fact.ask, choices)


def is_open(one: Assessment, *, in_amount: bool) -> bool:
    """Whether a fact can still change the verdict, or narrow the amount where it is used in it."""
    is_paid = one.amount is not None and one.status in ("eligible", "ambiguous")
    return one.status == "needs_info" or (in_amount and is_paid)


def stake(one: Assessment) -> float:
    """One for the programme, more for more money; no upper limit counts as a million."""
    if one.worth is None or one.benefit != "cash":
        return 1.0
    return 1.0 + log10(1 + (1_000_000 if one.worth.high is None else one.worth.high)) / 2


def with_source(names: Iterable[str], sources: Mapping[str, str], case: Case) -> list[str]:
    """The facts, each after the unknown one from which it follows (the school before its tier)."""
    found: dict[str, None] = {}
    for name in names:
        source = sources.get(name)
        if source is not None and source not in case.values:
            found[source] = None
        found[name] = None
    return list(found)
