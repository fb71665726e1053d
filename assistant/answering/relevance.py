"""Chooses what an answer on a whole case speaks of: what is had, what is near, what comes later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.calculator.result import Calculation, Condition, Result
from corpus.rulebook import Rulebook, Value

MORE = 4  # programmes named for which a few facts are lacking
MISSED = 3  # programmes named that one condition stands against
MET = 2  # conditions that must be met for that
NEAR = 0.5  # the share of conditions known to be met from which a programme is near
NEAR_MET = 2  # or as many conditions met
# What few are: not asked about before anything speaks for it.
RARE = frozenset({"high_end_talent", "leading_talent"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Results by how they are spoken of."""

    eligible: tuple[Result, ...] = ()
    apply: tuple[Result, ...] = ()
    ambiguous: tuple[Result, ...] = ()
    more: tuple[Result, ...] = ()
    not_yet: tuple[Result, ...] = ()
    ineligible: tuple[Result, ...] = ()
    order: tuple[str, ...] = ()

    @classmethod
    def of_focus(cls, calculation: Calculation, focus: Iterable[str]) -> Chosen:
        """The results asked for, all of them."""
        names = tuple(focus)
        found = {one.programme: one for one in calculation.results}
        results = [found[name] for name in names if name in found]
        return cls(
            eligible=tuple(one for one in results if one.status == "eligible"),
            ambiguous=tuple(one for one in results if one.status == "ambiguous"),
            more=tuple(one for one in results if one.status == "needs_info"),
            not_yet=tuple(one for one in results if one.not_yet),
            ineligible=tuple(
                one for one in results if one.status == "ineligible" and not one.not_yet
            ),
            order=names,
        )

    def groups(self) -> Iterator[tuple[str, tuple[Result, ...]]]:
        """The results under the names of their sections."""
        for name in ("eligible", "apply", "ambiguous", "not_yet", "more", "ineligible"):
            yield name, getattr(self, name)

    def ordered(self) -> list[Result]:
        """All results; those that were named, in the order of verdicts."""
        return [one for _, results in self.groups() for one in results]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.programme for one in self.ordered())

    def questioned(self) -> tuple[str, ...]:
        """The programmes for which a question is worth asking, the open ones first."""
        open_ones = tuple(one.programme for one in self.more)
        ranged = tuple(
            one.programme
            for one in self.eligible
            if one.missing and one.amount_min != one.amount_max
        )
        return ranged if ranged and not self.order else (*open_ones, *ranged)


def choose(calculation: Calculation, rulebook: Rulebook, known: Mapping[str, Value]) -> Chosen:
    """What to speak of where somebody described himself."""
    said = set(known)
    results = [
        one
        for one in calculation.results
        if not rulebook.programmes[one.programme].asks_applicant and _touches(one, said)
    ]
    eligible = [one for one in results if one.status == "eligible"]
    left_out = {one.programme for one in calculation.combination.left_out}
    had = [one for one in eligible if _is_had(one, rulebook) and one.programme not in left_out]
    near = [
        one
        for one in results
        if one.status == "needs_info"
        and (_share(one, said) >= NEAR or _met(one, said) >= NEAR_MET)
        and not any(name in RARE or rulebook.facts[name].selection for name in one.missing)
    ]
    near.sort(key=lambda one: (-_met(one, said), -_share(one, said), _rank(one)))
    later = [one for one in results if one.not_yet and _share(one, said) >= NEAR]
    missed = [one for one in results if _is_missed(one, said)]
    return Chosen(
        eligible=tuple(_by_money(had)),
        apply=tuple(one for one in eligible if one not in had and one.programme not in left_out),
        ambiguous=tuple(one for one in results if one.status == "ambiguous"),
        more=tuple(near[:MORE]),
        not_yet=tuple(_by_money(later)),
        ineligible=tuple(sorted(missed, key=lambda one: one.benefit != "cash")[:MISSED]),
    )


def _is_missed(one: Result, said: set[str]) -> bool:
    """Whether one condition alone stands against a programme, and others are met."""
    if one.status != "ineligible" or one.not_yet:
        return False
    against = [each for each in one.conditions if each.met is False]
    if len(against) != 1 or against[0].facts == ("applicant",):
        return False
    is_told = bool(said.intersection(against[0].facts))  # 不是规上: that is why
    return _met(one, said) >= (1 if is_told else MET)


def _touches(one: Result, said: set[str]) -> bool:
    """Whether anything that was said bears on a programme."""
    return any(said.intersection(condition.facts) for condition in one.conditions)


def _is_had(one: Result, rulebook: Rulebook) -> bool:
    programme = rulebook.programmes[one.programme]
    is_won = any(rulebook.facts[name].selection for each in one.conditions for name in each.facts)
    return programme.award == "entitlement" or is_won or one.benefit == "loan"


def _share(one: Result, said: set[str]) -> float:
    """The share of conditions that what was said meets."""
    own = [each for each in one.conditions if each.facts != ("applicant",)]
    if not own:
        return 0.0
    return sum(_is_met(each, said) for each in own) / len(own)


def _met(one: Result, said: set[str]) -> int:
    """How many conditions what was said meets."""
    return sum(_is_met(each, said) for each in one.conditions)


def _is_met(condition: Condition, said: set[str]) -> bool:
    return condition.met is True and bool(said.intersection(condition.facts))


def _by_money(results: Sequence[Result]) -> list[Result]:
    return sorted(results, key=_rank)


def _rank(one: Result) -> tuple[bool, float]:
    high = float("inf") if one.amount_max is None else float(one.amount_max)
    return one.benefit != "cash", -high
