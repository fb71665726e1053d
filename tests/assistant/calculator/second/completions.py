"""Every outcome that a law can still have: the law is run on each completion of the known facts.

A law is a function of complete facts. Only the open facts that a run asks for are tried out, with
all their values; those that it never asks for cannot change that run's outcome."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .facts import CELLS, LINKED, Facts, contradictory, exact


class Outcome(NamedTuple):
    """`status` of one completion, and its yuan: `high` None without an upper limit, both None
    where there is no figure."""

    status: str
    low: int | None = 0
    high: int | None = 0


ELIGIBLE, INELIGIBLE = "eligible", "ineligible"
AMBIGUOUS, NEEDS_INFO = "ambiguous", "needs_info"
REFUSED = Outcome(INELIGIBLE)
GRANTED = Outcome(ELIGIBLE)


class Case:
    """One completion: known facts, and for the open ones the values of this run's trail."""

    def __init__(self, known: Facts, unbound: frozenset[str], trail: list[list[Any]]) -> None:
        self._known, self._unbound, self._trail = known, unbound, trail
        self._said: Facts = {}
        self._step = 0

    def __getitem__(self, fact: str) -> Any:
        if fact in self._said:
            return self._said[fact]
        value = self._known.get(fact)
        value = self._chosen(fact) if value is None else exact(value)
        self._said[fact] = value
        return value

    def open(self, fact: str) -> bool:
        """Whether the fact is unknown."""
        return fact not in self._known

    def _chosen(self, fact: str) -> Any:
        if self._step == len(self._trail):
            self._trail.append([self._possible(fact), 0])
        values, index = self._trail[self._step]
        self._step += 1
        return values[index]

    def _possible(self, fact: str) -> tuple[Any, ...]:
        values = CELLS[fact]
        if fact not in LINKED or fact in self._unbound:
            return values
        others = {other: self._value(other) for other in LINKED[fact] if other not in self._unbound}
        return tuple(value for value in values if not contradictory({**others, fact: value}))

    def _value(self, fact: str) -> Any:
        return self._said.get(fact, exact(self._known.get(fact)))


Law = Callable[[Case], Outcome]
NOTHING: frozenset[str] = frozenset()


def outcomes(
    law: Law, known: Facts, unbound: frozenset[str] = NOTHING, case: type[Case] = Case
) -> Iterator[Outcome]:
    """The law's outcome for every completion of `known` that contradicts nothing.

    Facts in `unbound` are open whatever is known, and no contradiction binds them.
    """
    known = {fact: value for fact, value in known.items() if fact not in unbound}
    trail: list[list[Any]] = []
    while True:
        yield law(case(known, unbound, trail))
        while trail and trail[-1][1] + 1 == len(trail[-1][0]):
            trail.pop()
        if not trail:
            return
        trail[-1][1] += 1


def facts_asked(law: Law) -> tuple[str, ...]:
    """The facts that the law's outcome can hang on, and those bound up with them."""
    asked: dict[str, None] = {}

    class Listening(Case):
        def __getitem__(self, fact: str) -> Any:
            asked.update(dict.fromkeys((fact, *LINKED.get(fact, ()))))
            return super().__getitem__(fact)

        def open(self, fact: str) -> bool:
            asked[fact] = None
            return super().open(fact)

    for _ in outcomes(law, {}, case=Listening):
        pass
    return tuple(asked)
