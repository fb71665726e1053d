"""Puts the verdict on a programme into words: conditions, formula, schedule, notes, citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.calculator.amount import code_of_test
from assistant.calculator.assessment import Assessment
from assistant.calculator.case import Case
from assistant.calculator.formula import Formulas
from assistant.calculator.node import TRUE
from assistant.calculator.result import (
    Condition,
    Department,
    HowToApply,
    Money,
    Period,
    Result,
)
from assistant.calculator.texts import load_texts
from assistant.calculator.trace import Tracer
from assistant.calculator.verdict import differing, refuting
from corpus.rulebook import All, Any, Narrow, Programme, Rulebook, Validity, Wide
from corpus.rulebook import Condition as RuleCondition
from corpus.rulebook.programme import Payee

# The tests of these facts hang on the school; a note tells where it was not recognised.
_SCHOOL_FACTS = frozenset({"school_tier", "double_first_class", "studied_in_jilin_city"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in every result of a programme, whatever the case."""

    departments: tuple[Department, ...]
    apply: HowToApply | None
    citations: tuple[str, ...]
    is_plan: bool


def frame(programme: Programme, validity: Validity, departments: tuple[Department, ...]) -> Frame:
    """The frame of a programme's results."""
    apply = programme.apply
    return Frame(
        departments=departments,
        apply=HowToApply(apply.by, apply.when, apply.to, apply.clause) if apply else None,
        citations=tuple(dict.fromkeys(_citations(programme))),
        is_plan=validity.is_plan(programme.clauses),
    )


def payee_of(programme: Programme, case: Case) -> Payee:
    """Who is paid: as the rule says, or whoever applies."""
    applicant = case.values.get("applicant")
    if programme.payee is not None:
        return programme.payee
    return applicant if applicant in programme.applicants else programme.applicants[0]


@dataclass(frozen=True, slots=True)
class Report:
    """Writes results for one case on one day; `school_notes` on what was not understood."""

    rulebook: Rulebook
    tracer: Tracer
    formulas: Formulas
    case: Case
    day: date
    school_notes: tuple[str, ...]

    def result(self, one: Assessment, missing: tuple[str, ...], frame: Frame) -> Result:
        """The result of an assessment."""
        programme = one.programme
        not_yet = tuple(self._not_yet(one))
        in_force = one.prepared.in_force(self.day)
        plan_over = frame.is_plan and self.day >= self.rulebook.validity.plan_end
        start = self.rulebook.validity.start_clause
        return Result(
            programme=programme.id,
            title=programme.title,
            status=one.status,
            not_yet=bool(not_yet),
            plan_over=plan_over,
            award=programme.award,
            benefit=one.benefit,
            payee=payee_of(programme, self.case),
            amount_min=one.money.amount_min,
            amount_max=one.money.amount_max,
            formula=self._formula(one),
            schedule=tuple(self._schedule(one)),
            conditions=tuple(self._conditions(one)),
            missing=missing,
            departments=frame.departments,
            apply=frame.apply,
            citations=frame.citations if in_force else (*frame.citations, start),
            notes=(
                *not_yet,
                *self._notes(one, missing),
                *((load_texts()["plan_over"],) if plan_over else ()),
            ),
        )

    def _conditions(self, one: Assessment) -> Iterator[Condition]:
        texts = load_texts()
        start = self.rulebook.validity.start
        if not one.prepared.in_force(self.day):
            ends = one.programme.ends
            text = texts["in_force"].format(date=start.isoformat())
            lacking = texts["not_in_force"].format(date=start.isoformat(), as_of=self.day)
            if ends is not None and self.day >= ends:
                lacking = texts["ended"].format(date=ends.isoformat())
            clause = self.rulebook.validity.start_clause
            yield Condition(text, (), False, lacking, clause)
        for node in one.prepared.conditions:
            # What counts as met for want of the fact is nothing to be shown.
            if node.presumed is None or node.presumed in self.case.values:
                yield self.tracer.trace(node, self.case)

    def _not_yet(self, one: Assessment) -> Iterator[str]:
        """What can still come true, where nothing else stands against the programme."""
        if one.status != "ineligible" or not one.prepared.in_force(self.day):
            return
        found = [test for node in one.prepared.conditions for test in refuting(node, self.case)]
        if all(test is not None and test.not_yet for test in found):
            yield from dict.fromkeys(test.not_yet for test in found if test is not None)

    def _formula(self, one: Assessment) -> str:
        if one.amount is None or one.worth is None or one.status == "ineligible":
            return ""
        return self.formulas.write(one.amount, self.case, one.worth)

    def _schedule(self, one: Assessment) -> Iterator[Period]:
        if one.amount is None or one.status == "ineligible" or one.money == Money(None, None):
            return
        paid = one.amount.amount.paid
        words = load_texts()["period"]
        low, high = one.money.amount_min or 0, one.money.amount_max
        if paid.mode == "yearly":
            for n in range(1, paid.years + 1):
                share = None if high is None else high // paid.years
                due = self._due(one, n)
                yield Period(words["year"].format(n=n), low // paid.years, share, due)
            return
        text = {
            "once": words["once"],
            "years": words["years"].format(n=paid.years),
            "term": paid.term,
            "credit": words["credit"],
        }[paid.mode]
        yield Period(text, low, high, None)

    def _due(self, one: Assessment, year: int) -> bool | None:
        """Whether the payment of a full year is due by the years served."""
        served = self.case.values.get(one.amount.amount.due_by or "") if one.amount else None
        if not isinstance(served, int | float) or one.status != "eligible":
            return None
        return served >= year

    def _notes(self, one: Assessment, missing: tuple[str, ...]) -> Iterator[str]:
        if one.status == "ambiguous":
            yield from differing(one.prepared.whole, self.case)
        for note in one.programme.notes:
            if note.when is None or code_of_test(note.when, self.case) == TRUE:
                yield note.text
        if one.amount is not None and one.amount.amount.paid.mode == "years":
            yield load_texts()["spread"].format(years=one.amount.amount.paid.years)
        if _SCHOOL_FACTS.intersection(missing):
            yield from self.school_notes


def _citations(programme: Programme) -> Iterator[str]:
    """The clauses of benefit, conditions, amount and procedure, in that order."""
    yield from programme.clauses
    for condition in programme.conditions:
        yield from _clauses(condition)
    for amount in programme.amounts:
        yield from (amount.clause, amount.paid.clause)
        if amount.wide is not None:
            yield amount.wide.clause
    if programme.apply is not None:
        yield programme.apply.clause


def _clauses(condition: RuleCondition) -> Iterator[str]:
    if isinstance(condition, All | Any):
        yield condition.clause
        for part in condition.parts:
            yield from _clauses(part)
    elif isinstance(condition, Wide | Narrow):
        yield from _clauses(condition.part)
    else:
        yield condition.clause
