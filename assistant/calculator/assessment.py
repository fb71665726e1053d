"""The verdict and the money of one programme for a case, without the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assistant.calculator.amount import (
    NOTHING,
    PreparedAmount,
    Worth,
    amount_facts,
    prepare_amount,
    worth,
)
from assistant.calculator.case import Case
from assistant.calculator.node import DECIDED, FALSE, NARROW, TRUE, Code, Node, prepare
from assistant.calculator.result import Money, Status
from assistant.calculator.texts import load_texts
from assistant.calculator.verdict import open_facts, status_of, undecided
from corpus.rulebook import All, Fact, Programme, Test
from corpus.rulebook.condition import Choices, tests
from corpus.rulebook.programme import Benefit

NO_FIGURE = Money(None, None)
NO_MONEY = Money(0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A programme made ready: its conditions, who applies first, and all of them together.

    `asking` are the places of the conditions that ask for a fact.
    """

    programme: Programme
    start: date
    conditions: tuple[Node, ...]
    whole: Node
    asking: Mapping[str, tuple[int, ...]]
    amounts: tuple[PreparedAmount, ...]
    benefit_when: tuple[tuple[Node, Benefit], ...]

    def in_force(self, day: date) -> bool:
        """Whether the programme runs on a day."""
        ends = self.programme.ends
        return self.start <= day and (ends is None or day < ends)

    def amount_on(self, day: date) -> PreparedAmount | None:
        """What is paid on a day: the latest amount begun; before the policy, that of its start."""
        day = max(day, self.start)
        if len(self.amounts) == 1 and self.amounts[0].amount.start <= day:
            return self.amounts[0]
        amount = self.programme.amount_on(day)
        return next((one for one in self.amounts if one.amount is amount), None)


class Verdict(NamedTuple):
    """Status and amount in yuan of one programme; None is no figure, or no upper limit."""

    status: Status
    amount_min: int | None
    amount_max: int | None


class Assessment(NamedTuple):
    """A verdict: `codes` of the conditions, `worth` if received (None: no figure in the policy).

    `money` is what the status lets be said of it.
    """

    prepared: Prepared
    codes: tuple[int, ...]
    status: Status
    benefit: Benefit
    amount: PreparedAmount | None
    worth: Worth | None
    money: Money

    @property
    def code(self) -> int:
        code = TRUE
        for one in self.codes:
            code &= one
        return code

    @property
    def programme(self) -> Programme:
        return self.prepared.programme


def prepare_programme(programme: Programme, start: date, applicant: Fact) -> Prepared:
    """The programme made ready, of a policy in force from `start` on."""
    whole = prepare(All((_applicant_test(programme, applicant), *programme.conditions)))
    asking: dict[str, tuple[int, ...]] = {}
    for place, node in enumerate(whole.parts):
        for name in {test.fact for test in tests(node.condition)}:
            asking[name] = (*asking.get(name, ()), place)
    return Prepared(
        programme=programme,
        start=start,
        conditions=whole.parts,
        whole=whole,
        asking=asking,
        amounts=tuple(map(prepare_amount, programme.amounts)),
        benefit_when=tuple((prepare(test), benefit) for test, benefit in programme.benefit_when),
    )


def split_by(one: Assessment, names: frozenset[str]) -> tuple[int, list[Code]]:
    """The code of the conditions that ask for none of some facts; what gives that of the others."""
    places = {place for name in names for place in one.prepared.asking.get(name, ())}
    rest = TRUE
    for place, code in enumerate(one.codes):
        if place not in places:
            rest &= code
    return rest, [one.prepared.conditions[place].code for place in places]


def assess(prepared: Prepared, case: Case, day: date) -> Assessment:
    """The verdict on a programme on a day, with the code of each condition."""
    codes: tuple[int, ...] = (FALSE,)
    if prepared.in_force(day):
        codes = tuple([node.code(case) for node in prepared.conditions])
    code = TRUE
    for one in codes:
        code &= one
    return Assessment(prepared, codes, status_of(code), *_valued(prepared, case, day, code))


def verdict(prepared: Prepared, case: Case, day: date) -> Verdict:
    """Status and amount alone, as fast as can be."""
    code = prepared.whole.code(case) if prepared.in_force(day) else FALSE
    money = _valued(prepared, case, day, code)[-1]
    return Verdict(status_of(code), money.amount_min, money.amount_max)


def _valued(
    prepared: Prepared, case: Case, day: date, code: int
) -> tuple[Benefit, PreparedAmount | None, Worth | None, Money]:
    """Benefit, amount, what it is worth if received, and what the status lets be said of it."""
    benefit = prepared.programme.benefit
    for node, other in prepared.benefit_when:
        if node.code(case) == TRUE:
            benefit = other
    amount = prepared.amount_on(day) if prepared.amounts else None
    if amount is None or benefit == "in_kind":
        return benefit, None, None, NO_FIGURE
    status = status_of(code)
    if status == "ineligible" and not amount.may_lack_figure:
        return benefit, amount, NOTHING, NO_MONEY
    full = worth(amount, case)
    wide = amount.amount.wide
    if wide and code & NARROW != NARROW:
        full = Worth(full.low, max(full.high or 0, wide.yuan), full.figure)
    return benefit, amount, full, _money(status, full)


def missing_facts(assessment: Assessment, case: Case) -> list[str]:
    """The open facts that could still change the verdict, then those that narrow the amount."""
    if assessment.status == "ineligible":
        return []
    found = []
    if assessment.status == "needs_info":
        readings = undecided(assessment.code)
        for node, code in zip(assessment.prepared.conditions, assessment.codes, strict=True):
            if code not in DECIDED:
                found += open_facts(node, case, readings)
    if assessment.amount is not None:
        found += amount_facts(assessment.amount, case)
    return list(dict.fromkeys(found))


def is_won(programme: Programme, selections: frozenset[str]) -> bool:
    """Whether being eligible means having won: a selection is one of the conditions."""
    return any(isinstance(one, Test) and one.fact in selections for one in programme.conditions)


def _applicant_test(programme: Programme, applicant: Fact) -> Test:
    """Who a programme is for; unless it asks nothing else, silence counts as met."""
    texts = load_texts()
    names = texts["enumeration"].join(applicant.label(who) for who in programme.applicants)
    return Test(
        fact="applicant",
        operator="in",
        operand=programme.applicants,
        accepted=Choices(frozenset(programme.applicants)),
        text=texts["applicant"].format(names=names),
        clause=programme.clauses[0],
        says="",
        presumed=not programme.asks_applicant,
    )


def _money(status: Status, full: Worth) -> Money:
    if full.figure == "never":
        return NO_FIGURE
    if status == "ineligible":
        return NO_MONEY
    if status == "eligible":
        return NO_FIGURE if full.figure == "later" else Money(full.low, full.high)
    return Money(0, full.high)
