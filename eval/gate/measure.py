"""Catch rate and false alarms of the gate, on right answers and on what changes make of them.

A change that makes another figure of the same evidence (5年 into 3年, and the clause has 3年 too)
is carried, so it cannot be caught; it is counted apart.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.verification import Fault, faults
from corpus import Policy
from corpus.clause import Figure
from corpus.figures import figures
from eval.bootstrap import Interval, wilson
from eval.gate.answers import RightAnswer, wording
from eval.gate.mutations import Meaning, Mutation, mutations

_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万两]+")
_RANGE = re.compile(r"(\d+)—(?=\d+元)")
_PEOPLE = {"名": "人", "届": "次", "所": "个"}


@dataclass(slots=True)
class Count:
    """Hits of a number of tries."""

    hits: int = 0
    count: int = 0

    def add(self, hit: bool) -> None:
        """Count a try."""
        self.hits += hit
        self.count += 1

    @property
    def interval(self) -> Interval:
        return wilson(self.hits, self.count)


@dataclass(slots=True)
class Measured:
    """What was found; `by` counts by (source, kind of change).

    `mixed` are figures of one cited clause said of another, which only `by_mark` can catch.
    """

    answers: int = 0
    alarms: list[tuple[RightAnswer, tuple[Fault, ...]]] = field(default_factory=list)
    by: dict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    coincided: Count = field(default_factory=Count)  # hits: those caught all the same
    alarms_by_mark: int = 0
    mixed: Count = field(default_factory=Count)
    missed: list[tuple[RightAnswer, Mutation]] = field(default_factory=list)

    @property
    def caught(self) -> Count:
        """All changes but the coincidences."""
        counts = self.by.values()
        return Count(sum(one.hits for one in counts), sum(one.count for one in counts))

    @property
    def everything(self) -> Count:
        """The coincidences too."""
        caught = self.caught
        return Count(caught.hits + self.coincided.hits, caught.count + self.coincided.count)

    def of_kind(self, kind: str) -> Count:
        """The changes of one kind, of all sources."""
        return _sum(one for (_, name), one in self.by.items() if name == kind)

    def of_source(self, source: str) -> Count:
        """The changes of one source, of all kinds."""
        return _sum(one for (name, _), one in self.by.items() if name == source)


def measure(answers: Iterable[RightAnswer], policy: Policy, seed: int) -> Measured:
    """Check every answer as it is and with every change."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    measured = Measured()
    for one in answers:
        measured.answers += 1
        found = faults(one.answer, one.citations, one.evidence, policy)
        narrow = faults(one.answer, one.citations, one.evidence, policy, by_mark=True)
        measured.alarms_by_mark += bool(narrow)
        if found:
            measured.alarms.append((one, found))
            continue
        if one.source == "worded":
            _count_mixed(measured, one, policy)
        elsewhere = _elsewhere(one, policy)
        for mutation in (*mutations(one.answer, elsewhere, chance), *_verdicts(one)):
            _count(measured, one, mutation, policy)
    return measured


def _count(measured: Measured, one: RightAnswer, mutation: Mutation, policy: Policy) -> None:
    is_caught = bool(faults(mutation.answer, one.citations, one.evidence, policy))
    if mutation.meaning and (
        _same(mutation.meaning) in _meanings(one) or _has_number(mutation.after, one.evidence.said)
    ):
        measured.coincided.add(is_caught)
        return
    measured.by[one.source, mutation.kind].add(is_caught)
    if not is_caught:
        measured.missed.append((one, mutation))


def _count_mixed(measured: Measured, one: RightAnswer, policy: Policy) -> None:
    """A figure of another cited clause in the place of a clause's own."""
    clauses = {citation.clause_id: policy[citation.clause_id] for citation in one.citations}
    for block, citation in zip(one.answer.split("\n\n"), one.citations, strict=False):
        own = clauses[citation.clause_id]
        own_meanings = {_same((figure.value, figure.unit)) for figure in own.figures}
        others = [
            figure
            for clause in clauses.values()
            for figure in clause.figures
            if _same((figure.value, figure.unit)) not in own_meanings
        ]
        start = one.answer.index(block)
        for figure in figures(block):
            fitting = [other for other in others if other.unit == figure.unit]
            if not fitting or _has_number(fitting[0].text, one.evidence.said):
                continue
            place = start + figure.start
            changed = one.answer[:place] + fitting[0].text + one.answer[start + figure.end :]
            found = faults(changed, one.citations, one.evidence, policy, by_mark=True)
            measured.mixed.add(bool(found))


def _verdicts(one: RightAnswer) -> Iterator[Mutation]:
    """An entitlement promised where the calculation found none."""
    for result in (one.evidence.calculation or {}).get("results") or ():
        if result["status"] != "eligible":
            promise = wording()["templates"]["affirmed"].format(title=result["title"])
            answer = f"{one.answer}\n\n{promise}"
            yield Mutation("verdict", answer, result["status"], promise, len(one.answer) + 2, None)


def _elsewhere(one: RightAnswer, policy: Policy) -> list[Figure]:
    """The figures of all clauses that are not cited."""
    cited = {citation.clause_id for citation in one.citations}
    return [figure for clause in policy if clause.id not in cited for figure in clause.figures]


def _meanings(one: RightAnswer) -> set[Meaning]:
    """Value and unit of all figures of the evidence, read by the corpus."""
    texts = [*one.evidence.clauses, *one.evidence.said, *_texts(one.evidence.calculation)]
    found = {_same((figure.value, figure.unit)) for text in texts for figure in figures(text)}
    found |= {(float(amount), "元") for amount in _amounts(one.evidence.calculation)}
    found |= {(float(low), "元") for text in texts for low in _RANGE.findall(text)}
    for day in (one.evidence.as_of, one.evidence.policy_date):
        found |= {(f"{day:{form}}", "日期") for form in ("%Y", "%Y-%m", "%Y-%m-%d", "%m-%d")}
    return found


def _has_number(text: str, said: Sequence[str]) -> bool:
    number = _NUMBER.search(text)
    return number is not None and any(number[0] in words for words in said)


def _same(meaning: Meaning) -> Meaning:
    value, unit = meaning
    return (float(value) if isinstance(value, int | float) else value, _PEOPLE.get(unit, unit))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def _amounts(value: Any) -> Iterator[int]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in ("amount_min", "amount_max") and inner is not None:
                yield inner
            else:
                yield from _amounts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _amounts(inner)


def _sum(counts: Iterable[Count]) -> Count:
    total = Count()
    for one in counts:
        total.hits += one.hits
        total.count += one.count
    return total
